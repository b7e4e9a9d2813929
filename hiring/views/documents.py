"""A candidate's files in the studio: read page by page, or saved as they were sent; who opened one is kept."""

from __future__ import annotations

import logging

from django.contrib import messages
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.audit import AuditAction, record
from candidates.actions import ContactTaken
from candidates.models import Candidate, Document, DocumentPage
from candidates.reading.found import find_contacts
from candidates.scanning import has_scanner

from ..actions import take_over_contact
from ..models import Application

logger = logging.getLogger(__name__)
NOTHING_LOADED = "default-src 'none'; sandbox"


def _document(request: HttpRequest, pk: int) -> Document:
    """A file that the user may see, with its candidate."""
    return get_object_or_404(Document.objects.visible_to(request.user).select_related("candidate"), pk=pk)


def _applications(request: HttpRequest):
    return Application.objects.visible_to(request.user)


def _application_of(request: HttpRequest, document: Document) -> Application | None:
    """The newest application that the file came with and the user may see; None where it came with none of them."""
    applications = _applications(request).select_related("candidate", "version")
    return applications.with_document(document).order_by("-created_at", "-id").first()


@require_GET
@never_cache
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was sent: to be saved, never shown in our pages."""
    document = _document(request, pk)
    if not document.is_openable:
        messages.error(request, _("This file can’t be opened: see why on its page."))
        return redirect("studio:read_document", pk)
    try:
        file = default_storage.open(document.file.name)
    except FileNotFoundError:
        logger.exception("document %d has no file", document.pk)
        messages.error(request, _("The file is missing from the store. Tell whoever runs this site."))
        return redirect(_application_of(request, document) or document.candidate)
    record(AuditAction.CV_OPENED, by=request.user, obj=document)
    response = FileResponse(file, as_attachment=True, filename=document.original_name, content_type=document.format)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_LOADED
    return response


@require_safe
@never_cache
def read_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages as pictures beside the text, and the contact data that the text has."""
    document = _document(request, pk)
    application = _application_of(request, document)
    if document.is_openable and document.reading != Document.Reading.WAITING:
        record(AuditAction.CV_OPENED, by=request.user, obj=document)
    candidate = document.candidate
    context = {
        "document": document,
        "application": application,
        "back": application or candidate,
        "candidate": candidate,
        "pictures": document.pictures.all() if document.is_openable else (),
        "scanned_here": has_scanner(),
        "offers": _offers(document, candidate),
        "may_take": Candidate.objects.editable_by(request.user).filter(pk=candidate.pk).exists(),
    }
    return render(request, "hiring/document.html", context)


def _offers(document: Document, candidate) -> list[tuple[str, str, str]]:
    """What the text has that the candidate's record lacks: (field, label, value)."""
    if not document.is_openable:
        return []
    found, known = find_contacts(document.text), set(candidate.link_list)
    return [
        *(("email", _("E-mail"), email) for email in found.emails if email != candidate.email),
        *(("phone", _("Phone"), phone) for phone in found.phones if phone != candidate.phone),
        *(("links", _("Link"), link) for link in found.links if link not in known),
    ]


@require_GET
@never_cache
def document_page(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """The picture of one page."""
    document = _document(request, pk)
    if not document.is_openable:
        raise Http404
    page = get_object_or_404(DocumentPage, document=document, number=number)
    try:
        file = default_storage.open(page.file.name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(file, content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_LOADED
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@require_POST
def take_found(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one piece of contact data over into the candidate's record, as somebody confirmed it."""
    document = _document(request, pk)
    candidate = get_object_or_404(Candidate.objects.editable_by(request.user), pk=document.candidate_id)
    offer = (request.POST.get("field", ""), request.POST.get("value", ""))
    if offer not in {(field, value) for field, _label, value in _offers(document, candidate)}:
        messages.info(request, _("Nothing to change: it is in the record already, or not in this file."))
        return redirect("studio:read_document", pk)
    try:
        take_over_contact(candidate=candidate, field=offer[0], value=offer[1], by=request.user)
    except ContactTaken as taken:
        messages.error(request, str(taken))
    else:
        messages.success(request, _("Taken over: %(value)s") % {"value": offer[1]})
    return redirect("studio:read_document", pk)
