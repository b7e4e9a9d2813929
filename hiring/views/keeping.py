"""Asking somebody whether their data may be kept, and the page where they answer."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from candidates.models import Candidate, ConsentAsk
from candidates.privacy import CONSENT_MONTHS

from ..actions import asking_consent
from ..actions.asking_consent import GOOD_FOR, NotToAsk, ask_consent
from ..forms import AgreeForm, TellForm


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what is asked, then ask."""
    candidate = get_object_or_404(Candidate.objects.editable_by(request.user), pk=pk)
    initial = {"language": candidate.language} | ({"company": candidate.company_id} if candidate.company_id else {})
    form = TellForm(request.POST if request.method == "POST" else None, user=request.user, initial=initial)
    if form.is_valid():
        try:
            ask_consent(candidate=candidate, by=request.user, **form.cleaned_data)
        except NotToAsk as reason:
            messages.error(request, str(reason))
        else:
            messages.success(request, _("The question is on its way to %(email)s.") % {"email": candidate.email})
        return redirect(candidate)
    context = {"candidate": candidate, "form": form, "months": CONSENT_MONTHS}
    return render(request, "hiring/ask_consent.html", context, status=422 if form.is_bound else 200)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def agree(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the question's link: an unticked box and one button. Who doesn't agree need do nothing."""
    asks = ConsentAsk.objects.select_related("candidate").filter(candidate__erased_at=None)
    ask = get_object_or_404(asks, token=token)
    with translation.override(ask.language):
        response = _agree(request, ask)
    response["Content-Language"] = ask.language
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _agree(request: HttpRequest, ask: ConsentAsk) -> HttpResponse:
    if consent := ask.candidate.consents.filter(withdrawn_at=None).first():
        return redirect("hiring:consent", token=consent.token)
    if ask.agreed_at or ask.asked_at < timezone.now() - GOOD_FOR:
        return render(request, "hiring/public/agree.html", {"ask": ask, "spent": True}, status=410)
    form = AgreeForm(request.POST if request.method == "POST" else None, wording=ask.wording)
    if form.is_valid():
        return redirect("hiring:consent", token=asking_consent.agree(ask=ask).token)
    context = {"ask": ask, "form": form}
    return render(request, "hiring/public/agree.html", context, status=422 if form.is_bound else 200)
