"""Who waits for an answer: all of them, and on the page of a posting those who have waited longest."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from postings.models import Posting

from ..actions import choose_reminders
from ..forms.reminders import RemindersForm
from ..models import Application, ReminderChoice
from ..paging import part_of
from ..querysets import ApplicationQuerySet
from ..waiting import with_waits


@require_safe
def debt(request: HttpRequest) -> HttpResponse:
    """Everybody who waits for an answer at the user's postings, the oldest first."""
    postings = Posting.objects.reviewable_by(request.user).order_by()
    waiting = Application.objects.waiting().filter(posting__in=postings.values("pk"))
    page = part_of([waiting], ("waits_since", "id"), request.GET, seen=waiting, shape=_with_lines)
    page.object_list = with_waits(page.object_list)
    return render(request, "hiring/debt.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def reminders(request: HttpRequest) -> HttpResponse:
    """How often the user is reminded of those who have waited too long."""
    choice = ReminderChoice.objects.filter(user=request.user).first()
    initial = {"often": choice.often if choice else ReminderChoice.Often.DAILY}
    form = RemindersForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        choose_reminders(often=form.cleaned_data["often"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("studio:reminders")
    return render(request, "hiring/reminders.html", {"form": form}, status=422 if form.errors else 200)


def _with_lines(waiting: ApplicationQuerySet) -> ApplicationQuerySet:
    return waiting.select_related("candidate", "version", "posting")
