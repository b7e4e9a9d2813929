"""Killed in the middle, for real (SIGKILL): nothing is lost, nothing is done twice, nothing is left behind."""

import uuid
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from candidates.actions import read_waiting_documents, reading
from candidates.models import Candidate, Document, DocumentPage
from candidates.sweep import delete_orphan_files
from hiring.actions import Sent, add_own_document, submit_application
from hiring.models import AddedDocument, Application, Move
from tests.factories.candidates import DocumentFactory, checked_cv, pdf
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory
from tests.processes import killed_at

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("storage")]


def files_in(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def count() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Candidate, Document, Application, Move, Email))


def test_a_worker_killed_while_it_reads_leaves_the_document_to_the_next(storage):
    document = DocumentFactory()
    code = """
from candidates.actions import read_waiting_documents, reading
reading.read_isolated = stop_here
read_waiting_documents()
"""
    with killed_at(code):
        assert read_waiting_documents() == 0  # another one has it

    assert read_waiting_documents() == 0  # nobody knows yet that it is dead
    with time_machine.travel(timezone.now() + reading.LEASE + timedelta(seconds=1), tick=False):
        assert (read_waiting_documents(), read_waiting_documents()) == (1, 0)
    document.refresh_from_db()
    assert (document.reading, document.read_tries, document.pictures.count()) == ("read", 2, 1)


def test_a_worker_killed_between_pictures_and_commit_leaves_files_to_the_sweep(storage):
    document = DocumentFactory()
    code = """
from candidates.actions import read_waiting_documents
from candidates.models import DocumentPage
type(DocumentPage.objects).bulk_create = stop_here
read_waiting_documents()
"""
    with killed_at(code):
        pass

    assert (DocumentPage.objects.count(), len(files_in(storage))) == (0, 2)
    assert delete_orphan_files(older_than=timedelta(seconds=-1)) == 1
    assert files_in(storage) == [document.file.name]


APPLY = """
import uuid
from candidates.files import CheckedFile
from hiring.actions import Sent, intake
from postings.models import Posting
from tests.factories.candidates import checked_cv
intake.mail.queue_received = stop_here
posting = Posting.objects.get()
sent = Sent(form_key=uuid.UUID("{key}"), name="Ada", email="ada@example.com", cv=checked_cv())
intake.submit_application(posting=posting, version=posting.live_version, sent=sent, by=None)
"""


def test_a_server_killed_between_file_and_commit_leaves_nothing_and_the_form_works_again(storage):
    posting, key = PostingFactory(published=True), uuid.uuid4()
    with killed_at(APPLY.format(key=key)):
        pass
    (orphan,) = files_in(storage)

    sent = Sent(form_key=key, name="Ada", email="ada@example.com", cv=checked_cv())
    receipts = [
        submit_application(posting=posting, version=posting.live_version, sent=sent, by=None) for _time in range(2)
    ]

    application = Application.objects.get()
    assert [(receipt.application, receipt.for_sender) for receipt in receipts] == [(application, True)] * 2
    assert count() == (1, 1, 1, 1, 1)
    assert delete_orphan_files() == 0  # it may belong to a transaction that is still open
    assert delete_orphan_files(older_than=timedelta(seconds=-1)) == 1
    assert files_in(storage) == [application.cv.file.name] != [orphan]


def test_a_server_killed_while_a_document_is_added_leaves_nothing(storage):
    application = ApplicationFactory()
    before = files_in(storage)
    code = """
from hiring.actions import own_page
from hiring.models import Application, AddedDocument
from tests.factories.candidates import checked_cv, pdf
type(AddedDocument.objects).create = stop_here
own_page.add_own_document(application=Application.objects.get(), file=checked_cv(pdf("Dear all")), by=None)
"""
    with killed_at(code):
        pass

    assert (AddedDocument.objects.count(), Document.objects.count(), len(files_in(storage))) == (0, 1, 2)
    add_own_document(application=application, file=checked_cv(pdf("Dear all")), by=None)
    assert delete_orphan_files(older_than=timedelta(seconds=-1)) == 1
    assert len(files_in(storage)) == len(before) + 1
