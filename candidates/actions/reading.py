"""Reading a document: scanned where there is a scanner, opened in a process of its own, its text and pages kept.

The row says what is still to do. A worker claims it by one conditional UPDATE that puts the next try ahead, so
a worker that is killed while reading leaves it to the next one, and two never read the same.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from ..files import StorageUnavailable, page_path, store
from ..models import Candidate, Document, DocumentPage
from ..reading import Outcome, Picture, Problem, read_isolated
from ..scanning import ScannerUnavailable, has_scanner, is_infected
from ..search.due import mark_due
from .locking import PersonGone, lock_person

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=3)  # longer than scanning and reading one file may take
TRIES = 4  # what kills its worker that often will do so again
SCANNER_PAUSE = timedelta(minutes=5)


def read_waiting_documents(*, limit: int = 200) -> int:
    """Read documents that are due, one after the other; return how many were dealt with."""
    done = 0
    while done < limit and (document := _claim()) is not None:
        read_document(document)
        done += 1
    return done


def _claim() -> Document | None:
    """Take the next document that is due; None when there is none."""
    while (pk := Document.objects.due().values_list("pk", flat=True).first()) is not None:
        claim = {"next_try_at": timezone.now() + LEASE, "read_tries": F("read_tries") + 1}
        claimed = Document.objects.due().filter(pk=pk).order_by().update(**claim)
        if claimed and (document := Document.objects.filter(pk=pk).first()):  # it may have been erased since
            return document
    return None


def read_document(document: Document) -> None:
    """Scan and read one document that this worker has claimed, and write down what came of it."""
    if document.read_tries > TRIES and document.reading == Document.Reading.WAITING:
        _keep(document, Outcome(problem=Problem.MEMORY), scan=document.scan)
        return
    try:
        with default_storage.open(document.file.name) as file:
            data = file.read()
    except OSError:
        logger.warning("document %d has no file", document.pk)
        _keep(document, Outcome(problem=Problem.DAMAGED), scan=document.scan)
        return
    scan = document.scan
    if has_scanner() and scan == Document.Scan.NONE:
        try:
            scan = Document.Scan.INFECTED if is_infected(data) else Document.Scan.CLEAN
        except ScannerUnavailable:
            logger.warning("no scanner for document %d", document.pk)
            _wait_for_scanner(document)
            return
    if scan == Document.Scan.INFECTED:
        _keep(document, Outcome(problem=Problem.DAMAGED), scan=scan)
    elif document.reading == Document.Reading.WAITING:
        _keep(document, read_isolated(data), scan=scan)
    else:  # read before there was a scanner
        Document.objects.filter(pk=document.pk).update(scan=scan, next_try_at=None)


def _wait_for_scanner(document: Document) -> None:
    """Put the document off without counting a try: nothing is wrong with it."""
    next_try = timezone.now() + SCANNER_PAUSE
    Document.objects.filter(pk=document.pk).update(next_try_at=next_try, read_tries=F("read_tries") - 1)


def _keep(document: Document, outcome: Outcome, *, scan: str) -> None:
    """Write down an outcome, pictures first; the files of pictures whose rows don't come to be are taken away."""
    paths: list[str] = []
    try:
        with transaction.atomic():
            person = _lock_holder(document)
            DocumentPage.objects.filter(document=document).delete()
            numbered = enumerate(outcome.pictures, start=1)
            DocumentPage.objects.bulk_create([_page(document, number, picture, paths) for number, picture in numbered])
            Document.objects.filter(pk=document.pk).update(
                reading=_reading(outcome),
                problem=outcome.problem or "",
                text=outcome.text,
                pages=outcome.pages,
                scan=scan,
                read_at=timezone.now(),
                next_try_at=None,
            )
            mark_due([person.pk])
    except PersonGone:
        logger.info("document %d was erased while it was read", document.pk)
    except StorageUnavailable:
        _discard(paths)
        logger.warning("no room for the pages of document %d", document.pk)
    except BaseException:
        _discard(paths)
        raise


def _lock_holder(document: Document) -> Candidate:
    """Return whose document it is by now, locked; raise PersonGone where it was erased."""
    person = lock_person(document.candidate_id)
    if not Document.objects.filter(pk=document.pk).exists():
        raise PersonGone
    return person


def _page(document: Document, number: int, picture: Picture, paths: list[str]) -> DocumentPage:
    paths.append(store(picture.data, page_path()))
    return DocumentPage(document=document, number=number, file=paths[-1], width=picture.width, height=picture.height)


def _discard(paths: list[str]) -> None:
    for path in paths:
        default_storage.delete(path)


def _reading(outcome: Outcome) -> str:
    if outcome.problem:
        return Document.Reading.FAILED
    return Document.Reading.READ if outcome.text else Document.Reading.EMPTY
