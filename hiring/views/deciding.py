"""Deciding on one application: which step it goes to, whether they are hired or rejected."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.models import User

from .. import workflow
from ..actions import MovedMeanwhile, MoveRefused, NotWritten, move_application, reject_application
from ..choices import State
from ..composing import words_for
from ..forms import MoveForm, move_form
from ..forms.stepping import StepForm
from ..message_choices import MessageKind
from ..models import Application, Interview, Move, Step
from .application import show, trail_of
from .moving import say_moved


def _decidable(request: HttpRequest, pk: int) -> Application:
    applications = Application.objects.decidable_by(request.user)
    return get_object_or_404(applications.select_related("posting", "candidate", "version", "step"), pk=pk)


@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Hire, reject or reopen."""
    application = _decidable(request, pk)
    form = move_form(request.POST.get("to_state", ""), request.POST, application=application)
    if not form.is_valid() or "preview" in request.POST:
        return show(request, pk, sent=form)
    to_state = form.cleaned_data["to_state"]
    following = _next(request, application)
    act = reject_application if to_state == State.REJECTED else move_application
    try:
        done = act(application=application, by=request.user, **form.decision())
    except MovedMeanwhile as conflict:
        application.refresh_from_db(fields=["state"])
        has_form = workflow.allows(application.state, to_state)
        left = {} if has_form else _left_over(form, application, request.user)  # what has no form any more
        return show(request, pk, sent=_seen_again(form, application), conflict=str(conflict), status=409, **left)
    except (MoveRefused, NotWritten) as refused:
        messages.error(request, str(refused))
        return redirect(trail_of(request).url_of(application))
    if done is None:
        messages.info(request, _("Nothing to change: it is “%s” already.") % application.get_state_display())
        if left := _left_over(form, application, request.user):
            if left["note"]:
                messages.info(request, _("Your note was not kept: it stands under “Notes”, to be added."))
            return show(request, pk, status=409, **left)
    return _go_on(request, application, done, following, workflow.LABELS[to_state].done)


def _left_over(form: MoveForm, application: Application, user: User) -> dict[str, Any]:
    """What was typed with a decision that somebody else took first: a note, a message. The same form sent twice has
    kept both, and words that nobody changed are no loss."""
    note, to_state = form.cleaned_data["note"], form.cleaned_data["to_state"]
    if note and application.moves.filter(to_state=to_state, by=user, note=note).exists():
        note = ""
    unsent = form.words if to_state == State.REJECTED and form.cleaned_data["tell"] else None
    if unsent and (unsent == words_for(MessageKind.REJECTED, application) or _has_told(user, application)):
        unsent = None
    return {"note": note, "unsent": unsent} if note or unsent else {}


def _has_told(user: User, application: Application) -> bool:
    return application.messages.filter(kind=MessageKind.REJECTED, by=user).exists()


def _seen_again(form: MoveForm, application: Application) -> MoveForm:
    """The form as it was filled in, for somebody who now sees what the other one did."""
    data = form.data.copy()
    data["seen"] = application.state
    return move_form(data.get("to_state", ""), data, application=application)


@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an application to another step."""
    application = _decidable(request, pk)
    steps = Step.objects.live().filter(posting=application.posting_id).exclude(pk=application.step_id)
    form = StepForm(request.POST, posting=application.posting_id, steps=steps)
    if not form.is_valid():
        return show(request, pk, step_form=form, status=422)
    following = _next(request, application)
    to_step, seen_step = form.cleaned_data["to_step"], form.cleaned_data["seen_step"]
    try:
        done = move_application(application=application, to_step=to_step, by=request.user, seen_step=seen_step)
    except MovedMeanwhile as conflict:
        return show(request, pk, conflict=str(conflict), status=409)
    except MoveRefused as refused:
        messages.error(request, str(refused))
        return redirect(trail_of(request).url_of(application))
    if done is None:
        messages.info(request, _("Nothing to change: it is in “%s” already.") % to_step)
    return _go_on(request, application, done, following, _("Moved to “%(step)s”.") % {"step": to_step})


def _next(request: HttpRequest, application: Application) -> int | None:
    """Who comes next in the reader's list as it stands before the decision; None where nobody asked, or nobody does."""
    if request.POST.get("then") != "next":
        return None
    return trail_of(request).neighbours(application, request.user).next


def _go_on(
    request: HttpRequest, application: Application, done: Move | None, following: int | None, words: Any
) -> HttpResponse:
    """After a move: say so, with a way to take it back, then on to the next candidate, or back to the same one."""
    if done:
        application.refresh_from_db(fields=["revealed_at"])
        said = f"{application.shown_name}: {words}" if following else str(words)
        cancelled = Interview.objects.cancelled_with([done]).count() if done.changes_state else 0
        if cancelled:
            more = ngettext("%(n)d interview is cancelled.", "%(n)d interviews are cancelled.", cancelled)
            said = f"{said} {more % {'n': cancelled}}"
        say_moved(request, done, said)
        if request.POST.get("then") == "next" and not following:
            messages.info(request, _("Nobody comes after this one in the list."))
    return redirect(trail_of(request).url_of(following or application))
