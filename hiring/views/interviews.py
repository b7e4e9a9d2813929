"""Interviews and scorecards of an application: what its page shows of them, and the pages where they are written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.wording import moment_words

from ..actions.assigning import NotAssignable
from ..actions.errors import InterviewChanged, InterviewRefused, InterviewTwice
from ..actions.interviewing import (
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
    rows = Interview.objects.filter(application=application).with_names().as_seen_by(user)
    interviews = list(rows) if application.has_interviews else []
    cards = list(Scorecard.objects.of(application, user)) if application.has_scorecards else []
    seen = [card for card in cards if card.is_open]
    is_active = application.state == State.ACTIVE
    coming = [one for one in interviews if one.is_ahead and not one.cancelled_at] if is_active else ()
    average = sum(card.verdict for card in seen) / len(seen) if seen else 0
    return {
        "interviews": interviews,
        "coming_days": [moment_words(one.starts_at) for one in coming],
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
        form.add_error(_field_of(refused), str(refused))
        return _form(request, form, application)
    messages.success(request, _("The interview is planned."))
    return _planned(request, interview)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def interview(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an interview; where somebody else did so meanwhile, theirs is shown beside what was typed."""
    interview = _own(request, pk)
    application = interview.application
    sent = (request.POST,) if request.method == "POST" else ()
    form = InterviewForm(*sent, application=application, interview=interview)
    if not form.is_valid():
        return _form(request, form, application, interview)
    try:
        seen = request.POST.get("seen", "")
        is_changed = change_interview(interview=interview, seen=seen, by=request.user, **form.plan())
    except InterviewChanged as changed:
        return _form(request, form, application, changed.now, changed=changed)
    except (InterviewRefused, NotAssignable) as refused:
        form.add_error(_field_of(refused), str(refused))
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
    else:
        messages.info(request, _("The interview was cancelled already."))
    return redirect(f"{interview.application.get_absolute_url()}#interviews")


@require_safe
@never_cache
def open_call(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Lead to a call: the address that is this part of where the interview is, counted from 1.

    While names are hidden, pages show this way instead of an address that may have the name in it: whoever holds the
    interview must get there, and meets the person by that. Who went is kept, for the address may tell before the hour.
    """
    interviews = Interview.objects.around(request.user).select_related("application__posting")
    interview = get_object_or_404(interviews, pk=pk)
    url = dict(enumerate((part.url for part in interview.place_parts), start=1)).get(number)
    if not url:
        raise Http404
    if request.method == "GET" and interview.application.is_hidden:
        record(AuditAction.CALL_OPENED, by=request.user, obj=interview)
    return redirect(url)


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
    is_late = application.state != State.ACTIVE and not sent
    context = {"application": application, "form": form, "card": card, "is_late": is_late}
    return render(request, "hiring/interviews/scorecard.html", context, status=422 if form.errors else 200)


def _own(request: HttpRequest, pk: int) -> Interview:
    """An interview for a posting that the user may edit."""
    rows = Interview.objects.editable_by(request.user)
    related = ("application__version", "application__posting", "application__candidate")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _field_of(refused: Exception) -> str | None:
    return "time" if isinstance(refused, InterviewTwice) else None


def _planned(request: HttpRequest, interview: Interview) -> HttpResponse:
    for name, moment in clashes_of(interview):
        words = _("%(name)s has another interview at that time: %(moment)s.")
        messages.warning(request, words % {"name": name, "moment": moment_words(moment)})
    return redirect(f"{interview.application.get_absolute_url()}#interviews")


def _refused(application: Application, interview: Interview | None) -> str:
    """Why nothing can be planned or changed, so that nobody fills in what is refused; who did all the same keeps it."""
    if interview and interview.cancelled_at:
        return _("This interview is cancelled.")
    if interview or application.state == State.ACTIVE:
        return ""
    return _("None can be planned: the application is “%(state)s”.") % {"state": application.get_state_display()}


def _form(
    request: HttpRequest,
    form: InterviewForm,
    application: Application,
    interview: Interview | None = None,
    *,
    changed: InterviewChanged | None = None,
) -> HttpResponse:
    """The page: with what was sent, if anything was, and the print of what the user has seen."""
    is_fresh = changed or not form.is_bound
    context = {
        "application": application,
        "form": form,
        "interview": interview,
        "refused": "" if form.is_bound else _refused(application, interview),
        "seen": interview.print_now() if interview and is_fresh else request.POST.get("seen", ""),
        "said": str(changed or ""),
        "theirs": form.differing(changed.now) if changed else [],
    }
    status = 422 if form.errors else 409 if changed else 200
    return render(request, "hiring/interviews/form.html", context, status=status)
