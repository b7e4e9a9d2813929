"""The apply form, as candidates meet it: no JavaScript, no account."""

from __future__ import annotations

import re
from contextlib import suppress
from uuid import uuid4

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import client_key, email_key, in_minutes, seconds_to_wait, with_retry
from candidates.files import StorageUnavailable
from candidates.privacy import notice
from postings.content import Content
from postings.models import Posting, Version

from .. import form_time
from ..actions import PostingClosed, find_sent, forget_forms, save_form, submit_application
from ..forms import ApplyForm
from ..models import SavedForm
from ..retention import rule_for
from .again import application_before, remember
from .public import of_posting

SAVES_PER_HOUR = 3


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_posting
def apply(request: HttpRequest, posting: Posting) -> HttpResponse:
    """The form; what was sent with it comes in once, or comes back with what to mend."""
    if request.method == "POST":
        return _receive(request, posting)
    if not is_open(posting):
        return show_closed(request, posting)
    version = posting.live_version
    content = Content.from_data(version.content)
    start = {"form_key": uuid4(), "version": version.number, "opened": form_time.stamp()}
    form = ApplyForm(content=content, initial=start)
    return show_form(request, posting, version, form)


def _receive(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Take in what was sent; the form comes back as it was typed, with what is in the way."""
    version = _version_read(posting, request.POST.get("version", ""))
    form = ApplyForm(request.POST, request.FILES, content=Content.from_data(version.content))
    if wait := seconds_to_wait("apply-try", per_hour=settings.APPLY_TRIES_PER_HOUR, key=client_key()):
        return _too_many(request, posting, version, form, wait)
    if "save" in request.POST:
        return _save(request, posting, version, form)
    if not form.is_valid():
        if token := _token_of_sent(posting, form):
            return redirect("hiring:mine", token=token)
        if not is_open(posting):
            return show_closed(request, posting)
        _keep_files(form)
        return show_form(request, posting, version, form)
    if wait := _wait_to_apply(form.cleaned_data["email"]):
        _keep_files(form)
        return _too_many(request, posting, version, form, wait)
    before = application_before(request, posting)
    if before and before.candidate.email == form.cleaned_data["email"]:
        forget_forms(SavedForm.objects.filter(posting=posting, form_key=form.cleaned_data["form_key"]))
        return redirect("hiring:mine", token=before.token)  # the first application counts
    try:
        receipt = submit_application(posting=posting, version=version, sent=form.sent(), by=None)
    except PostingClosed:
        return show_closed(request, posting)
    except StorageUnavailable:
        return _no_room(request, posting, version, form)
    if receipt.for_sender:
        return remember(redirect("hiring:mine", token=receipt.application.token), receipt.application)
    return redirect("hiring:link_sent", slug=posting.live_version.slug, code=posting.code)


def _token_of_sent(posting: Posting, form: ApplyForm) -> str | None:
    """The page of the application that this very form made before: its files may be gone by now."""
    email, form_key = form.cleaned_data.get("email"), form.cleaned_data.get("form_key")
    return find_sent(posting=posting, form_key=form_key, email=email) if email else None


def _save(request: HttpRequest, posting: Posting, version: Version, form: ApplyForm) -> HttpResponse:
    """Keep the form as it was left; only its address and its files have to be right."""
    if not is_open(posting):
        return show_closed(request, posting)
    if not form.is_fit_to_save():
        _keep_files(form)
        return show_form(request, posting, version, form)
    email = form.cleaned_data["email"]
    if wait := _wait_to_save(posting, email):
        _keep_files(form)
        return _saved_often(request, posting, version, form, wait)
    try:
        save_form(
            posting=posting,
            version=version,
            form_key=form.cleaned_data["form_key"],
            email=email,
            data=form.typed(),
            files=form.good_files(),
        )
    except StorageUnavailable:
        return _no_room(request, posting, version, form)
    return redirect("hiring:form_saved", slug=posting.live_version.slug, code=posting.code)


def _wait_to_save(posting: Posting, email: str) -> int:
    """Count a saved form for its network and for its address: each sends a message there."""
    by_network = seconds_to_wait("save", per_hour=settings.APPLICATIONS_PER_HOUR, key=client_key())
    return by_network or seconds_to_wait("save-email", per_hour=SAVES_PER_HOUR, key=email_key(f"{posting.pk} {email}"))


def _saved_often(request: HttpRequest, posting: Posting, version: Version, form: ApplyForm, wait: int) -> HttpResponse:
    minutes = in_minutes(wait)
    words = ngettext(
        "This was saved often within the hour. Send it now, or save it again in %(minutes)d minute.",
        "This was saved often within the hour. Send it now, or save it again in %(minutes)d minutes.",
        minutes,
    )
    form.add_error(None, words % {"minutes": minutes})
    return with_retry(show_form(request, posting, version, form, status=429), wait)


def _no_room(request: HttpRequest, posting: Posting, version: Version, form: ApplyForm) -> HttpResponse:
    form.add_error(None, translation.gettext("We can’t keep your file just now. Send again in a few minutes."))
    return show_form(request, posting, version, form, status=503)


def is_open(posting: Posting) -> bool:
    """Whether a posting takes applications."""
    return Posting.objects.published().filter(pk=posting.pk).exists()


def _version_read(posting: Posting, number: str) -> Version:
    """The version that the candidate read, if it is one of this posting's; else the one shown now."""
    if re.fullmatch(r"[0-9]{1,6}", number) and int(number) != posting.live_version.number:
        return posting.versions.filter(number=number).first() or posting.live_version
    return posting.live_version


def _wait_to_apply(email: str) -> int:
    """Count an application for its network and for its e-mail address, whether anybody is known under it or not."""
    by_network = seconds_to_wait("apply", per_hour=settings.APPLICATIONS_PER_HOUR, key=client_key())
    per_hour = settings.APPLICATIONS_PER_EMAIL_PER_HOUR
    return by_network or seconds_to_wait("apply-email", per_hour=per_hour, key=email_key(email))


def _keep_files(form: ApplyForm) -> None:
    with suppress(StorageUnavailable):  # the other errors matter now; the files are asked for again
        form.put_files_aside()


def _too_many(request: HttpRequest, posting: Posting, version: Version, form: ApplyForm, wait: int) -> HttpResponse:
    """Ask to send again later; which of the limits it was is told to nobody."""
    minutes = in_minutes(wait)
    words = ngettext(
        "Too many applications came from your network or with this e-mail address. Send again in %(minutes)d minute.",
        "Too many applications came from your network or with this e-mail address. Send again in %(minutes)d minutes.",
        minutes,
    )
    form.errors.clear()
    form.add_error(None, words % {"minutes": minutes})
    return with_retry(show_form(request, posting, version, form, status=429), wait)


def show_form(
    request: HttpRequest,
    posting: Posting,
    version: Version,
    form: ApplyForm,
    *,
    saved: SavedForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the form for a version of a posting's text; `saved` where it was opened by its link."""
    if form.is_bound:
        form.settle()
    content = form.content
    rule = rule_for(content)
    context = {
        "form": form,
        "saved": saved,
        "before": application_before(request, posting),
        "apply_url": reverse("hiring:apply", args=[posting.live_version.slug, posting.code]),
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


def show_closed(request: HttpRequest, posting: Posting) -> HttpResponse:
    """Say that a posting takes no applications any more."""
    context = {"posting": posting, "version": posting.live_version}
    return render(request, "hiring/public/apply_closed.html", context, status=410)


@login_not_required
@never_cache
@require_safe
@of_posting
def link_sent(request: HttpRequest, posting: Posting) -> HttpResponse:
    """What somebody reads who sent a second form under an address: nothing about the first one."""
    return render(request, "hiring/public/link_sent.html", {"posting": posting, "version": posting.live_version})
