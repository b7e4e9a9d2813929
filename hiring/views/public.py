"""What a candidate sees of their own application. No JavaScript, no account.

Every page speaks the language of the posting, whatever the browser prefers, and none is cached.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from postings.content import Content
from postings.models import Posting, Version

from ..actions import MoveRefused, move_application
from ..choices import State
from ..models import Application, Message
from ..moved_on import told_kind
from .again import remember

View = Callable[..., HttpResponse]


def of_posting(view: View) -> View:
    """Hand the view the posting of the address, drafts excepted, and speak its language."""

    @wraps(view)
    def wrapped(request: HttpRequest, slug: str, code: str) -> HttpResponse:
        posting = get_object_or_404(Posting.objects.shown(), code=code)
        right = posting.live_version.slug
        if slug != right and request.method != "POST":  # what somebody sent is never lost to a redirect
            return HttpResponsePermanentRedirect(request.path.replace(f"/{slug}-{code}/", f"/{right}-{code}/", 1))
        return _in_language(posting.live_version, view, request, posting)

    return wrapped


def of_application(view: View) -> View:
    """Hand the view the application of the secret address, and speak its posting's language; tell nobody of it."""

    @wraps(view)
    def wrapped(request: HttpRequest, token: str) -> HttpResponse:
        applications = Application.objects.filter(candidate__erased_at=None).select_related(
            "candidate", "cv", "superseded_by", "version", "posting__live_version", "consent"
        )
        application = get_object_or_404(applications, token=token)
        if application.superseded_by_id:  # merged with another for the same posting, which counts
            target = application.superseded_by.token
            return redirect(request.path.replace(f"/{token}/", f"/{target}/", 1))
        response = _in_language(application.version, view, request, application)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped


def _in_language(version: Version, view: View, request: HttpRequest, subject: object) -> HttpResponse:
    with translation.override(version.language):
        response = view(request, subject)
    response["Content-Language"] = version.language
    return response


# One's own application -------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_safe
@of_application
def mine(request: HttpRequest, application: Application) -> HttpResponse:
    """Where an application stands, in candidates' words; it shows nothing that its sender did not send."""
    response = render(request, "hiring/public/mine.html", _context(application))
    response["Referrer-Policy"] = "no-referrer"
    return remember(response, application)


@login_not_required
@never_cache
@require_safe
@of_application
def posting_read(request: HttpRequest, application: Application) -> HttpResponse:
    """The posting as it was when they applied."""
    back_url = reverse("hiring:mine", args=[application.token])
    context = _context(application) | {"preview": True, "is_open": False, "back_url": back_url}
    response = render(request, "hiring/public/posting_read.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_application
def withdraw(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask, then withdraw; sent twice it is withdrawn once.

    The referrer policy is the site's own here: without a referrer browsers send no origin with a form.
    """
    if request.method == "POST":
        with suppress(MoveRefused):  # decided meanwhile: their page says so
            move_application(application=application, to_state=State.WITHDRAWN, by=None)
        return redirect("hiring:mine", token=application.token)
    if application.state != State.ACTIVE:
        return redirect("hiring:mine", token=application.token)
    return render(request, "hiring/public/withdraw.html", _context(application))


def _context(application: Application) -> dict[str, object]:
    content = Content.from_data(application.version.content)
    answer_by = application.answer_by(content.answer_days)
    return {
        "application": application,
        "state": _told_state(application),
        "posting": application.posting,
        "version": application.version,
        "content": content,
        "told_kind": told_kind(application),
        "answer_by": answer_by,
        "is_late": answer_by is not None and timezone.localdate() > answer_by,
    }


def _told_state(application: Application) -> str:
    """Where the candidate is told that the application stands: nobody reads of a rejection that may be called back."""
    if application.state == State.REJECTED and Message.objects.answers_on_the_way(application).exists():
        return State.ACTIVE
    return application.state
