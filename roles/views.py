"""The reference as everyone reads it: the list of roles, and one role's sheet. No session, no JavaScript."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from .languages import page_languages
from .models import Area, Role, Stage
from .openings import Openings, count_by_role, openings_by_stage
from .sheet import collaborators_at, missions_by_area, sections_by_place, skill_table


@dataclass(frozen=True)
class Column:
    """A stage as the sheet shows it beside the others."""

    stage: Stage
    areas: list
    collaborators: list
    openings: Openings


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
@conditional_page
def role_list(request: HttpRequest) -> HttpResponse:
    """Every role that has a sheet."""
    counts = count_by_role()
    roles = [(role, counts.get(role.pk, 0)) for role in Role.objects.prefetch_related("stages")]
    return render(request, "roles/list.html", {"roles": roles, **page_languages("roles:list")})


@login_not_required
@require_safe
@cache_control(public=True, max_age=60)
@conditional_page
def role(request: HttpRequest, key: str) -> HttpResponse:
    """One role's sheet."""
    shown = get_object_or_404(Role.objects.with_sheet(), key=key)
    openings = openings_by_stage(shown)
    columns = [
        Column(
            stage,
            _rows_of_areas(shown, stage),
            collaborators_at(shown, stage),
            openings.get(stage.pk, Openings()),
        )
        for stage in shown.stages.all()
    ]
    context = {
        "role": shown,
        "columns": columns,
        "skills": skill_table(shown),
        "sections": sections_by_place(shown),
        "open_count": sum(column.openings.count for column in columns),
        **page_languages("roles:role", key),
    }
    return render(request, "roles/role.html", context)


def _rows_of_areas(role: Role, stage: Stage) -> list:
    """The stage's missions by area, empty areas too: the areas of all stages stand on the same rows."""
    missions = dict(missions_by_area(role, stage))
    return [(area, missions.get(area, [])) for area in Area]
