"""An existing ad, read for anybody: no account, and nothing of it is kept or logged."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.limits import client_key, in_minutes, seconds_to_wait, with_retry
from roles.languages import page_languages

from ..forms import AdForm
from ..uploads import in_memory
from .access import MAY_CREATE

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


def _too_big(request: HttpRequest) -> HttpResponse:
    return _show(request, AdForm.too_big(), status=413)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@in_memory(too_big=_too_big)
def check(request: HttpRequest) -> HttpResponse:
    """The form, and with a text or a file what the ad says: stage, lines, findings."""
    if request.method != "POST":
        example = _example() if "example" in request.GET else ""
        return _show(request, AdForm(initial={"text": example}))
    if wait := seconds_to_wait("check", per_hour=settings.CHECKS_PER_HOUR, key=client_key()):
        return _too_many(request, wait)
    form = AdForm(request.POST, request.FILES)
    form.is_valid()
    form.with_text()
    return _show(request, form)


def _too_many(request: HttpRequest, wait: int) -> HttpResponse:
    """Ask to come back; what was pasted stays in the form."""
    minutes = in_minutes(wait)
    words = ngettext(
        "Many ads came from your network this hour. Send this one again in %(minutes)d minute.",
        "Many ads came from your network this hour. Send this one again in %(minutes)d minutes.",
        minutes,
    )
    form = AdForm.refused(request.POST, words % {"minutes": minutes})
    return with_retry(_show(request, form, status=429), wait)


def _show(request: HttpRequest, form: AdForm, *, status: int = 200) -> HttpResponse:
    context = {"form": form, "check": form.check, "may_draft": _may_draft(request), **page_languages("jobs:check")}
    return render(request, "postings/check.html", context, status=status)


def _may_draft(request: HttpRequest) -> bool:
    """Whether a recruiter is reading; a visitor without a session is asked nothing, and gets none."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    return request.user.is_authenticated and request.user.is_kind(*MAY_CREATE)


def _example() -> str:
    """An ad of our own writing, in the page's language, to try the page with."""
    language = "fr" if (get_language() or "").startswith("fr") else "en"
    return (EXAMPLES / f"{language}.txt").read_text(encoding="utf-8")
