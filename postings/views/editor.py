"""The editor: the reference on one side, the posting on the other, each change saved as it is made.

Every change is a plain POST that ends in a redirect; when htmx sends it, the answer is the parts of
the page that changed.
"""

from __future__ import annotations

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_replace
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from roles.models import Mission, Role, Skill
from roles.sheet import missions_by_area, skills_by_kind

from .. import actions, workflow
from ..choices import LineKind, State
from ..comments import editor_threads, line_key
from ..content import draft_content
from ..forms import FactsForm, LineForm, NewLineForm
from ..models import Line, Posting
from ..offers import offer
from ..reviews import lacking, readable_reviews, standing
from ..schedule import clashes
from ..working import assess_working
from .marks import mark, missing_missions
from .templates import says_what_is_locked


def editable_posting(request: HttpRequest, code: str) -> Posting:
    """The posting, where the user may edit it and it is not put away."""
    postings = Posting.objects.editable_by(request.user).exclude(state=State.ARCHIVED)
    return get_object_or_404(postings.for_editing(), code=code)


def line_of(posting: Posting, pk: int) -> Line:
    """A line of the posting, kept or dropped."""
    return get_object_or_404(Line.objects.select_related("posting"), posting=posting, pk=pk)


@require_safe
def posting(request: HttpRequest, code: str) -> HttpResponse:
    """The editor for those who may edit; the text as candidates read it for other members."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    editable = Posting.objects.editable_by(request.user).filter(pk=posting.pk).exists()
    if editable and posting.state != State.ARCHIVED:
        context = editor_context(posting, request.user, saved_at=posting.updated_at)
        return render(request, "postings/editor.html", context)
    return render(
        request, "postings/read.html", {"posting": posting, "reviews": readable_reviews(posting, request.user)}
    )


def editor_context(posting: Posting, user: User, *, facts: FactsForm | None = None, **extra: Any) -> dict[str, Any]:
    """Everything that the editor's page and its parts show to a user, in a number of queries that lines don't change.

    Extra: `said` is announced; `saved_at` tells when what was sent was saved, None where it wasn't.
    """
    lines = list(posting.lines.with_sources().with_drift().select_related("updated_by"))
    kept = [line for line in lines if line.dropped_at is None]
    role = Role.objects.with_sheet().get(pk=posting.role_id)
    state = _state(posting, role, kept, user)
    dropped = [line for line in lines if line.dropped_at is not None]
    talk = editor_threads(posting, state["content"], dropped)
    for line in lines:
        line.talk = talk[line_key(line.pk)]
    return (
        state
        | {
            "posting": posting,
            "kept": kept,
            "facts": facts or FactsForm(instance=posting),
            "groups": [(kind, [line for line in kept if line.kind == kind]) for kind in LineKind],
            "dropped": dropped,
            "talk": talk,
            "reference": _reference(posting, role, lines),
            "new_line": NewLineForm(initial={"kind": LineKind.MISSION}),
            "may_close": workflow.allows(posting.state, State.CLOSED),
            "may_archive": workflow.allows(posting.state, State.ARCHIVED),
            "refused": (),
            "said": "",
            "saved_at": None,
        }
        | extra
    )


def _state(posting: Posting, role: Role, kept: list[Line], user: User) -> dict[str, Any]:
    """What the editor's head and checklist show of the working text, what lines have beside them, and what to undo."""
    content, assessment = assess_working(posting, lines=kept, role=role)
    live = posting.live_version
    stands = standing(posting, content, by=user)
    unpublished = live is not None and not content.reads_like(live)
    return {
        "content": content,
        "assessment": assessment,
        "checks": mark(kept, content, assessment),
        "missing_missions": missing_missions(assessment, role),
        "standing": stands,
        "missing": [*assessment.missing, *lacking(posting, stands)],
        "unpublished": unpublished,
        "behind": [line for line in kept if line.drift],
        "to_undo": posting.changes.to_undo(user),
        "to_redo": posting.changes.to_redo(user),
        "offer": offer(posting, unpublished=unpublished, today=timezone.localdate()),
        "clashes": clashes(posting, content),
    }


def _reference(posting: Posting, role: Role, lines: list[Line]) -> dict[str, Any]:
    """The sheet in the posting's language, each entry with the line that the posting has of it."""
    missions = {line.mission_id: line for line in lines if line.mission_id}
    skills = {line.skill_id: line for line in lines if line.skill_id}
    with translation.override(posting.language):
        at_stage = [
            (area, [(mission, weight, missions.get(mission.pk)) for mission, weight in entries])
            for area, entries in missions_by_area(role, posting.stage)
        ]
        of_stage = {mission.pk for _area, entries in at_stage for mission, _weight, _line in entries}
        elsewhere = [
            (mission, mission.at_stages.all(), missions.get(mission.pk))
            for mission in role.missions.all()
            if mission.pk not in of_stage and mission.retired_at is None
        ]
        return {
            "missions": at_stage,
            "elsewhere": elsewhere,
            "skills": [
                (kind, [(skill, importance, skills.get(skill.pk)) for skill, importance in entries])
                for kind, entries in skills_by_kind(role, posting.stage)
            ],
        }


def answer(request: HttpRequest, posting: Posting, said: str, *, anchor: str = "lines", **extra: Any) -> HttpResponse:
    """Answer a change of lines: the parts that show lines to htmx, a redirect to the spot to a plain form."""
    if not request.htmx:
        messages.success(request, said)
        return redirect(f"{posting.get_absolute_url()}#{anchor}")
    context = editor_context(posting, request.user, said=said, saved_at=timezone.now(), **extra)
    response = render(request, "postings/editor/lines_changed.html", context)
    response["HX-Trigger-After-Settle"] = "posting-saved"
    return response


def refuse_change(request: HttpRequest, posting: Posting, said: str) -> HttpResponse:
    """Answer what could not be done: the lines as they are and why to htmx, a redirect to a plain form."""
    if not request.htmx:
        messages.error(request, said)
        return redirect(posting)
    context = editor_context(posting, request.user, said=said)
    return render(request, "postings/editor/lines_changed.html", context)


# Facts ------------------------------------------------------------------------------------------------


@require_POST
@says_what_is_locked
def facts(request: HttpRequest, code: str) -> HttpResponse:
    """Save the facts that changed; what somebody else changed meanwhile is shown, never overwritten unseen."""
    posting = editable_posting(request, code)
    form = FactsForm(request.POST, instance=posting)
    form.is_valid()  # invalid fields keep their words and their errors; the valid ones are saved all the same
    try:
        result = actions.update_facts(
            posting=posting, values=form.values(), base=form.cleaned_data.get("base") or {}, by=request.user
        )
    except ValidationError as error:
        form.add_error(None, error)
    else:
        _say_conflicts(form, posting, result.conflicts, reader=request.user)
        form.rebase([*result.saved, *result.conflicts])
    if request.htmx:
        said = _("Not all is saved: see the marked fields.") if form.errors else ""
        saved_at = None if form.errors else timezone.now()
        context = editor_context(
            posting, request.user, facts=form, said=said, saved_at=saved_at, changed=_to_show(form)
        )
        response = render(request, "postings/editor/facts_saved.html", context)
        response["HX-Trigger-After-Settle"] = "posting-saved"
        response["X-Not-Saved"] = " ".join(form.not_saved())
        return response
    if form.errors:
        context = editor_context(posting, request.user, facts=form)
        return render(request, "postings/editor.html", context, status=422)
    messages.success(request, _("Saved."))
    return redirect(posting)


def _to_show(form: FactsForm) -> list[str]:
    """Fields whose place on the page must be drawn anew: those with an error now, or possibly before."""
    return [name for name in form.fact_names if form.was_sent(name)]


def _say_conflicts(form: FactsForm, posting: Posting, names: tuple[str, ...], *, reader: User) -> None:
    """Put beside each field what somebody else wrote there; saving again then replaces it knowingly."""
    if not names:
        return
    last = posting.history.exclude(history_user=reader).select_related("history_user").first()
    who = last.history_user if last and last.history_user else _("Somebody")
    now = FactsForm(instance=posting)
    for name in names:
        theirs = now[name].value()
        choices = dict(getattr(now.fields[name], "choices", ()))
        form.add_error(
            name,
            _("%(who)s changed this to “%(theirs)s” while you were writing. Save again to keep yours.")
            % {"who": who, "theirs": choices.get(theirs, theirs) or _("nothing")},
        )


# Lines --------------------------------------------------------------------------------------------------


@require_POST
def pick(request: HttpRequest, code: str, kind: str, pk: int) -> HttpResponse:
    """Take a mission or skill of the posting's role; again changes nothing."""
    posting = editable_posting(request, code)
    model = {"mission": Mission, "skill": Skill}[kind]
    source = get_object_or_404(model.objects.in_use(), role=posting.role_id, pk=pk)
    line = actions.pick(posting=posting, source=source, by=request.user)
    return answer(request, posting, _("Picked: %(text)s") % {"text": line.text}, anchor=f"line-{line.pk}")


@require_POST
def add_line(request: HttpRequest, code: str) -> HttpResponse:
    """Add a line of the recruiter's own."""
    posting = editable_posting(request, code)
    form = NewLineForm(request.POST)
    if not form.is_valid():
        context = editor_context(posting, request.user, new_line=form, said=_("Not added: see the marked field."))
        template = "postings/editor/lines_changed.html" if request.htmx else "postings/editor.html"
        return render(request, template, context, status=200 if request.htmx else 422)
    data = form.cleaned_data
    line = actions.add_line(posting=posting, kind=data["kind"], text=data["text"], key=form.once_key(), by=request.user)
    return answer(request, posting, _("Added."), anchor=f"line-{line.pk}")


@require_POST
@says_what_is_locked
def reword(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Save a line's words; where somebody else wrote others meanwhile, show both."""
    posting = editable_posting(request, code)
    line = line_of(posting, pk)
    form = LineForm(request.POST, instance=line)
    if not form.is_valid():
        line.typed, line.problems = request.POST.get("text", ""), form.errors.get("text", form.non_field_errors())
        return redraw_line(request, posting, line)
    data = form.cleaned_data
    try:
        line = actions.reword_line(
            line=line, text=data["text"], revision=data["revision"], sent=data["sent"], by=request.user
        )
    except actions.LineConflict as conflict:
        line = conflict.line
        line.typed, line.theirs = data["text"], True
        return redraw_line(request, posting, line)
    if not request.htmx:
        return answer(request, posting, _("Saved."), anchor=f"line-{line.pk}")
    role = Role.objects.with_sheet().get(pk=posting.role_id)
    kept = list(posting.lines.kept().with_sources().with_drift().select_related("updated_by"))
    context = {"posting": posting, "said": "", "saved_at": timezone.now(), "kept": kept}
    context |= _state(posting, role, kept, request.user)
    context["line"] = next((item for item in kept if item.pk == line.pk), line)
    response = render(request, "postings/editor/line_saved.html", context)
    response["HX-Trigger-After-Settle"] = "posting-saved"
    return response


def redraw_line(request: HttpRequest, posting: Posting, line: Line) -> HttpResponse:
    """Show the line again with what was typed and what is wrong; nothing was saved."""
    context = editor_context(posting, request.user)
    lines = next(lines for kind, lines in context["groups"] if kind == line.kind)
    place = next((at for at, item in enumerate(lines) if item.pk == line.pk), len(lines))
    shown = lines[place] if place < len(lines) else None
    line.number = shown.number if shown else len(context["kept"]) + 1
    line.findings, line.reads = (shown.findings, shown.reads) if shown else ([], None)
    line.talk = context["talk"][line_key(line.pk)]
    lines[place : place + 1] = [line]  # where somebody dropped it meanwhile, at the end
    if not request.htmx:
        return render(request, "postings/editor.html", context, status=422)
    context |= {"line": line, "place": place, "first": place == 0, "last": place == len(lines) - 1}
    response = render(request, "postings/editor/line.html", context)
    response["HX-Retarget"], response["HX-Reswap"] = f"#line-{line.pk}", "outerHTML"
    return response


@require_POST
@says_what_is_locked
def drop(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a line out; it can be put back."""
    posting = editable_posting(request, code)
    line = actions.drop_line(line=line_of(posting, pk), by=request.user)
    return answer(request, posting, _("Dropped: %(text)s") % {"text": line.text}, anchor="dropped", just_dropped=line)


@require_POST
def restore(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a dropped line back."""
    posting = editable_posting(request, code)
    line = actions.restore_line(line=line_of(posting, pk), by=request.user)
    return answer(request, posting, _("Put back: %(text)s") % {"text": line.text}, anchor=f"line-{line.pk}")


@require_POST
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put a line at another place among those of its kind: `to` counts from 0."""
    posting = editable_posting(request, code)
    line = line_of(posting, pk)
    try:
        to = int(request.POST.get("to", ""))
    except ValueError:
        return refuse_change(request, posting, _("That is not a place in the list."))
    actions.move_line(line=line, to=to, by=request.user)
    return answer(request, posting, _("Moved."), anchor=f"line-{line.pk}")


@require_POST
@says_what_is_locked
def change_kind(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Move a line to another part of the posting."""
    posting = editable_posting(request, code)
    line = line_of(posting, pk)
    kind = request.POST.get("kind", "")
    if kind not in LineKind.values:
        return refuse_change(request, posting, _("That is not a part of a posting."))
    line = actions.change_kind(line=line, kind=kind, by=request.user)
    return answer(
        request, posting, _("Moved to “%(part)s”.") % {"part": line.get_kind_display()}, anchor=f"line-{line.pk}"
    )


# Preview and publishing ---------------------------------------------------------------------------------


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview(request: HttpRequest, code: str) -> HttpResponse:
    """The working text in the very template that candidates get; never cached."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    content = draft_content(posting, posting.lines.kept().with_sources())
    with translation.override(posting.language):
        context = {"content": content, "preview": True, "is_open": True, "posting": posting}
        response = render(request, "postings/posting.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_http_methods(["POST"])
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Publish; where something is missing, show the editor with links to it."""
    posting = editable_posting(request, code)
    try:
        version = actions.publish_posting(posting=posting, by=request.user)
    except actions.NotReady as error:
        context = editor_context(posting, request.user, refused=error.missing)
        return render(request, "postings/editor.html", context, status=422)
    except actions.TransitionRefused as refused:
        messages.error(request, str(refused))
        return redirect(posting)
    messages.success(
        request,
        _("Published as version %(number)d. Candidates see it at %(url)s")
        % {"number": version.number, "url": request.build_absolute_uri(posting_path(version))},
    )
    return redirect(posting)


def posting_path(version) -> str:
    """Return the public address of a version's posting."""
    return Posting.objects.select_related("live_version").get(pk=version.posting_id).public_path
