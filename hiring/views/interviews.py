"""Interviews and scorecards of an application: what its page shows of them, and the pages where they are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from postings.wording import moment_words

from ..actions.assigning import NotAssignable
from ..actions.interviewing import (
    InterviewRefused,
    cancel_interview,
    change_interview,
    clashes_of,
    plan_interview,
)
from ..actions.scoring import ScorecardRefused, give_verdict
from ..choices import State
from ..forms.interviews import InterviewForm, ScorecardForm
from ..models import Application, Interview, Scorecard
from ..ratings import rating_words


def interview_context(user: User, application: Application) -> dict[str, Any]:
    """What `hiring/interviews/` shows on an application's page; no query where there is nothing to show."""
    interviews = (
        list(Interview.objects.filter(application=application).with_names()) if application.has_interviews else []
    )
    cards = list(Scorecard.objects.of(application, user)) if application.has_scorecards else []
    seen = [card for card in cards if card.is_open]
    is_active = application.state == State.ACTIVE
    average = sum(card.verdict for card in seen) / len(seen) if seen else 0
    return {
        "interviews": interviews,
        "may_plan": application.may_decide and is_active,
        "scorecards": seen,
        "closed_scorecards": len(cards) - len(seen),
        "rating": rating_words(average, len(seen)),
        "may_score": application.is_member and is_active,
        "own_scorecard": next((card for card in cards if card.by_id == user.pk), None),
    }


def _planned_for(request: HttpRequest, pk: int) -> Application:
    applications = Application.objects.decidable_by(request.user).select_related("version", "posting", "candidate")
    return get_object_or_404(applications, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan an interview, or write down one that was held."""
    application = _planned_for(request, pk)
    sent = (request.POST,) if request.method == "POST" else ()
    form = InterviewForm(*sent, application=application)
    if not form.is_valid():
        return _form(request, form, application)
    try:
        interview = plan_interview(application=application, form_key=form.once_key(), by=request.user, **form.plan())
    except (InterviewRefused, NotAssignable) as refused:
        form.add_error(None, str(refused))
        return _form(request, form, application)
    messages.success(request, _("The interview is planned."))
    return _planned(request, interview)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an interview."""
    interview = _own(request, pk)
    application = interview.application
    sent = (request.POST,) if request.method == "POST" else ()
    form = InterviewForm(*sent, application=application, interview=interview)
    if not form.is_valid():
        return _form(request, form, application, interview)
    try:
        is_changed = change_interview(interview=interview, by=request.user, **form.plan())
    except (InterviewRefused, NotAssignable) as refused:
        form.add_error(None, str(refused))
        return _form(request, form, application, interview)
    messages.success(request, _("The interview is changed.") if is_changed else _("Nothing was to be changed."))
    interview.refresh_from_db()
    return _planned(request, interview)


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel an interview; again is no error."""
    interview = _own(request, pk)
    if cancel_interview(interview=interview, by=request.user):
        messages.success(request, _("The interview is cancelled."))
    return redirect(f"{interview.application.get_absolute_url()}#interviews")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def scorecard(request: HttpRequest, pk: int) -> HttpResponse:
    """Give one's verdict on an application, or change it."""
    user = request.user
    applications = Application.objects.visible_to(user).filter(posting__memberships__user=user)
    application = get_object_or_404(applications.select_related("version", "posting", "candidate"), pk=pk)
    card = Scorecard.objects.filter(application=application, by=user).first()
    initial = {"verdict": card.verdict, "words": card.words} if card else {}
    sent = (request.POST,) if request.method == "POST" else ()
    form = ScorecardForm(*sent, initial=initial)
    if form.is_valid():
        try:
            give_verdict(application=application, by=user, **form.cleaned_data)
        except ScorecardRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your verdict is kept."))
            return redirect(f"{application.get_absolute_url()}#scorecards")
    context = {"application": application, "form": form, "card": card}
    return render(request, "hiring/interviews/scorecard.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, pk: int) -> Interview:
    """An interview for a posting that the user may edit."""
    rows = Interview.objects.editable_by(request.user)
    related = ("application__version", "application__posting", "application__candidate")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _planned(request: HttpRequest, interview: Interview) -> HttpResponse:
    for name, moment in clashes_of(interview):
        words = _("%(name)s has another interview at that time: %(moment)s.")
        messages.warning(request, words % {"name": name, "moment": moment_words(moment)})
    return redirect(f"{interview.application.get_absolute_url()}#interviews")


def _form(
    request: HttpRequest, form: InterviewForm, application: Application, interview: Interview | None = None
) -> HttpResponse:
    context = {
        "application": application,
        "form": form,
        "interview": interview,
        "may_plan": application.state == State.ACTIVE,
    }
    return render(request, "hiring/interviews/form.html", context, status=422 if form.errors else 200)
