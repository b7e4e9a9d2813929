"""People in the studio: the list of them, the talent pool, and the page of one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Kind
from candidates.models import Candidate, Document
from candidates.search.hits import looked_among

from ..filters import OF_APPLICATION, PeopleFilter
from ..models import Application, SavedSearch
from ..people_list import people_page
from ..retention import end_of_candidate
from .letters import letter_context
from .notes import note_context
from .tags import tag_context

SAVED_SHOWN = 20


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whom the user may see, with or without an application."""
    return _list(request, PeopleFilter(request.GET, user=request.user), "hiring/people.html")


@require_safe
def pool(request: HttpRequest) -> HttpResponse:
    """People who agreed to be kept for other jobs; who takes it back is gone from here at once."""
    filters = PeopleFilter(request.GET, user=request.user, without=("pool", *OF_APPLICATION))
    return _list(request, filters, "hiring/pool.html", is_pool=True)


def _list(request: HttpRequest, filters: PeopleFilter, template: str, *, is_pool: bool = False) -> HttpResponse:
    page = people_page(request.GET, filters, user=request.user, is_pool=is_pool)
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.filters),
        "page": page,
        "sort": request.GET.get("sort", ""),
        "saved": [] if is_pool else list(SavedSearch.objects.of_user(request.user)[:SAVED_SHOWN]),
        "asked": bool(filters.query.clauses),
        "looked_among": looked_among(filters.query),
        "may_add": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
        "may_tidy_tags": request.user.is_kind(Kind.LEAD),
    }
    return render(request, template, context)


@require_safe
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a person: contact, source and basis, their applications and files as far as the user may see them."""
    visible = Candidate.objects.visible_to(request.user)
    candidate = visible.select_related("added_by", "resume").filter(pk=pk).first()
    if candidate is None:  # an old address of somebody who was merged
        return redirect(get_object_or_404(visible, shells=pk))
    applications = Application.objects.visible_to(request.user).shown().filter(candidate=candidate).with_list_data()
    context = {
        "candidate": candidate,
        "applications": applications.order_by("-created_at", "-id"),
        "documents": Document.objects.visible_to(request.user)
        .filter(candidate=candidate)
        .exclude(kind=Document.Kind.NOTE),
        "consent": candidate.consents.filter(withdrawn_at=None).first(),
        "end": end_of_candidate(candidate),
        "merges": [merge for merge in candidate.merges.select_related("by") if merge.can_be_undone],
        "may_edit": Candidate.objects.editable_by(request.user).filter(pk=pk).exists(),
        "due_to_tell": Candidate.objects.to_tell().filter(pk=pk).exists(),
        "today": timezone.localdate(),
        "may_erase": request.user.is_kind(Kind.LEAD),
        **tag_context(request.user, candidate),
        **note_context(request.user, candidate),
        **letter_context(request.user, candidate),
    }
    return render(request, "hiring/person.html", context)
