"""What becomes of people's data: the candidate's own consent, and the studio's export, erasure, holds and report."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.audit import AuditAction, record
from accounts.limits import client_key, in_minutes, seconds_to_wait, with_retry
from accounts.models import Kind
from candidates.actions import OnHold, renew_consent, set_hold, withdraw_consent
from candidates.models import Candidate, Consent

from ..actions import KeptForWork, LinkSpent, ask_for_data, erase_candidate, find_link, use_link
from ..archive import archive_of
from ..forms import AskDataForm, HoldForm
from ..retention import end_of_candidate, endings

DAYS_AHEAD = 60
SHOWN = 200
ASKED_PER_HOUR = 10


# The candidate's own ---------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link of a reminder: keep longer, or take the consent back."""
    consent = get_object_or_404(Consent.objects.select_related("candidate"), token=token)
    application = consent.candidate.applications.select_related("version").order_by("-created_at", "-id").first()
    language = application.version.language if application else consent.candidate.language
    with translation.override(language):
        if request.method == "POST":
            if "renew" in request.POST:
                renew_consent(consent=consent, by=None)
            elif "withdraw" in request.POST:
                withdraw_consent(consent=consent, by=None)
            return redirect("hiring:consent", token=token)
        end = None if consent.withdrawn_at else end_of_candidate(consent.candidate)
        context = {"consent": consent, "end": end, "version": application.version if application else None}
        response = render(request, "hiring/public/consent.html", context)
    response["Content-Language"] = language
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_data(request: HttpRequest) -> HttpResponse:
    """Ask for one's data or its deletion: a link goes to the address, whether it is known here or not."""
    form = AskDataForm(request.POST if request.method == "POST" else None, initial=request.GET.dict())
    if form.is_valid():
        if wait := seconds_to_wait("ask-data", per_hour=ASKED_PER_HOUR, key=client_key()):
            form.add_error(None, too_many_requests(wait))
            return with_retry(render(request, "hiring/public/ask_data.html", {"form": form}, status=429), wait)
        ask_for_data(**form.cleaned_data)
        return render(request, "hiring/public/ask_data.html", {"sent": True})
    return render(request, "hiring/public/ask_data.html", {"form": form})


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def data(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind such a link: asks once more, then does it. Looking at it doesn't spend it."""
    try:
        context = {"link": find_link(token)}
        if request.method == "POST":
            archive = use_link(secret=token)
            if archive is not None:
                return _archive(archive, "my-data.zip")
            context = {"erased": True}
    except LinkSpent:
        return _data_page(request, {"spent": True}, status=410)
    except (KeptForWork, OnHold):
        return _data_page(request, {"kept": True}, status=409)
    return _data_page(request, context)


def too_many_requests(wait: int) -> str:
    """What somebody reads who asked too often, with the time to wait."""
    minutes = in_minutes(wait)
    words = ngettext(
        "Too many requests came from your network. Try again in %(minutes)d minute.",
        "Too many requests came from your network. Try again in %(minutes)d minutes.",
        minutes,
    )
    return words % {"minutes": minutes}


def _data_page(request: HttpRequest, context: dict[str, object], *, status: int = 200) -> HttpResponse:
    response = render(request, "hiring/public/data.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _archive(data: bytes, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


# The studio's ------------------------------------------------------------------------------------------


def _decidable(request: HttpRequest, pk: int) -> Candidate:
    """A candidate whose record the user may change."""
    return get_object_or_404(Candidate.objects.editable_by(request.user), pk=pk)


def _require_lead(request: HttpRequest) -> None:
    """Erasing reaches other teams' applications of the same person, so it is a lead's."""
    if not request.user.is_kind(Kind.LEAD):
        raise PermissionDenied


@require_POST
@never_cache
def export(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of a candidate as one archive, for a candidate who asks for it; it is written down."""
    candidate = _decidable(request, pk)
    _require_lead(request)
    record(AuditAction.EXPORT, by=request.user, obj=candidate)
    return _archive(archive_of(candidate), f"candidate-{candidate.pk}.zip")


@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what will be lost, then erase."""
    candidate = _decidable(request, pk)
    _require_lead(request)
    if request.method == "POST":
        try:
            erase_candidate(candidate=candidate, by=request.user)
        except OnHold as held:
            messages.error(request, str(held))
            return redirect("studio:hold_candidate", pk)
        messages.success(request, _("Erased. The person’s applications only count in the figures now."))
        return redirect("studio:candidates")
    applications = candidate.applications.with_list_data().order_by("-created_at", "-id")
    return render(request, "hiring/erase.html", {"candidate": candidate, "applications": applications})


@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep a candidate's data from being erased, or let it go again."""
    candidate = _decidable(request, pk)
    _require_lead(request)
    form = HoldForm(request.POST if request.method == "POST" else None, initial={"reason": candidate.hold_reason})
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        set_hold(candidate=candidate, reason=reason, by=request.user)
        messages.success(request, _("It is kept until you let it go.") if reason else _("It is no longer held."))
        return redirect("studio:hold_candidate", pk)
    context = {"candidate": candidate, "form": form, "end": end_of_candidate(candidate)}
    return render(request, "hiring/hold.html", context, status=422 if form.is_bound else 200)


@require_safe
def retention(request: HttpRequest) -> HttpResponse:
    """Whose data goes next, and why."""
    _require_lead(request)
    until = timezone.localdate() + timedelta(days=DAYS_AHEAD)
    rows = sorted(endings(until=until), key=lambda ending: (ending.end.on, ending.candidate.pk))
    context = {"rows": rows[:SHOWN], "count": len(rows), "days": DAYS_AHEAD}
    return render(request, "hiring/retention.html", context)
