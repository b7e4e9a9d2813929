"""Changing one's e-mail address: a link to the old one, a link to the new one, each once, for ten minutes."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates import erasures
from candidates.models import Candidate, Erasure
from hiring.actions import erase_candidate, merge_candidates, prune_links
from hiring.models import DataLink
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

OLD, NEW = "ada@example.com", "ada@new.example"


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace", email=OLD))


def ask(client, application):
    return client.post(reverse("hiring:ask_new_email", args=[application.token]))


def link_in_mail(to: str) -> str:
    email = Email.objects.filter(to=to).latest("pk")
    return re.search(r"(/my/email/[\w-]+/)", email.email_message().body).group()


def offer(client, application, email: str = NEW):
    """Ask, open the link, and name the new address; return the answer."""
    ask(client, application)
    return client.post(link_in_mail(application.candidate.email), {"email": email})


def all_mail() -> list[tuple[str, str]]:
    return [(email.to[0], email.email_message().subject) for email in Email.objects.order_by("pk")]


def email_of(candidate) -> str:
    candidate.refresh_from_db()
    return candidate.email


def test_the_address_is_changed_over_two_links(client, sign_in, application):
    offer(client, application)
    url = link_in_mail(NEW)
    asked, done, again = page_of(client.get(url)), client.post(url), client.post(url)

    assert all_mail() == [
        (OLD, "The link to change your e-mail address"),
        (NEW, "Confirm your new e-mail address"),
        (OLD, "Your e-mail address was changed"),
        (NEW, "This is your e-mail address now"),
    ]
    assert "Is this your new e-mail address?" in asked
    assert f"From now on we write to {NEW}." in page_of(done)
    assert (done.status_code, again.status_code, email_of(application.candidate)) == (200, 410, NEW)
    assert AuditEvent.objects.filter(action=AuditAction.CONTACT_CHANGED, actor_id=None).count() == 1
    studio = page_of(sign_in(application.posting.created_by).get(application.get_absolute_url()))
    assert f"before: {OLD}" in studio


def test_links_that_went_to_the_old_address_work_no_longer(client, application):
    other = ApplicationFactory(candidate=application.candidate, posting=PostingFactory(published=True))
    old = [reverse("hiring:mine", args=[one.token]) for one in (application, other)]
    client.post(reverse("hiring:ask_data"), {"purpose": "export", "email": OLD})
    data = re.search(r"/my/data/[\w-]+/", Email.objects.latest("pk").email_message().body).group()
    offer(client, application)

    client.post(link_in_mail(NEW))

    body = Email.objects.filter(to=NEW).latest("pk").email_message().body
    new = re.findall(r"/my/application/[\w-]+/", body)
    assert [client.get(url).status_code for url in old] == [404, 404]
    assert [client.get(url).status_code for url in new] == [200, 200]
    assert client.get(data).status_code == 410


def test_each_link_works_once(client, application):
    offer(client, application)

    again = client.post(link_in_mail(OLD), {"email": "eve@example.com"})

    assert again.status_code == 410
    assert "This link has been used or is too old" in page_of(again)
    assert not Email.objects.filter(to="eve@example.com").exists()


@pytest.mark.parametrize("to", [OLD, NEW])
def test_each_link_works_for_ten_minutes(client, application, to):
    offer(client, application)
    DataLink.objects.update(used_at=None)
    url = link_in_mail(to)

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        assert (client.get(url).status_code, client.post(url, {"email": NEW}).status_code) == (410, 410)
    assert email_of(application.candidate) == OLD


def test_looking_spends_no_link(client, application):
    ask(client, application)
    url = link_in_mail(OLD)

    assert [client.get(url).status_code for _time in range(3)] == [200, 200, 200]
    assert client.post(url, {"email": NEW}).status_code == 200


def test_links_are_good_for_what_they_are_for(client, application):
    ask(client, application)
    url = link_in_mail(OLD)

    assert client.post(url.replace("/email/", "/data/")).status_code == 410
    application.candidate.refresh_from_db()
    assert application.candidate.erased_at is None
    assert client.get(url).status_code == 200


def test_whose_address_it_is_nobody_learns_and_the_owner_is_told(client, application):
    owner = ApplicationFactory(candidate__email="grace@example.com", candidate__name="Grace Hopper").candidate
    free, taken = page_of(offer(client, application)), page_of(offer(client, application, " Grace@Example.com"))

    assert free == taken
    assert (email_of(application.candidate), email_of(owner)) == (OLD, "grace@example.com")
    message = Email.objects.latest("pk")
    assert (message.to, message.email_message().subject) == (
        ["grace@example.com"],
        "Your e-mail address is in use already",
    )
    assert [word for word in (OLD, "Ada", "/my/") if word in message.email_message().body] == []


def test_an_address_that_somebody_took_meanwhile_is_not_given_away(client, application):
    offer(client, application)
    url = link_in_mail(NEW)
    CandidateFactory(email=NEW)

    response = client.post(url)

    assert response.status_code == 409
    assert email_of(application.candidate) == OLD
    assert "This address is known here already" in page_of(response)


def test_a_link_of_somebody_who_was_merged_since_is_spent(client, application, lead):
    offer(client, application)
    url = link_in_mail(NEW)
    survivor = CandidateFactory(email="ada@work.example")
    merge_candidates(survivor=survivor, other=application.candidate, by=lead)

    assert client.post(url).status_code == 410
    assert (email_of(survivor), Candidate.objects.filter(email=NEW).count()) == ("ada@work.example", 0)


def test_no_message_carries_the_other_address_or_a_name(client, application):
    offer(client, application)
    client.post(link_in_mail(NEW))

    bodies = {email.to[0]: "" for email in Email.objects.all()}
    for email in Email.objects.all():
        message = email.email_message()
        bodies[email.to[0]] += message.subject + message.body + str(message.alternatives)
    assert [word for word in (NEW, "Lovelace") if word in bodies[OLD]] == []
    assert [word for word in (OLD, "Lovelace") if word in bodies[NEW]] == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Enter your e-mail address."),
        ("ada@", "Enter an e-mail address like name@example.com."),
        ("ADA@example.com", "This is your address already. Enter the new one."),
    ],
)
def test_a_mistake_spends_no_link_and_keeps_what_was_typed(client, application, typed, words):
    response = offer(client, application, typed)

    page = page_of(response)
    assert response.status_code == 422
    assert page.count(words) == 2
    assert f'value="{typed}"' in page or not typed
    assert client.post(link_in_mail(OLD), {"email": NEW}).status_code == 200


def test_too_many_addresses_wait(client, application, settings):
    settings.OWN_CHANGES_PER_HOUR = 2
    ask(client, application)
    url = link_in_mail(OLD)
    client.post(url, {"email": ""})

    response = client.post(url, {"email": NEW})

    assert response.status_code == 429
    assert f'value="{NEW}"' in page_of(response)
    assert client.get(url).status_code == 200


def test_nobody_is_flooded_with_links(client, application):
    answers = {page_of(ask(client, application)) for _time in range(5)}

    assert len({re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page) for page in answers}) == 1
    assert Email.objects.count() == 3


def test_the_way_without_a_link_answers_the_same_to_everybody(client, application):
    url = reverse("hiring:ask_data")
    known, unknown = (page_of(client.post(url, {"purpose": "email", "email": email})) for email in (OLD, "x@y.example"))

    assert known == unknown
    assert client.get(link_in_mail(OLD)).status_code == 200
    assert Email.objects.count() == 1


def test_nobody_asks_for_a_confirmation_by_the_form(client, application):
    response = client.post(reverse("hiring:ask_data"), {"purpose": "confirm", "email": OLD})

    assert list(response.context["form"].errors) == ["purpose"]


def test_the_pages_and_messages_speak_the_language_of_the_posting(client):
    application = ApplicationFactory(
        posting=PostingFactory(published=True, language="fr"), candidate=CandidateFactory(email=OLD)
    )
    ask(client, application)

    response = client.get(link_in_mail(OLD))

    assert response["Content-Language"] == "fr"
    assert "Bonjour," in Email.objects.get().email_message().body


def test_a_guessed_link_is_spent_and_other_methods_are_none(client, db):
    url = reverse("hiring:new_email", args=["guess"])

    assert (client.get(url).status_code, client.delete(url).status_code) == (410, 405)


def test_links_are_deleted_when_their_time_is_long_over(client, application):
    ask(client, application)

    with time_machine.travel(timezone.now() + timedelta(days=92), tick=False):
        assert (prune_links(), prune_links()) == (1, 0)


@pytest.mark.parametrize(("purpose", "email"), [("confirm", ""), ("email", "x@example.com")])
def test_a_link_names_an_address_where_it_confirms_one(application, purpose, email):
    with pytest.raises(IntegrityError, match="data_link_confirms_an_address"), transaction.atomic():
        DataLink.objects.create(
            candidate=application.candidate, purpose=purpose, new_email=email, digest="x", created_at=timezone.now()
        )


def test_erasing_forgets_every_address(client, application, lead):
    offer(client, application, "never@confirmed.example")
    offer(client, application)
    client.post(link_in_mail(NEW))
    candidate = application.candidate
    candidate.refresh_from_db()

    erase_candidate(candidate=candidate, by=lead)

    assert not Email.objects.exists()
    assert [erasures.was_erased(email) for email in (OLD, NEW)] == [True, True]
    assert not DataLink.objects.exists()


def test_erasing_leaves_an_old_address_to_who_has_it_now(client, application, lead):
    offer(client, application)
    client.post(link_in_mail(NEW))
    CandidateFactory(email=OLD)
    candidate = application.candidate
    candidate.refresh_from_db()

    erase_candidate(candidate=candidate, by=lead)

    assert (Erasure.objects.count(), erasures.was_erased(OLD)) == (1, False)
    assert Candidate.objects.filter(email=OLD, erased_at=None).exists()
