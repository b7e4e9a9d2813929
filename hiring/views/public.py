"""What a candidate sees: the apply form, and the page of their own application. No JavaScript, no account.

Every page speaks the language of the posting, whatever the browser prefers, and none is cached.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import client_key, email_key, in_minutes, seconds_to_wait, with_retry
from candidates.files import StorageUnavailable
from candidates.privacy import notice
from postings.content import Content
from postings.models import Posting, Version

from ..actions import MoveRefused, PostingClosed, move_application, submit_application
from ..choices import State
from ..forms import ApplyForm
from ..models import Application
from ..retention import rule_for

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
        applications = Application.objects.kept().select_related(
            "candidate", "cv", "version", "posting__live_version", "consent"
        )
        application = get_object_or_404(applications, token=token)
        response = _in_language(application.version, view, request, application)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    return wrapped


def _in_language(version: Version, view: View, request: HttpRequest, subject: object) -> HttpResponse:
    with translation.override(version.language):
        response = view(request, subject)
    response["Content-Language"] = version.language
    return response


# Applying --------------------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_posting
def apply(request: HttpRequest, posting: Posting) -> HttpResponse:
    """The form; what was sent with it comes in once, or comes back with what to mend."""
    if request.method == "POST":
        return _receive(request, posting)
    if not Posting.objects.published().filter(pk=posting.pk).exists():
        return _closed(request, posting)
    form = ApplyForm(posting=posting, initial={"form_key": uuid4(), "version": posting.live_version.number})
    return _show(request, posting, form)


def _receive(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Take in what was sent; the form comes back as it was typed, with what is in the way."""
    form = ApplyForm(request.POST, request.FILES, posting=posting)
    if wait := seconds_to_wait("apply-try", per_hour=settings.APPLY_TRIES_PER_HOUR, key=client_key()):
        return _too_many(request, posting, form, wait)
    if not form.is_valid():
        if not Posting.objects.published().filter(pk=posting.pk).exists():
            return _closed(request, posting)
        _keep_cv(form)
        return _show(request, posting, form)
    if wait := _wait_to_apply(form.cleaned_data["email"]):
        _keep_cv(form)
        return _too_many(request, posting, form, wait)
    try:
        receipt = submit_application(posting=posting, version=form.cleaned_data["version"], sent=form.sent(), by=None)
    except PostingClosed:
        return _closed(request, posting)
    except StorageUnavailable:
        form.add_error(None, translation.gettext("We can’t keep your file just now. Send again in a few minutes."))
        return _show(request, posting, form, status=503)
    if receipt.for_sender:
        return redirect("hiring:mine", token=receipt.application.token)
    return redirect("hiring:link_sent", slug=posting.live_version.slug, code=posting.code)


def _wait_to_apply(email: str) -> int:
    """Count an application for its network and for its e-mail address, whether anybody is known under it or not."""
    by_network = seconds_to_wait("apply", per_hour=settings.APPLICATIONS_PER_HOUR, key=client_key())
    per_hour = settings.APPLICATIONS_PER_EMAIL_PER_HOUR
    return by_network or seconds_to_wait("apply-email", per_hour=per_hour, key=email_key(email))


def _keep_cv(form: ApplyForm) -> None:
    with suppress(StorageUnavailable):  # the other errors matter now; the CV is asked for again
        form.put_cv_aside()


def _too_many(request: HttpRequest, posting: Posting, form: ApplyForm, wait: int) -> HttpResponse:
    """Ask to send again later; which of the limits it was is told to nobody."""
    minutes = in_minutes(wait)
    words = ngettext(
        "Too many applications came from your network or with this e-mail address. Send again in %(minutes)d minute.",
        "Too many applications came from your network or with this e-mail address. Send again in %(minutes)d minutes.",
        minutes,
    )
    form.errors.clear()
    form.add_error(None, words % {"minutes": minutes})
    return with_retry(_show(request, posting, form, status=429), wait)


def _show(request: HttpRequest, posting: Posting, form: ApplyForm, *, status: int = 200) -> HttpResponse:
    version = posting.live_version
    content = Content.from_data(version.content)
    rule = rule_for(content)
    context = {
        "form": form,
        "posting": posting,
        "version": version,
        "content": content,
        "notice": notice(
            company=version.company_name,
            contact=content.contact_email,
            months=rule.decided_months,
            consent_months=rule.consent_months,
        ),
    }
    return render(request, "hiring/public/apply.html", context, status=status)


def _closed(request: HttpRequest, posting: Posting) -> HttpResponse:
    context = {"posting": posting, "version": posting.live_version}
    return render(request, "hiring/public/apply_closed.html", context, status=410)


@login_not_required
@never_cache
@require_safe
@of_posting
def link_sent(request: HttpRequest, posting: Posting) -> HttpResponse:
    """What somebody reads who sent a second form under an address: nothing about the first one."""
    return render(request, "hiring/public/link_sent.html", {"posting": posting, "version": posting.live_version})


# One's own application -------------------------------------------------------------------------------


@login_not_required
@never_cache
@require_safe
@of_application
def mine(request: HttpRequest, application: Application) -> HttpResponse:
    """Where an application stands, in candidates' words; it shows nothing that its sender did not send."""
    response = render(request, "hiring/public/mine.html", _context(application))
    response["Referrer-Policy"] = "no-referrer"
    return response


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
        "posting": application.posting,
        "version": application.version,
        "content": content,
        "answer_by": answer_by,
        "is_late": answer_by is not None and timezone.localdate() > answer_by,
    }
