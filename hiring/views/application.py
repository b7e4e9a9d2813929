"""One application in the studio: its page, what that loads later, and the posting as it was read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.audit import AuditAction, record
from accounts.models import Kind, User
from candidates.models import Document
from postings.content import Content

from .. import workflow
from ..asked import asked_of
from ..choices import State
from ..composing import BY_HAND
from ..forms import MoveForm, move_form
from ..forms.stepping import StepForm
from ..models import Application, Message, Move, Step
from ..retention import end_of_candidate
from ..shipped import Words
from ..team import team_of
from ..trail import Trail
from .interviews import interview_context
from .messages import letter_of
from .notes import note_context
from .tags import tag_context
from .team import team_context


@require_safe
def application(request: HttpRequest, pk: int) -> HttpResponse:
    """The candidate's page: contact, what was sent, the CV, what happened, and the decision."""
    try:
        return show(request, pk)
    except Http404:  # merged with another one for the same posting
        return redirect(get_object_or_404(Application.objects.visible_to(request.user), supersedes=pk))


@require_safe
def application_posting(request: HttpRequest, pk: int) -> HttpResponse:
    """The posting as this candidate read it."""
    applications = Application.objects.visible_to(request.user).with_list_data(request.user)
    application = get_object_or_404(applications, pk=pk)
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


@require_safe
@never_cache
def cv(request: HttpRequest, pk: int) -> HttpResponse:
    """The CV to be read beside the form: a part of the page. Who gets it has opened it, which is written down."""
    applications = Application.objects.visible_to(request.user).select_related("candidate", "posting", "cv")
    application = get_object_or_404(applications.filter(cv__isnull=False), pk=pk)
    document = application.cv
    if not request.htmx:
        return redirect("studio:blind_cv" if application.is_hidden else "studio:read_document", *_of_cv(application))
    if document.is_openable and document.reading != Document.Reading.WAITING:
        record(AuditAction.CV_OPENED, by=request.user, obj=document)
    pictures = document.pictures.all() if document.is_openable and not application.is_hidden else ()
    context = {"application": application, "document": document, "pictures": pictures}
    return render(request, "hiring/application/cv_pages.html", context)


def _of_cv(application: Application) -> tuple[int]:
    return (application.pk if application.is_hidden else application.cv_id,)


@require_safe
@never_cache
def personal_data(request: HttpRequest, pk: int) -> HttpResponse:
    """How long the person's data is kept, and what leads do with it: a part of the page; else it is on the person's."""
    applications = Application.objects.visible_to(request.user).shown().select_related("candidate")
    application = get_object_or_404(applications, pk=pk)
    candidate = application.candidate
    if not request.htmx:
        return redirect(candidate)
    context = {
        "candidate": candidate,
        "consent": candidate.consents.filter(withdrawn_at=None).first(),
        "end": end_of_candidate(candidate),
        "may_erase": request.user.is_kind(Kind.LEAD),
    }
    return render(request, "hiring/application/personal_data.html", context)


# The page ------------------------------------------------------------------------------------------------


def show(
    request: HttpRequest,
    pk: int,
    *,
    sent: MoveForm | None = None,
    step_form: StepForm | None = None,
    conflict: str = "",
    note: str = "",
    unsent: Words | None = None,
    status: int = 200,
) -> HttpResponse:
    """Render the page of an application that the user may see.

    A form that was refused, or previewed, takes the place of its fresh one; `conflict` is what somebody else did
    meanwhile, `note` what was typed for the team and kept nowhere, `unsent` what was for the candidate.
    """
    user = request.user
    application = get_object_or_404(Application.objects.visible_to(user).with_page_data(user), pk=pk)
    trail = trail_of(request)
    team = team_of(application)
    moves = list(application.moves.select_related("by", "from_step", "to_step"))
    context = {
        "application": application,
        "candidate": application.candidate,
        "asked": asked_of(application, Content.from_data(application.version.content), user=user),
        "moves": moves,
        "others": _others(application, user),
        "letters": Message.objects.of(application).with_list_data() if application.may_review else (),
        "may_write": application.may_decide,
        "kinds": BY_HAND[application.state] if application.may_decide else (),
        "conflict": conflict,
        "unsent": unsent,
        "trail": trail,
        **_ways(application, user, trail),
        **_decisions(application, user, sent),
        **_place(application, user, moves, step_form),
        **interview_context(user, application),
        **team_context(team, application),
        **tag_context(user, application.candidate, may_tag=application.may_tag),
        **note_context(user, application.candidate, application, readers=team.readers, typed=note),
    }
    return render(request, "hiring/application.html", context, status=status)


def trail_of(request: HttpRequest) -> Trail:
    """Where the reader came from, as the address says, or the form that they sent."""
    if request.method == "POST":
        return Trail.of(request.POST.get("trail", ""))
    return Trail.of(request.META.get("QUERY_STRING", ""))


def _ways(application: Application, user: User, trail: Trail) -> dict[str, Any]:
    """Where the reader goes on from here."""
    neighbours = trail.neighbours(application, user)
    return {
        "neighbours": neighbours,
        "previous_url": trail.url_of(neighbours.previous) if neighbours.previous else "",
        "next_url": trail.url_of(neighbours.next) if neighbours.next else "",
        "back_url": trail.back_url(application),
        "here_url": trail.url_of(application),
    }


def _others(application: Application, user: User) -> Any:
    """The other applications of the same person, as far as the user may know of them."""
    if application.is_hidden or not application.has_others:
        return ()
    others = Application.objects.visible_to(user).shown().filter(candidate=application.candidate_id)
    return others.exclude(pk=application.pk).with_list_data().order_by("-created_at", "-id")


def _decisions(application: Application, user: User, sent: MoveForm | None) -> dict[str, Any]:
    """The forms of the decisions that the user may take, and how the message of a rejection reads."""
    forms = {}
    for state in workflow.next_states(application.state) if application.may_decide else ():
        forms[state] = move_form(state, application=application, initial={"to_state": state, "seen": application.state})
        if sent and sent.data.get("to_state") == state:
            forms[state] = sent
    context = {
        "decisions": [(state, workflow.LABELS[state], form) for state, form in forms.items()],
        "sent": sent,
        "refused": sent if sent and sent.errors else None,
    }
    if rejection := forms.get(State.REJECTED):
        rejection.by = user
        context |= letter_of(application, rejection)
    return context


def _place(application: Application, user: User, moves: list[Move], form: StepForm | None) -> dict[str, Any]:
    """The posting's steps, the one after the present, the form that goes to any, and what the user may undo."""
    steps = list(Step.objects.live().filter(posting=application.posting_id))
    at = next((number for number, step in enumerate(steps) if step.pk == application.step_id), None)
    may_move = application.may_decide and application.state == State.ACTIVE
    elsewhere = [step for step in steps if step.pk != application.step_id]
    fresh = (
        StepForm(posting=application.posting_id, steps=elsewhere, initial={"seen_step": application.step_id})
        if may_move
        else None
    )
    return {
        "steps": steps,
        "step_number": None if at is None else at + 1,
        "next_step": steps[at + 1] if may_move and at is not None and at + 1 < len(steps) else None,
        "step_form": form if may_move and form else fresh,
        "undoable": moves[0] if application.may_decide and moves and _is_undoable(moves[0], user) else None,
    }


def _is_undoable(last: Move, user: User) -> bool:
    """Whether it looks as if the user may take back the last move of an application; the action decides."""
    reopens = last.changes_state and last.to_state == State.ACTIVE
    return last.by_id == user.pk and not last.is_arrival and not reopens and last.undoes_id is None
