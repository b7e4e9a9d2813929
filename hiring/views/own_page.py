"""What candidates change on their own page: a document more, contact data, the e-mail address. No JavaScript."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import client_key, seconds_to_wait, with_retry
from candidates.files import StorageUnavailable

from ..actions import (
    MOST_DOCUMENTS,
    OF_EMAIL,
    AddressTaken,
    ApplicationClosed,
    LinkSpent,
    TooManyDocuments,
    add_own_document,
    ask_for_data,
    change_email,
    correct_contact,
    find_link,
    offer_address,
)
from ..choices import State
from ..forms import ContactForm, DocumentForm, NewEmailForm
from ..mail import language_of
from ..models import Application, DataLink
from .privacy import too_many_requests
from .public import of_application


def _wait() -> int:
    """Count one more change of whoever is being served."""
    return seconds_to_wait("own-page", per_hour=settings.OWN_CHANGES_PER_HOUR, key=client_key())


def _done(application: Application, what: str) -> HttpResponse:
    return redirect(f"{reverse('hiring:mine', args=[application.token])}?done={what}#sent")


def _page(
    request: HttpRequest, application: Application, name: str, *, status: int = 200, **more: object
) -> HttpResponse:
    context = {"application": application, "version": application.version} | more
    return render(request, f"hiring/public/{name}.html", context, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_application
def add_document(request: HttpRequest, application: Application) -> HttpResponse:
    """Add a document to an active application; the same one again is there once."""
    if application.state != State.ACTIVE:
        return redirect("hiring:mine", token=application.token)
    if request.method != "POST":
        return _document_page(request, application, DocumentForm())
    form = DocumentForm(request.POST, request.FILES)
    if wait := _wait():
        return with_retry(_document_page(request, application, _put_off(form, wait), status=429), wait)
    if not form.is_valid():
        return _document_page(request, application, form, status=422)
    try:
        add_own_document(application=application, file=form.cleaned_data["file"], by=None)
    except TooManyDocuments as most:
        form.add_error(None, str(most))
        return _document_page(request, application, form, status=422)
    except StorageUnavailable:
        form.add_error(None, _("We can’t keep your file just now. Send again in a few minutes."))
        return _document_page(request, application, form, status=503)
    except ApplicationClosed:  # decided meanwhile: their page says so
        return redirect("hiring:mine", token=application.token)
    return _done(application, "document")


def _document_page(
    request: HttpRequest, application: Application, form: DocumentForm, *, status: int = 200
) -> HttpResponse:
    return _page(request, application, "add_document", form=form, most=MOST_DOCUMENTS, status=status)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_application
def contact(request: HttpRequest, application: Application) -> HttpResponse:
    """Correct name, phone and links as they were sent; sent twice it is corrected once."""
    if request.method != "POST":
        sent = {name: getattr(application, f"sent_{name}") for name in ("name", "phone", "links")}
        return _page(request, application, "contact", form=ContactForm(initial=sent))
    form = ContactForm(request.POST)
    if wait := _wait():
        return with_retry(_page(request, application, "contact", form=_put_off(form, wait), status=429), wait)
    if not form.is_valid():
        return _page(request, application, "contact", form=form, status=422)
    correct_contact(application=application, by=None, **form.cleaned_data)
    return _done(application, "contact")


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@of_application
def ask_new_email(request: HttpRequest, application: Application) -> HttpResponse:
    """Ask for the link by which the address is changed; it goes to the address of today."""
    if request.method != "POST":
        return _page(request, application, "ask_new_email")
    if wait := _wait():
        page = _page(request, application, "ask_new_email", too_many=too_many_requests(wait), status=429)
        return with_retry(page, wait)
    ask_for_data(email=application.candidate.email or "", purpose=DataLink.Purpose.EMAIL)
    return _page(request, application, "ask_new_email", sent=True)


@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new_email(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind either link: the one asks for the new address, the other makes it theirs. Looking spends none."""
    try:
        link = find_link(token, purposes=OF_EMAIL)
        with translation.override(language_of(link.candidate)):
            view = _confirm if link.purpose == DataLink.Purpose.CONFIRM else _choose
            response = view(request, link, token)
            response["Content-Language"] = translation.get_language()
    except LinkSpent:
        response = render(request, "hiring/public/new_email.html", {"spent": True}, status=410)
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _choose(request: HttpRequest, link: DataLink, token: str) -> HttpResponse:
    form = NewEmailForm(request.POST if request.method == "POST" else None, current=link.candidate.email)
    if form.is_bound and (wait := _wait()):
        return with_retry(_email_page(request, form=_put_off(form, wait), status=429), wait)
    if form.is_valid():
        offer_address(secret=token, email=form.cleaned_data["email"])
        return _email_page(request, sent=True)
    return _email_page(request, form=form, status=422 if form.is_bound else 200)


def _confirm(request: HttpRequest, link: DataLink, token: str) -> HttpResponse:
    if request.method != "POST":
        return _email_page(request, link=link)
    try:
        change_email(secret=token, by=None)
    except AddressTaken:
        return _email_page(request, taken=True, status=409)
    return _email_page(request, changed=link.new_email)


def _email_page(request: HttpRequest, *, status: int = 200, **context: object) -> HttpResponse:
    return render(request, "hiring/public/new_email.html", context, status=status)


def _put_off(form, wait: int):
    """The form as it was typed, with the time to wait in the place of its mistakes."""
    form.errors.clear()
    form.add_error(None, too_many_requests(wait))
    return form
