"""What becomes of somebody while a file of theirs is read."""

import pytest

from candidates.actions import read_waiting_documents, reading
from candidates.models import Document, DocumentPage
from hiring.actions import erase_candidate, merge_candidates
from hiring.search import index_due
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def while_reading(monkeypatch):
    """Lets something happen after a file was read, before that is kept."""
    read = reading.read_isolated

    def happens(what):
        def read_and_more(data):
            outcome = read(data)
            what()
            return outcome

        monkeypatch.setattr(reading, "read_isolated", read_and_more)

    return happens


def test_nothing_is_kept_of_somebody_who_was_erased(while_reading, storage):
    document = DocumentFactory()
    while_reading(lambda: erase_candidate(candidate=document.candidate, by=None))

    assert read_waiting_documents() == 1

    assert (Document.objects.count(), DocumentPage.objects.count()) == (0, 0)
    assert not list(storage.rglob("pages/*/*"))


def test_whoever_they_were_merged_into_is_found_by_the_words(while_reading):
    document, survivor = DocumentFactory(), CandidateFactory()

    def merge():
        merge_candidates(survivor=survivor, other=document.candidate, by=UserFactory(lead=True))
        index_due()

    while_reading(merge)

    read_waiting_documents()

    survivor.refresh_from_db()
    assert survivor.search_due
