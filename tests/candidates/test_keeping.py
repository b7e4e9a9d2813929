"""Files between an upload and its row: put aside, kept, discarded, swept."""

import os
import time
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import transaction

from candidates import files, pending
from candidates.actions import add_document, find_or_add_candidate
from candidates.files import StorageUnavailable, private_path, store
from candidates.models import Candidate, Document
from candidates.sweep import delete_orphan_files, delete_pending_files
from tests.factories.candidates import PDF, CandidateFactory, DocumentFactory, checked_cv

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


def kept_files(folder) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def make_older(path: str, age: timedelta) -> None:
    moment = time.time() - age.total_seconds()
    os.utime(default_storage.path(path), (moment, moment))


@pytest.fixture
def full_disk(monkeypatch):
    """A store that takes nothing more."""

    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)


# Candidates ------------------------------------------------------------------------------------------


def test_a_new_address_is_a_new_candidate():
    candidate = find_or_add_candidate(email=" Ada@Example.COM ", name="Ada", phone="123456", links="https://a", by=None)

    assert Candidate.objects.values_list("name", "email", "phone", "links").get() == (
        "Ada",
        "ada@example.com",
        "123456",
        "https://a",
    )
    assert candidate == Candidate.objects.get()


def test_a_stranger_overwrites_nothing_of_a_known_candidate():
    CandidateFactory(email="ada@example.com", name="Ada", phone="123456", links="https://a")

    find_or_add_candidate(email="ADA@example.com", name="Eve", phone="666666", links="https://evil", by=None)

    assert Candidate.objects.values_list("name", "phone", "links").get() == ("Ada", "123456", "https://a")


def test_what_was_not_known_is_filled_in():
    CandidateFactory(email="ada@example.com", name="Ada", phone="123456")

    find_or_add_candidate(email="ada@example.com", name="Eve", phone="666666", links="https://a", by=None)

    assert Candidate.objects.values_list("name", "phone", "links").get() == ("Ada", "123456", "https://a")


# Documents -------------------------------------------------------------------------------------------


def test_a_document_keeps_the_bytes_under_a_random_name(storage):
    document = add_document(candidate=CandidateFactory(), cv=checked_cv(name="ada.pdf"), by=None)

    assert kept_files(storage) == [document.file.name]
    assert document.file.read() == PDF
    assert (document.original_name, document.size, document.format) == ("ada.pdf", len(PDF), files.PDF)
    document.file.close()


def test_only_the_owner_of_the_process_reads_the_file(storage):
    document = add_document(candidate=CandidateFactory(), cv=checked_cv(), by=None)

    assert (storage / document.file.name).stat().st_mode & 0o777 == 0o600


def test_a_row_that_is_refused_leaves_no_file(storage):
    with pytest.raises(ValueError, match="unsaved"):
        add_document(candidate=Candidate(name="nobody"), cv=checked_cv(), by=None)

    assert kept_files(storage) == []


def test_a_full_disk_is_said_so(full_disk):
    with pytest.raises(StorageUnavailable):
        add_document(candidate=CandidateFactory(), cv=checked_cv(), by=None)

    assert Document.objects.count() == 0


# Put aside -------------------------------------------------------------------------------------------


def test_a_cv_put_aside_comes_back():
    checked = checked_cv(name="ada.pdf")
    reference = pending.keep(checked)

    assert pending.take(reference) == checked
    assert pending.take(reference) == checked  # as the same form sent twice does
    assert pending.name_of(reference) == "ada.pdf"


@pytest.mark.parametrize("reference", ["", "x", "documents/aa/aa", "e30:1:x"])
def test_a_reference_that_is_none_of_ours_brings_nothing(reference):
    assert pending.take(reference) is None
    assert pending.name_of(reference) == ""


def test_a_changed_reference_brings_nothing():
    reference = pending.keep(checked_cv())

    assert pending.take(reference[:-1] + ("A" if reference[-1] != "A" else "B")) is None


def test_a_cv_is_put_aside_for_a_day():
    with time_machine.travel("2026-11-20 08:00Z"):
        reference = pending.keep(checked_cv())

    with time_machine.travel("2026-11-21 08:01Z"):
        assert pending.take(reference) is None


def test_a_cv_put_aside_and_swept_brings_nothing(storage):
    reference = pending.keep(checked_cv())
    delete_pending_files(older_than=timedelta(seconds=-1))

    assert pending.take(reference) is None
    assert pending.name_of(reference) == ""


# Swept -----------------------------------------------------------------------------------------------


def test_the_sweep_deletes_what_no_row_knows_of(storage):
    known = DocumentFactory()
    orphan = store(PDF, private_path())
    for path in (known.file.name, orphan):
        make_older(path, timedelta(hours=2))

    assert delete_orphan_files() == 1
    assert kept_files(storage) == [known.file.name]


def test_the_sweep_leaves_what_may_still_get_its_row(storage):
    orphan = store(PDF, private_path())

    assert delete_orphan_files() == 0
    assert kept_files(storage) == [orphan]


def test_a_transaction_that_rolls_back_later_leaves_its_file_to_the_sweep(storage):
    with transaction.atomic():
        document = add_document(candidate=CandidateFactory(), cv=checked_cv(), by=None)
        transaction.set_rollback(True)
    make_older(document.file.name, timedelta(hours=2))

    assert delete_orphan_files() == 1
    assert kept_files(storage) == []


def test_the_sweep_deletes_what_was_put_aside_too_long_ago(storage):
    pending.keep(checked_cv(name="young.pdf"))
    young = kept_files(storage)
    pending.keep(checked_cv(name="old.pdf"))
    (old,) = set(kept_files(storage)) - set(young)
    make_older(old, timedelta(hours=25))

    assert delete_pending_files() == 1
    assert kept_files(storage) == young


def test_sweeping_an_empty_store_is_harmless():
    assert (delete_orphan_files(), delete_pending_files()) == (0, 0)
