"""Data taken along, held and erased, in the studio and by the candidate's own link."""

import io
import json
import re
import zipfile
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import (
    set_hold,
)
from candidates.models import Document
from hiring import mail
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory

from .conftest import consent_of, page_of, travel

pytestmark = pytest.mark.django_db


# In the studio ---------------------------------------------------------------------------------------


def url_of(name: str, application) -> str:
    return reverse(f"studio:{name}", args=[application.candidate_id])


def test_a_lead_erases_after_reading_what_is_lost(sign_in, lead, rejected):
    client = sign_in(lead)
    asked = page_of(client.get(url_of("erase_candidate", rejected)))

    response = client.post(url_of("erase_candidate", rejected))

    assert "It can’t be undone." in asked
    assert response.status_code == 302
    assert AuditEvent.objects.filter(action=AuditAction.ERASE, actor_id=lead.pk).count() == 1
    assert client.post(url_of("erase_candidate", rejected)).status_code == 404


def test_what_is_held_is_not_erased_and_says_so(sign_in, lead, rejected):
    set_hold(candidate=rejected.candidate, reason="A dispute", by=lead)

    response = sign_in(lead).post(url_of("erase_candidate", rejected), follow=True)

    assert "This data must be kept for now: A dispute" in page_of(response)
    assert Document.objects.count() == 1


def test_a_lead_takes_all_data_along(sign_in, lead, rejected):
    consent_of(rejected.candidate)
    mail.queue_received(rejected)

    response = sign_in(lead).post(url_of("export_candidate", rejected))

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        data = json.loads(archive.read("data.json"))
        names = archive.namelist()
    assert names == ["data.json", f"documents/{rejected.cv_id}-cv.pdf"]
    assert (data["email"], [one["state"] for one in data["applications"]], len(data["consents"])) == (
        "ada@example.com",
        ["rejected"],
        1,
    )
    assert [(one["kind"], one["state"], one["to"]) for one in data["messages"]] == [
        ("received", "waiting", "ada@example.com")
    ]
    assert AuditEvent.objects.filter(action=AuditAction.EXPORT).count() == 1


@pytest.mark.parametrize("name", ["erase_candidate", "export_candidate", "hold_candidate"])
def test_others_may_do_nothing_of_it(sign_in, recruiter, posting, rejected, name):
    own = sign_in(posting.created_by).post(url_of(name, rejected), {"reason": "x"})
    other = sign_in(recruiter).post(url_of(name, rejected), {"reason": "x"})

    rejected.candidate.refresh_from_db()
    assert (own.status_code, other.status_code) == (403, 404)
    assert (rejected.candidate.erased_at, rejected.candidate.hold_reason) == (None, "")


def test_a_hold_is_set_and_let_go(sign_in, lead, rejected):
    client, url = sign_in(lead), url_of("hold_candidate", rejected)

    page = page_of(client.post(url, {"reason": "A dispute"}, follow=True))
    refused = client.post(url, {"reason": "x" * 201})
    rejected.candidate.refresh_from_db()
    held = rejected.candidate.hold_reason
    client.post(url, {"reason": ""})

    rejected.candidate.refresh_from_db()
    assert "This data is held" in page
    assert (refused.status_code, "x" * 201 in page_of(refused)) == (422, True)
    assert (held, rejected.candidate.hold_reason) == ("A dispute", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_names_who_goes_next(sign_in, lead, posting, django_assert_num_queries, count):
    applications = ApplicationFactory.create_batch(count, posting=posting, rejected=True)

    with travel(60):
        client = sign_in(lead)
        with django_assert_num_queries(6):
            page = page_of(client.get(reverse("studio:retention")))

    assert [application.candidate.name in page for application in applications] == [True] * count


def test_the_report_is_a_leads(sign_in, recruiter):
    assert sign_in(recruiter).get(reverse("studio:retention")).status_code == 403


# The candidate's own copy, and own wish to be erased ---------------------------------------------------


def ask(client, purpose: str, email: str = "ada@example.com"):
    return client.post(reverse("hiring:ask_data"), {"purpose": purpose, "email": email})


def link_in_mail() -> str:
    body = Email.objects.latest("pk").email_message().body
    (secret,) = re.findall(r"/my/data/([\w-]+)/", body)
    return reverse("hiring:data", args=[secret])


def test_a_candidate_gets_a_copy_once(client, rejected):
    ask(client, "export", " Ada@example.com ")
    url = link_in_mail()

    asked, got, again = client.get(url), client.post(url), client.post(url)

    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert json.loads(archive.read("data.json"))["email"] == "ada@example.com"
    assert "Download my data" in page_of(asked)
    assert (asked.status_code, got.status_code, again.status_code) == (200, 200, 410)


def test_a_candidate_is_erased_on_their_wish(client, posting):
    application = ApplicationFactory(posting=posting, candidate=CandidateFactory(email="ada@example.com"))
    ask(client, "erase")
    url = link_in_mail()
    looked = client.get(url)

    done, again = client.post(url), client.post(url)

    application.candidate.refresh_from_db()
    assert "Delete your data?" in page_of(looked)
    assert "Your data is deleted" in page_of(done)
    assert (again.status_code, application.candidate.erased_at is not None) == (410, True)
    assert not Email.objects.exists()


def test_a_link_is_good_for_ten_minutes(client, rejected):
    ask(client, "export")
    url = link_in_mail()

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        response = client.get(url)

    assert response.status_code == 410
    assert "Ask for another one" in page_of(response)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, rejected):
    known, unknown = ask(client, "export"), ask(client, "export", "nobody@example.com")

    assert page_of(known) == page_of(unknown)
    assert [email.to for email in Email.objects.all()] == [["ada@example.com"]]


def test_nobody_is_flooded_with_links(client, rejected):
    for _time in range(5):
        ask(client, "export")

    assert Email.objects.count() == 3


@pytest.mark.parametrize("state", ["hired", "held"])
def test_what_must_be_kept_is_not_deleted_by_a_link(client, lead, posting, state):
    candidate = CandidateFactory(email="ada@example.com")
    ApplicationFactory(posting=posting, candidate=candidate, **({"hired": True} if state == "hired" else {}))
    if state == "held":
        set_hold(candidate=candidate, reason="A dispute", by=lead)
    ask(client, "erase")

    response = client.post(link_in_mail())

    candidate.refresh_from_db()
    assert (response.status_code, candidate.erased_at) == (409, None)
    assert "A dispute" not in page_of(response)


def test_a_form_with_errors_keeps_what_was_typed(client, db):
    page = page_of(client.post(reverse("hiring:ask_data"), {"email": "ada@"}))

    assert "Choose what you would like." in page
    assert 'value="ada@"' in page
    assert "<title>Error:" in page


def test_too_many_wishes_from_one_network_wait(client, rejected, monkeypatch):
    monkeypatch.setattr("hiring.views.privacy.ASKED_PER_HOUR", 1)
    ask(client, "export")

    assert ask(client, "export").status_code == 429


def test_a_guessed_link_is_spent(client, db):
    assert client.get(reverse("hiring:data", args=["guess"])).status_code == 410
