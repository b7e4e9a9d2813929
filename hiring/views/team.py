"""On an application's page: who looks at it, and screening without names."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import AuditAction, record

from ..actions.assigning import NotAssignable, assign, unassign
from ..actions.revealing import reveal_application
from ..forms.team import AssignForm, RevealForm
from ..models import Application, Assignment
from ..team import Team


def team_context(team: Team, application: Application) -> dict[str, Any]:
    """What `hiring/assigned.html` and `hiring/blind/` show on an application's page."""
    return {
        "may_review": application.may_review,
        "assigned": team.assigned,
        "may_assign": application.may_review,
        "assign_form": AssignForm(application=application, people=team.assignable) if application.may_review else None,
        "reveal_form": RevealForm(),
    }


def _reviewable(request: HttpRequest, pk: int) -> Application:
    applications = Application.objects.reviewable_by(request.user).select_related("version", "posting", "candidate")
    return get_object_or_404(applications, pk=pk)


@require_POST
def assign_to(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a member of the posting's team look at the application."""
    application = _reviewable(request, pk)
    form = AssignForm(request.POST, application=application)
    if not form.is_valid():
        context = {"application": application, "form": form}
        return render(request, "hiring/assign.html", context, status=422)
    try:
        assignment = assign(application=application, user=form.cleaned_data["user"], by=request.user)
    except NotAssignable as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s looks at it.") % {"name": assignment.user})
    return redirect(f"{application.get_absolute_url()}#assigned")


@require_POST
def take_off(request: HttpRequest, pk: int, user: int) -> HttpResponse:
    """Take the application off somebody."""
    application = _reviewable(request, pk)
    assignment = Assignment.objects.select_related("user").filter(application=application, user=user).first()
    if assignment:
        unassign(assignment=assignment, by=request.user)
        messages.success(request, _("%(name)s no longer looks at it.") % {"name": assignment.user})
    return redirect(f"{application.get_absolute_url()}#assigned")


@require_POST
def reveal(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the name before a decision."""
    applications = Application.objects.decidable_by(request.user).select_related("posting", "candidate", "version")
    application = get_object_or_404(applications, pk=pk)
    form = RevealForm(request.POST)
    if not form.is_valid():
        context = {"application": application, "form": form}
        return render(request, "hiring/blind/reveal.html", context, status=422)
    if reveal_application(application=application, by=request.user, reason=form.cleaned_data["reason"]):
        messages.success(request, _("Name, contact and files are shown to the team now."))
    return redirect(application)


@require_safe
@never_cache
def blind_cv(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of the CV without whom it is about; the file itself once the name may be read."""
    applications = Application.objects.visible_to(request.user).select_related("posting", "candidate", "version", "cv")
    application = get_object_or_404(applications.filter(cv__isnull=False), pk=pk)
    if not application.is_hidden:
        return redirect("studio:read_document", application.cv_id)
    if application.cv.text:
        record(AuditAction.CV_OPENED, by=request.user, obj=application.cv)
    return render(request, "hiring/blind/cv.html", {"application": application})
