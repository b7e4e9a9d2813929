"""Consent, and how long data is kept."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from candidates.actions import (
    OnHold,
    set_hold,
    withdraw_consent,
)
from candidates.models import Candidate, Consent, RetentionRule
from candidates.signals import candidate_erased
from hiring import retention
from hiring.actions import (
    erase_candidate,
)
from hiring.models import Application
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

from .conftest import consent_of, filled_in, page_of, travel

pytestmark = pytest.mark.django_db


# Consent ---------------------------------------------------------------------------------------------


def test_the_box_stands_unticked_before_the_button(client, apply_url):
    page = page_of(client.get(apply_url))

    box = page.index('name="keep" id="id_keep" >')
    assert page.index("What happens with your data") < box < page.index("Send my application")
    assert "Marée may keep my data for 24 months, to write to me about other jobs." in page


@pytest.mark.parametrize(("ticked", "wordings"), [("on", ["Marée may keep my data"]), (None, [])])
def test_consent_is_kept_where_it_was_given(client, apply_url, ticked, wordings):
    client.post(apply_url, filled_in(keep=ticked))

    assert [consent.wording[:22] for consent in Consent.objects.all()] == wordings
    assert Application.objects.get().consent_id == (Consent.objects.get().pk if ticked else None)


def test_the_tick_survives_an_error_elsewhere(client, apply_url):
    page = page_of(client.post(apply_url, filled_in(keep="on", name="")))

    assert 'name="keep" id="id_keep" checked>' in page


def test_there_is_one_consent_in_force(posting):
    candidate = CandidateFactory()
    consent_of(candidate)

    assert consent_of(candidate) is None
    with pytest.raises(IntegrityError, match=r"consent_one_in_force|UNIQUE"), transaction.atomic():
        Consent.objects.create(candidate=candidate, wording="", given_at=timezone.now(), renewed_at=timezone.now())


def consent_url(consent) -> str:
    return reverse("hiring:consent", args=[consent.token])


def test_a_candidate_renews_their_consent(client, rejected):
    consent = consent_of(rejected.candidate)
    Consent.objects.update(reminded_at=timezone.now())

    with travel(700):
        response = client.post(consent_url(consent), {"renew": ""}, follow=True)
        consent.refresh_from_db()
        assert timezone.localdate(consent.renewed_at) == timezone.localdate()
    assert consent.reminded_at is None
    assert "Your data will be deleted on" in page_of(response)


def test_a_candidate_takes_their_consent_back_once_and_for_all(client, rejected):
    consent = consent_of(rejected.candidate)

    client.post(consent_url(consent), {"withdraw": ""})
    response = client.post(consent_url(consent), {"renew": ""}, follow=True)

    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert "You took it back on" in page_of(response)


def test_looking_at_the_page_changes_nothing(client, rejected):
    consent = consent_of(rejected.candidate)

    response = client.get(consent_url(consent))

    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert Consent.objects.get().renewed_at == consent.renewed_at


def test_a_guessed_address_is_none(client, db):
    assert client.get(reverse("hiring:consent", args=["guess"])).status_code == 404


# Retention -------------------------------------------------------------------------------------------


def test_a_rejected_candidate_is_erased_three_months_later_once(rejected):
    with travel(80):
        early = retention.erase_ended()
    with travel(93):
        done = [retention.erase_ended(), retention.erase_ended()]

    rejected.candidate.refresh_from_db()
    assert (early, done) == (0, [1, 0])
    assert rejected.candidate.erased_at is not None


@pytest.fixture
def when_erased():
    """Lets something happen when somebody is erased."""
    connected = []

    def connect(what):
        connected.append(lambda sender, email, **_kwargs: what(email))
        candidate_erased.connect(connected[-1])

    yield connect
    for receiver in connected:
        candidate_erased.disconnect(receiver)


def test_who_applies_while_others_are_erased_stays(posting, rejected, when_erased):
    later = ApplicationFactory(posting=posting, rejected=True)
    elsewhere = PostingFactory(published=True)
    when_erased(lambda _email: ApplicationFactory(posting=elsewhere, candidate=later.candidate))

    with travel(93):
        assert retention.erase_ended() == 1

    later.candidate.refresh_from_db()
    assert later.candidate.erased_at is None


def test_one_who_cannot_be_erased_stops_no_other(posting, rejected, when_erased):
    later = ApplicationFactory(posting=posting, rejected=True)

    def fail(email):
        if email == "ada@example.com":
            raise OSError("The store does not answer.")

    when_erased(fail)

    with travel(93), pytest.raises(ExceptionGroup, match="1 of 2 failed"):
        retention.erase_ended()

    assert list(Candidate.objects.kept()) == [rejected.candidate]
    assert later.candidate not in Candidate.objects.kept()


@pytest.mark.parametrize("trait", [{}, {"hired": True}])
def test_open_and_hired_ones_stay(posting, trait):
    ApplicationFactory(posting=posting, **trait)

    with travel(4000):
        assert retention.erase_ended() == 0


def test_one_open_application_keeps_the_others(posting, rejected):
    ApplicationFactory(posting=PostingFactory(published=True), candidate=rejected.candidate)

    with travel(4000):
        assert retention.erase_ended() == 0


def test_what_is_held_stays(lead, rejected):
    set_hold(candidate=rejected.candidate, reason="A dispute", by=lead)

    with travel(4000):
        assert retention.erase_ended() == 0
    with pytest.raises(OnHold):
        erase_candidate(candidate=rejected.candidate, by=lead)


def test_the_rule_of_the_country_holds(rejected):
    RetentionRule.objects.create(country="BE", decided_months=12)
    RetentionRule.objects.create(country="", decided_months=1)

    with travel(200):
        early = retention.erase_ended()
    with travel(370):
        assert (early, retention.erase_ended()) == (0, 1)


def test_with_consent_the_candidate_is_reminded_once_and_then_erased(rejected):
    consent = consent_of(rejected.candidate)

    counts = []
    for days in (93, 690, 705, 706, 735):
        with travel(days):
            counts.append((retention.remind(), retention.erase_ended()))

    assert counts == [(0, 0), (0, 0), (1, 0), (0, 0), (0, 1)]
    assert not Email.objects.exists()  # erased with the person
    assert not Consent.objects.filter(pk=consent.pk).exists()


def test_the_reminder_names_the_day_and_the_way_out(rejected):
    consent = consent_of(rejected.candidate)

    with travel(705):
        retention.remind()

    email = Email.objects.get()
    assert email.to == ["ada@example.com"]
    assert consent_url(consent) in email.email_message().body


def test_who_renewed_after_the_reminder_stays(client, rejected):
    consent = consent_of(rejected.candidate)
    with travel(705):
        retention.remind()
        client.post(consent_url(consent), {"renew": ""})
    with travel(740):
        assert (retention.remind(), retention.erase_ended()) == (0, 0)


def test_a_consent_taken_back_counts_no_longer(rejected):
    withdraw_consent(consent=consent_of(rejected.candidate), by=None)

    with travel(93):
        assert retention.erase_ended() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_who_ends_takes_the_same_queries(posting, django_assert_num_queries, count):
    ApplicationFactory.create_batch(count, posting=posting, rejected=True)

    with travel(93), django_assert_num_queries(3):
        assert len(list(retention.endings(until=timezone.localdate()))) == count
