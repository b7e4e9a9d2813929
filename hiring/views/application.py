"""One application in the studio: its page, the posting as it was read, and the decision."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Kind, User
from postings.content import Content

from .. import workflow
from ..actions import MoveRefused, NotWritten, move_application, reject_application
from ..asked import asked_of
from ..choices import State
from ..composing import first_of_each_kind
from ..forms import MoveForm, move_form
from ..models import Application, Message, MessageWish
from ..retention import end_of_candidate
from .messages import letter_of
from .notes import note_context
from .tags import tag_context
from .team import team_context


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate's page: contact, what was sent, the CV, what happened, and the decision."""
    try:
        return _show(request, _visible(request, pk))
    except Http404:  # merged with another one for the same posting
        return redirect(get_object_or_404(Application.objects.visible_to(request.user), supersedes=pk))


@require_safe
def application_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """The posting as this candidate read it."""
    application = _visible(request, pk)
    content = Content.from_data(application.version.content)
    with translation.override(application.version.language):
        context = {
            "content": content,
            "application": application,
            "preview": True,
            "is_open": False,
            "back_url": application.get_absolute_url(),
        }
        return render(request, "hiring/public/posting_read.html", context)


@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, reject or reopen."""
    application = get_object_or_404(Application.objects.decidable_by(request.user), pk=pk)
    form = move_form(request.POST.get("to_state", ""), request.POST, application=application)
    if not form.is_valid() or "preview" in request.POST:
        return _show(request, _visible(request, pk), form)
    to_state = form.cleaned_data["to_state"]
    decide = reject_application if to_state == State.REJECTED else move_application
    try:
        done = decide(application=application, by=request.user, **form.decision())
    except (MoveRefused, NotWritten) as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, workflow.LABELS[to_state].done)
        else:
            messages.info(request, _("Nothing to change: it is “%s” already.") % application.get_state_display())
    return redirect(application)


def _visible(request: HttpRequest, pk: int) -> Application:
    applications = Application.objects.visible_to(request.user).with_list_data(request.user).select_related("cv")
    return get_object_or_404(applications, pk=pk)


def _show(request: HttpRequest, application: Application, sent: MoveForm | None = None) -> HttpResponse:
    """Render the candidate's page; a form that was refused, or previewed, takes the place of its fresh one."""
    decisions = []
    may_decide = Application.objects.decidable_by(request.user).filter(pk=application.pk).exists()
    if may_decide:
        for state in workflow.next_states(application.state):
            form = move_form(state, application=application, initial={"to_state": state, "seen": application.state})
            if sent and sent.data.get("to_state") == state:
                form = sent
            decisions.append((state, workflow.LABELS[state], form))
    others = Application.objects.visible_to(request.user).shown().filter(candidate=application.candidate_id)
    context = {
        "application": application,
        "asked": asked_of(application, Content.from_data(application.version.content), user=request.user),
        "candidate": application.candidate,
        "moves": application.moves.select_related("by", "from_step", "to_step"),
        "others": []
        if application.is_hidden
        else others.exclude(pk=application.pk).with_list_data().order_by("-created_at", "-id"),
        "decisions": decisions,
        "letters": Message.objects.of(application).with_list_data(),
        "may_write": may_decide,
        "sent": sent,
        "refused": sent if sent and sent.errors else None,
        "starts": first_of_each_kind(application) if may_decide else [],
        "stopped": MessageWish.objects.filter(candidate=application.candidate_id, stopped_at__isnull=False).first(),
        **_preview(application, decisions, request.user),
        "consent": application.candidate.consents.filter(withdrawn_at=None).first(),
        "end": end_of_candidate(application.candidate),
        "may_erase": request.user.is_kind(Kind.LEAD),
        **team_context(request.user, application),
        **tag_context(request.user, application.candidate),
        **note_context(request.user, application.candidate, application),
    }
    return render(request, "hiring/application.html", context)


def _preview(application: Application, decisions: list, by: User) -> dict[str, object]:
    """How the message of a rejection reads, for its form."""
    forms = [form for state, _label, form in decisions if state == State.REJECTED]
    if not forms:
        return {}
    forms[0].by = by
    return letter_of(application, forms[0])
