"""The database refuses nonsense: one failing write a constraint."""

import pytest
from django.db import IntegrityError

from tests.factories.candidates import CandidateFactory, DocumentFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"name": ""}, "candidate_has_name"),
        ({"email": "Ada@example.com"}, "candidate_email_lower_case"),
        ({"email": None, "phone": "+33 1 23 45 67 89"}, "candidate_can_be_reached"),
        ({"sourced": True, "email": None}, "candidate_can_be_reached"),
        ({"sourced": True, "basis": ""}, "candidate_by_hand_has_basis"),
    ],
)
def test_a_candidate_that_makes_no_sense_is_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        CandidateFactory(**fields)


def test_one_candidate_an_address():
    CandidateFactory(email="ada@example.com")

    with pytest.raises(IntegrityError, match="email"):
        CandidateFactory(email="ada@example.com")


def test_somebody_added_by_hand_may_be_known_by_phone_or_link_alone():
    for _time in range(2):
        CandidateFactory(sourced=True, email=None, phone="+33 1 23 45 67 89")
    CandidateFactory(sourced=True, email=None, links="https://example.com/ada")


def test_an_empty_document_is_refused():
    with pytest.raises(IntegrityError, match="document_not_empty"):
        DocumentFactory(size=0)


def test_nothing_of_the_name_is_in_the_path():
    document = DocumentFactory(original_name="ada.pdf")

    folder, short, name = document.file.name.split("/")
    assert (folder, short, len(name)) == ("documents", name[:2], 32)
