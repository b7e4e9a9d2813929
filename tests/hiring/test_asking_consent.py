"""Asking somebody whether their data may be kept, and their answer."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import give_consent, withdraw_consent
from candidates.models import Candidate, Consent, ConsentAsk
from hiring.actions import erase_candidate
from tests.factories.candidates import CandidateFactory, ConsentAskFactory
from tests.factories.postings import CompanyFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db


def travel(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.fixture
def company(recruiter):
    return CompanyFactory(name="Marée", created_by=recruiter)


@pytest.fixture
def person(recruiter):
    return CandidateFactory(name="Ada", email="ada@example.com", sourced=True, added_by=recruiter)


def ask_url(person) -> str:
    return reverse("studio:ask_consent", args=[person.pk])


def answer_url(ask) -> str:
    return reverse("hiring:agree", args=[ask.token])


def test_somebody_is_asked_agrees_and_is_in_the_pool(client, sign_in, recruiter, company, person):
    studio = sign_in(recruiter)
    studio.post(ask_url(person), {"company": company.pk, "language": "fr"})
    ask, email = ConsentAsk.objects.get(), Email.objects.get()
    before = list(Candidate.objects.in_pool())

    response = client.post(answer_url(ask), {"agree": "on"})

    consent = Consent.objects.get()
    assert email.to == ["ada@example.com"]
    assert answer_url(ask) in email.email_message().body
    assert (consent.wording, before, list(Candidate.objects.in_pool())) == (ask.wording, [], [person])
    assert response["Location"] == reverse("hiring:consent", args=[consent.token])
    assert AuditEvent.objects.filter(action=AuditAction.CONSENT_ASKED, actor_id=recruiter.pk).count() == 1
    assert [one.name for one in studio.get("/studio/candidates/pool/").context["page"]] == ["Ada"]


def test_the_box_is_not_ticked_and_looking_agrees_to_nothing(client):
    ask = ConsentAskFactory()

    response = client.get(answer_url(ask))

    assert "checked" not in page_of(response)
    assert ask.wording in page_of(response)
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert not Consent.objects.exists()


def test_without_the_tick_nothing_is_agreed(client):
    response = client.post(answer_url(ConsentAskFactory()), {})

    assert response.status_code == 422
    assert "Tick the box if you agree." in page_of(response)
    assert not Consent.objects.exists()


def test_agreeing_twice_is_agreeing_once(client):
    ask = ConsentAskFactory()

    pages = [client.post(answer_url(ask), {"agree": "on"})["Location"] for _time in range(2)]

    assert (len(set(pages)), Consent.objects.count()) == (1, 1)


def test_what_was_taken_back_is_not_given_again_by_an_old_link(client):
    ask = ConsentAskFactory()
    client.post(answer_url(ask), {"agree": "on"})
    withdraw_consent(consent=Consent.objects.get(), by=None)

    assert client.post(answer_url(ask), {"agree": "on"}).status_code == 410
    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_an_old_question_is_no_longer_open(client):
    ask = ConsentAskFactory()

    with travel(31):
        response = client.post(answer_url(ask), {"agree": "on"})

    assert (response.status_code, Consent.objects.count()) == (410, 0)


def test_a_guessed_link_and_that_of_an_erased_person_are_none(client):
    ask = ConsentAskFactory()
    erase_candidate(candidate=ask.candidate, by=None)

    assert client.get(answer_url(ask)).status_code == 404
    assert client.get(reverse("hiring:agree", args=["guess"])).status_code == 404
    assert not ConsentAsk.objects.exists()


@pytest.mark.parametrize(
    ("prepare", "words"),
    [
        (lambda person: ConsentAskFactory(candidate=person), "asked within the last 30 days"),
        (lambda person: give_consent(candidate=person, wording="Yes.", by=None), "They agreed already"),
        (lambda person: Candidate.objects.update(email=None, phone="+33 1 23 45 67 89"), "isn’t known"),
    ],
)
def test_who_is_not_asked(sign_in, recruiter, company, person, prepare, words):
    prepare(person)

    response = sign_in(recruiter).post(ask_url(person), {"company": company.pk, "language": "en"}, follow=True)

    assert words in page_of(response)
    assert not Email.objects.exists()


def test_somebody_may_be_asked_again_after_a_month(sign_in, recruiter, company, person):
    ConsentAskFactory(candidate=person)

    with travel(31):
        sign_in(recruiter).post(ask_url(person), {"company": company.pk, "language": "en"})

    assert ConsentAsk.objects.count() == 2


def test_a_company_is_needed(sign_in, recruiter, person):
    response = sign_in(recruiter).post(ask_url(person), {"company": CompanyFactory().pk, "language": "en"})

    assert response.status_code == 422
    assert not ConsentAsk.objects.exists()


def test_another_teams_person_is_not_found(sign_in, recruiter):
    assert sign_in(recruiter).post(ask_url(CandidateFactory(sourced=True))).status_code == 404
