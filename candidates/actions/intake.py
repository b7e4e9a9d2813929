"""Taking a candidate and their file in."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet

from accounts.models import User

from ..files import CheckedFile, private_path, store
from ..models import Candidate, Document, DocumentPage, normalise_email

logger = logging.getLogger(__name__)


@transaction.atomic
def find_or_add_candidate(*, email: str, name: str, phone: str = "", links: str = "", by: User | None) -> Candidate:
    """Return the candidate of an e-mail address, locked until the transaction ends; add one where there is none.

    Somebody who only typed the address (`by` is None) fills blanks and overwrites nothing.
    """
    candidate, added = Candidate.objects.select_for_update(no_key=True).get_or_create(
        email=normalise_email(email), defaults={"name": name, "phone": phone, "links": links}
    )
    if candidate.merged_into_id:
        candidate = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.merged_into_id)
    if not added:
        blanks = {
            field: value
            for field, value in {"phone": phone, "links": links}.items()
            if value and not getattr(candidate, field)
        }
        if blanks:
            for field, value in blanks.items():
                setattr(candidate, field, value)
            candidate.save(update_fields=list(blanks))
    return candidate


@contextmanager
def atomic_with_files() -> Iterator[list[Document]]:
    """A transaction that gives a list for the documents made in it: where it fails, their files are taken away too."""
    documents: list[Document] = []
    try:
        with transaction.atomic():
            yield documents
    except BaseException:
        for document in documents:
            discard_file(document)
        raise


def add_document(*, candidate: Candidate, cv: CheckedFile, kind: str = Document.Kind.CV, by: User | None) -> Document:
    """Keep a checked file; callers make it in `atomic_with_files`, and put it on its list."""
    document = Document(
        candidate=candidate,
        kind=kind,
        original_name=cv.name,
        format=cv.format,
        size=cv.size,
        sha256=cv.sha256,
    )
    document.file.name = store(cv.data, private_path())
    try:
        with transaction.atomic():
            document.save()
    except BaseException:
        discard_file(document)
        raise
    return document


def delete_documents(documents: QuerySet[Document]) -> None:
    """Delete documents with their pictures; the files go once the transaction is through.

    What a crash leaves behind then has no row any more: the sweep takes it.
    """
    pictures = DocumentPage.objects.filter(document__in=documents)
    paths = [*documents.values_list("file", flat=True), *pictures.values_list("file", flat=True)]
    documents.delete()
    transaction.on_commit(lambda: [default_storage.delete(path) for path in paths], robust=True)


def discard_file(document: Document) -> None:
    """Delete the file of a document whose row was rolled back; what fails here is left to the sweep."""
    try:
        default_storage.delete(document.file.name)
    except OSError:
        logger.warning("a file that no row knows of is left for the sweep")
