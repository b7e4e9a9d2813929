"""Documents are read once, in a process of their own, whatever happens to the worker and to the scanner."""

import io
import socketserver
import struct
import sys
import threading
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from docx import Document as WordDocument
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates import files
from candidates.actions import read_waiting_documents, reading
from candidates.models import Document, DocumentPage
from candidates.reading import Outcome, Problem, read_isolated
from candidates.reading.found import Found, find_contacts
from candidates.reading.isolated import tidy
from candidates.sweep import delete_orphan_files
from tests.factories.candidates import PDF, DocumentFactory, docx

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR" + rb"-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def pdf_of(*pages: str) -> bytes:
    document = FPDF()
    document.set_font("Helvetica", size=12)
    for text in pages:
        document.add_page()
        document.multi_cell(0, 8, text)
    return bytes(document.output())


def document_of(data: bytes, **fields) -> Document:
    return DocumentFactory(file__data=data, **fields)


def bytes_of(row: Document | DocumentPage) -> bytes:
    with default_storage.open(row.file.name) as file:
        return file.read()


def script(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", f"import sys; sys.stdin.buffer.read(); {code}")


# The process -----------------------------------------------------------------------------------------


def test_a_pdf_gives_its_text_and_a_picture_of_each_page():
    outcome = read_isolated(pdf_of("Ada Lovelace", "Second page"))

    assert (outcome.text, outcome.pages, outcome.problem) == ("Ada Lovelace\n\nSecond page", 2, None)
    assert [(picture.width, picture.height) for picture in outcome.pictures] == [(1200, 1698)] * 2


def test_a_word_file_gives_its_text_with_header_table_and_breaks():
    word = WordDocument()
    word.sections[0].header.paragraphs[0].text = "Ada Lovelace"
    word.add_paragraph("Engineer\tLondon")
    word.add_table(1, 2).rows[0].cells[1].text = "Notes on the engine"
    buffer = io.BytesIO()
    word.save(buffer)

    outcome = read_isolated(buffer.getvalue())

    assert (outcome.text, outcome.pages) == ("Ada Lovelace\n\nEngineer London\n\nNotes on the engine", 0)
    assert [(picture.width, picture.height) for picture in outcome.pictures] == [(1200, 1698)]


@pytest.mark.parametrize("data", [b"", b"junk", b"%PDF-1.7 junk", PDF[: len(PDF) // 2], docx()[:200]])
def test_what_is_no_document_is_damaged(data):
    assert read_isolated(data) == Outcome(problem=Problem.DAMAGED)


def test_a_page_of_monstrous_size_is_drawn_small():
    document = FPDF(format=(14_000, 10))
    document.add_page()

    (picture,) = read_isolated(bytes(document.output())).pictures

    assert picture.width == 1200


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("import time; time.sleep(30)", Problem.TIME),
        ("sys.exit(1)", Problem.MEMORY),
        ("import os; os.kill(os.getpid(), 9)", Problem.MEMORY),
        ("print('no json')", Problem.DAMAGED),
        ("print('[]')", Problem.DAMAGED),
        ("print('{}')", Problem.DAMAGED),
        ('print(\'{"problem": "of its own"}\')', Problem.DAMAGED),
        ('print(\'{"text": "", "pages": 1, "pictures": [[9, 9, 5]]}\'); print("<svg>")', Problem.DAMAGED),
    ],
)
def test_a_process_that_misbehaves_gives_a_problem_and_nothing_else(code, problem):
    assert read_isolated(b"", seconds=3, command=script(code)) == Outcome(problem=problem)


def test_the_process_may_not_take_what_memory_it_likes():
    code = (
        "import runpy; runpy.run_path('postings/limits.py')['limit'](); "
        'print(\'{"problem": "time"}\') if bytearray(3 * 1024 ** 3) else None'
    )

    assert read_isolated(b"", command=script(code)).problem == Problem.MEMORY


@given(st.text(max_size=300))
def test_tidy_text_fits_every_database(text):
    tidied = tidy(text)

    assert "\0" not in tidied
    assert tidied == tidy(tidied)
    tidied.encode()


# The rows --------------------------------------------------------------------------------------------


@pytest.fixture
def rows(db, storage):
    """Documents may be made and read."""


def test_a_document_is_read_once(rows):
    document = document_of(pdf_of("Ada Lovelace", "Second page"))

    assert (read_waiting_documents(), read_waiting_documents()) == (1, 0)

    document.refresh_from_db()
    assert (document.reading, document.text, document.pages, document.scan, document.next_try_at) == (
        "read",
        "Ada Lovelace\n\nSecond page",
        2,
        "none",
        None,
    )
    assert [bytes_of(page)[:3] for page in document.pictures.all()] == [b"\xff\xd8\xff"] * 2


@pytest.mark.parametrize(
    ("data", "reading", "problem"), [(pdf_of(""), "empty", ""), (b"%PDF-1.7 junk", "failed", "damaged")]
)
def test_what_can_not_be_read_says_so_and_is_still_there(rows, data, reading, problem):
    document = document_of(data)

    read_waiting_documents()

    document.refresh_from_db()
    assert (document.reading, document.problem, bytes_of(document)) == (reading, problem, data)


def test_a_document_whose_file_is_gone_is_damaged(rows):
    document = document_of(PDF)
    default_storage.delete(document.file.name)

    read_waiting_documents()

    document.refresh_from_db()
    assert (document.reading, document.problem) == ("failed", "damaged")


def test_what_a_killed_worker_left_is_read_by_the_next_one(rows, monkeypatch):
    document = document_of(PDF)

    def die(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(reading, "read_isolated", die)
        with pytest.raises(KeyboardInterrupt):
            read_waiting_documents()

    assert read_waiting_documents() == 0  # it may still be at work
    with time_machine.travel(timezone.now() + reading.LEASE + timedelta(seconds=1), tick=False):
        assert read_waiting_documents() == 1
    document.refresh_from_db()
    assert document.reading == "read"


def test_a_full_disk_leaves_the_document_to_be_read_later(rows, monkeypatch, storage, caplog):
    document = document_of(PDF)

    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(FileSystemStorage, "_save", refuse)
        read_waiting_documents()
    document.refresh_from_db()
    assert (document.reading, document.pictures.count(), len(list(storage.glob("pages/*/*")))) == ("waiting", 0, 0)
    assert caplog.messages == [f"no room for the pages of document {document.pk}"]

    with time_machine.travel(timezone.now() + reading.LEASE + timedelta(seconds=1), tick=False):
        read_waiting_documents()
    document.refresh_from_db()
    assert (document.reading, document.pictures.count()) == ("read", 1)


def test_what_kills_every_worker_is_given_up(rows):
    document = document_of(PDF, read_tries=reading.TRIES)

    read_waiting_documents()

    document.refresh_from_db()
    assert (document.reading, document.problem) == ("failed", "memory")


def test_pictures_without_rows_leave_no_file(rows, monkeypatch, storage):
    document_of(PDF)

    def fail(*args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(DocumentPage.objects, "bulk_create", fail)
    with pytest.raises(RuntimeError):
        read_waiting_documents()

    assert list(storage.glob("pages/*/*")) == []


def test_the_sweep_takes_away_pictures_that_no_page_has_and_leaves_the_others(rows, storage):
    document_of(PDF)
    read_waiting_documents()
    (kept,) = storage.glob("pages/*/*")
    files.store(b"lost", files.page_path())

    assert delete_orphan_files(older_than=timedelta(seconds=-1)) == 1
    assert list(storage.glob("pages/*/*")) == [kept]


def test_a_new_document_is_a_task_once_its_transaction_is_through(rows, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        document = document_of(PDF)
        document.save()

    tasks = sorted(DBTaskResult.objects.values_list("task_path", flat=True))
    assert tasks == ["config.tasks.index_candidates", "config.tasks.read_documents"]


def test_a_page_is_there_once(rows):
    document = document_of(PDF)
    DocumentPage.objects.create(document=document, number=1, file="pages/a", width=1, height=1)

    with pytest.raises(IntegrityError, match=r"document_page_once|UNIQUE"), transaction.atomic():
        DocumentPage.objects.create(document=document, number=1, file="pages/b", width=1, height=1)


def test_a_document_that_was_read_was_read_at_a_time(rows):
    with pytest.raises(IntegrityError, match="document_read_at_a_time"), transaction.atomic():
        document_of(PDF, reading="read")


# The scanner -----------------------------------------------------------------------------------------


class Scanner(socketserver.BaseRequestHandler):
    """Answers INSTREAM as clamd does: found where the stream has the test virus."""

    def handle(self):
        stream = self.request.makefile("rb")
        stream.readline()
        data = b""
        while size := struct.unpack("!L", stream.read(4))[0]:
            data += stream.read(size)
        self.request.sendall(b"stream: Eicar-Test-Signature FOUND\n" if EICAR in data else b"stream: OK\n")


@pytest.fixture
def scanner(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Scanner) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.server_address[1]}"
        yield
        server.shutdown()


def test_without_a_scanner_a_file_opens_at_once(rows):
    assert document_of(PDF).is_openable is True


def test_with_a_scanner_a_file_opens_once_it_is_scanned(rows, scanner):
    document = document_of(PDF)
    before = document.is_openable

    read_waiting_documents()

    document.refresh_from_db()
    assert (before, document.is_openable, document.scan, document.reading) == (False, True, "clean", "read")


def test_an_infected_file_is_never_opened(rows, scanner):
    document = document_of(PDF + EICAR)

    read_waiting_documents()

    document.refresh_from_db()
    assert (document.is_openable, document.scan, document.text, document.pictures.count()) == (False, "infected", "", 0)


def test_files_that_came_before_the_scanner_are_scanned_and_not_read_again(rows, scanner):
    document = document_of(PDF, reading="read", read_at=timezone.now(), text="as it was")

    assert (read_waiting_documents(), read_waiting_documents()) == (1, 0)

    document.refresh_from_db()
    assert (document.scan, document.text) == ("clean", "as it was")


def test_while_the_scanner_is_away_files_wait_and_no_try_counts(rows, settings):
    settings.CLAMD_URL = "tcp://127.0.0.1:9"
    document = document_of(PDF)

    assert (read_waiting_documents(), read_waiting_documents()) == (1, 0)

    document.refresh_from_db()
    assert (document.reading, document.read_tries, document.is_openable) == ("waiting", 0, False)


# What a text has -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", Found()),
        ("Write to Ada.L@Example.com.", Found(emails=("ada.l@example.com",))),
        ("+33 6 12 34 56 78", Found(phones=("+33 6 12 34 56 78",))),
        ("Tel. (020) 7946-0018", Found(phones=("(020) 7946-0018",))),
        ("2015 - 2019 at Marée, 2019 – 2024", Found()),
        ("12 000 000 users, 2024-01-31", Found()),
        (
            "github.com/ada, https://ada.example/talks.",
            Found(links=("https://github.com/ada", "https://ada.example/talks")),
        ),
        ("See www.ada.example", Found(links=("https://www.ada.example",))),
        ("javascript://alert(1) ftp://x.example/y", Found()),
    ],
)
def test_contact_data_of_a_text(text, found):
    assert find_contacts(text) == found


@settings(max_examples=200)
@given(st.text(alphabet=st.one_of(st.sampled_from("+0123456789 ()-./@a:wgithub.com\n"), st.characters()), max_size=400))
def test_any_text_gives_contact_data_or_none(text):
    found = find_contacts(text)

    assert all(len(values) <= 8 for values in (found.emails, found.phones, found.links))
    assert all(email in text.lower() for email in found.emails)
