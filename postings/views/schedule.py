"""When a posting goes out and closes by itself, and who finds it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import actions
from ..forms import ListingForm, ScheduleForm
from ..models import Posting
from ..readiness import Missing
from ..schedule import clashes, zone_name
from ..wording import moment_words
from .editor import editable_posting


def _show(
    request: HttpRequest,
    posting: Posting,
    *,
    form: ScheduleForm | None = None,
    listing: ListingForm | None = None,
    refused: list[Missing] | None = None,
    status: int = 200,
) -> HttpResponse:
    context = {
        "posting": posting,
        "form": form or ScheduleForm(posting=posting),
        "listing": listing or ListingForm(posting=posting),
        "refused": refused or (),
        "clashes": clashes(posting, actions.working_text(posting)),
        "zone": zone_name(),
        "now": timezone.now(),
    }
    return render(request, "postings/schedule.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, code: str) -> HttpResponse:
    """Ask when, then plan it; a text that could not be published is not planned either, and the page says why."""
    posting = editable_posting(request, code)
    if request.method != "POST":
        return _show(request, posting)
    form = ScheduleForm(request.POST, posting=posting)
    if not form.is_valid():
        return _show(request, posting, form=form, status=422)
    if not form.schedule:
        return cancel_schedule(request, code)
    try:
        posting = actions.schedule_posting(posting=posting, schedule=form.schedule, by=request.user)
    except actions.NotReady as error:
        return _show(request, posting, form=form, refused=error.missing, status=422)
    except actions.TransitionRefused as refused:  # somebody else was quicker
        messages.error(request, str(refused))
        return redirect("studio:schedule", code)
    messages.success(request, _said(posting))
    return redirect(posting)


def _said(posting: Posting) -> str:
    said = []
    if posting.publish_at:
        said.append(_("It goes out on %(moment)s.") % {"moment": moment_words(posting.publish_at)})
    if posting.close_at:
        said.append(_("It closes on %(moment)s.") % {"moment": moment_words(posting.close_at)})
    return " ".join(said)


@require_POST
def cancel_schedule(request: HttpRequest, code: str) -> HttpResponse:
    """Take back what is planned; again changes nothing."""
    posting = editable_posting(request, code)
    actions.cancel_schedule(posting=posting, by=request.user)
    messages.success(request, _("Nothing is scheduled any more."))
    return redirect(posting)


@require_POST
def listing(request: HttpRequest, code: str) -> HttpResponse:
    """List the posting, or take it out of every list, at once."""
    posting = editable_posting(request, code)
    form = ListingForm(request.POST, posting=posting)
    if not form.is_valid():
        return _show(request, posting, listing=form, status=422)
    posting = actions.set_listed(posting=posting, listed=form.is_listed, by=request.user)
    if posting.listed:
        messages.success(request, _("Listed: everybody can find it while it is open."))
    else:
        messages.success(request, _("Unlisted: only who has the address finds it."))
    return redirect("studio:schedule", code)
