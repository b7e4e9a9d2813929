"""What tests of hiring share: a private folder of their own, an open posting, and a filled-in form."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from candidates.actions import give_consent
from candidates.models import Consent
from hiring import form_time
from hiring.models import Application, Step
from postings.actions import publish_posting
from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.candidates import PDF, CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory, QuestionFactory


@pytest.fixture(autouse=True)
def private_folder(storage):
    return storage


@pytest.fixture
def posting(db):
    """An open posting with an answer time, a process and a contact."""
    return PostingFactory(
        published=True,
        company__name="Marée",
        contact_email="claire@example.com",
        answer_days=10,
        process="A call.\nA case.",
    )


@pytest.fixture
def apply_url(posting):
    return apply_url_of(posting)


@pytest.fixture
def owner(posting):
    """Who made the posting."""
    return posting.created_by


@pytest.fixture
def studio(sign_in, owner):
    """The owner's browser."""
    return sign_in(owner)


@pytest.fixture
def colleague(posting):
    """Another recruiter of the posting."""
    user = UserFactory(recruiter=True, name="Anna Berg")
    MembershipFactory(posting=posting, user=user, part=Part.RECRUITER)
    return user


@pytest.fixture
def steps(posting) -> dict[str, Step]:
    """The posting's steps by name."""
    return {step.name: step for step in Step.objects.live().filter(posting=posting)}


@pytest.fixture
def three(posting):
    """Three who applied; a list shows the newest first: Cleo, Ben, Ada."""
    return [apply_as(name, posting) for name in ("Ada", "Ben", "Cleo")]


def apply_as(name: str, posting, **fields):
    """An application by somebody of that name, with an address to it."""
    return ApplicationFactory(
        posting=posting, candidate=CandidateFactory(name=name, email=f"{name.lower()}@example.com"), **fields
    )


def apply_url_of(posting) -> str:
    return reverse("hiring:apply", args=[posting.live_version.slug, posting.code])


def posting_that_asks(*questions: dict, **fields) -> Posting:
    """An open posting with these questions, in order."""
    posting = PostingFactory(ready=True, company__name="Marée", **fields)
    for order, question in enumerate(questions):
        QuestionFactory(posting=posting, order=order, **question)
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()
    return posting


def field_of(posting) -> str:
    """The name of the field that asks a posting's only question."""
    return f"question_{posting.questions.get().pk}"


def filled_in(**changes) -> dict:
    """What a browser sends; a field whose value is None is left out."""
    data = {
        "form_key": str(uuid.uuid4()),
        "version": "1",
        "opened": form_time.stamp(settled=True),
        "name": "Ada Lovelace",
        "email": "ada@example.com",
        "phone": "+33 1 23 45 67 89",
        "cv": SimpleUploadedFile("Ada.pdf", PDF, content_type="application/pdf"),
        "links": "https://example.com/ada",
        "words": "I know engines.",
        "website": "",
        "kept_cv": "",
    }
    return {name: value for name, value in (data | changes).items() if value is not None}


def value_of(html: str, name: str) -> str:
    (value,) = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    return value


def page_of(response) -> str:
    return response.content.decode()


def mine_url() -> str:
    return reverse("hiring:mine", args=[Application.objects.get().token])


def travel(days: int):
    """Stand still some days from now."""
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.fixture
def rejected(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(email="ada@example.com"), rejected=True)


def consent_of(candidate) -> Consent:
    return give_consent(candidate=candidate, wording="Marée may keep my data.", by=None)
