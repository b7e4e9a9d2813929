"""What a line of the recruiter's own is about: the guess, and the recruiter's word."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from roles.models import Area, Role, Skill

from .. import actions
from ..fit import NOTHING, likely_kind
from ..forms import AboutForm
from ..matching import MISSION, matcher
from ..models import Line, Posting
from ..reference import Reference, reference_of
from .editor import editable_posting, editor_context, line_of

SUGGESTED = 4
Choices = list[tuple[str, list[tuple[str, str]]]]


@require_http_methods(["GET", "HEAD", "POST"])
def about(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Choose what a line is about: an entry of the sheet, nothing of it; or go back to the guess."""
    posting = editable_posting(request, code)
    line = line_of(posting, pk)
    role = Role.objects.with_sheet().get(pk=posting.role_id)
    choices = _choices(line, reference_of(role, posting.language))
    form = AboutForm(
        request.POST if request.method == "POST" else None,
        choices=[("", _("as its words read")), *choices],
        initial={"about": line.about},
        auto_id=f"line-{line.pk}-%s-choice",
    )
    if request.method == "POST" and form.is_valid():
        return _settle(request, posting, line, form.cleaned_data["about"])
    status = 422 if form.errors else 200
    template = "postings/editor/about_form.html" if request.htmx else "postings/about.html"
    return render(request, template, {"posting": posting, "line": line, "form": form}, status=status)


def _settle(request: HttpRequest, posting: Posting, line: Line, about: str) -> HttpResponse:
    try:
        line = actions.settle_about(line=line, about=about, by=request.user)
    except actions.AboutRefused as refused:
        messages.error(request, str(refused))
        return redirect(f"{posting.get_absolute_url()}#line-{line.pk}")
    said = _("Noted: what the line is about.") if about else _("The line reads as its words say.")
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{posting.get_absolute_url()}#line-{line.pk}")
    context = editor_context(posting, request.user, said=said, saved_at=timezone.now())
    context["line"] = next((one for one in context["kept"] if one.pk == line.pk), line)
    return render(request, "postings/editor/about_changed.html", context)


def _choices(line: Line, reference: Reference) -> Choices:
    """The sheet's entries by area and kind, those that the line's words suggest first."""
    found = matcher(reference).recognise_all(line.text, prefer=likely_kind(line.kind), limit=SUGGESTED)
    names = {f"{MISSION}:{mission.key}": mission.statement for mission in reference.missions} | {
        f"skill:{skill.key}": skill.name for skill in reference.skills
    }
    suggested = [(about, names[about]) for one in found if (about := f"{one.kind}:{one.key}") in names]
    groups: Choices = [(_("Suggested by its words"), suggested)] if suggested else []
    groups += [(_("Neither"), [(NOTHING, _("Nothing on the sheet"))])]
    taken = {about for about, _name in suggested}
    for area in Area:
        of_area = [(f"{MISSION}:{one.key}", one.statement) for one in reference.missions if one.area == area]
        groups.append((_("Missions: %(area)s") % {"area": area.label}, _without(of_area, taken)))
    for kind in Skill.Kind:
        of_kind = [(f"skill:{one.key}", one.name) for one in reference.skills if one.kind == kind]
        groups.append((capfirst(kind.label), _without(of_kind, taken)))
    return [(label, entries) for label, entries in groups if entries]


def _without(entries: list[tuple[str, str]], taken: set[str]) -> list[tuple[str, str]]:
    return [(about, name) for about, name in entries if about not in taken]
