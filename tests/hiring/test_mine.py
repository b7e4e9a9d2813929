"""The candidate's own page, behind a secret address."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from hiring.choices import State
from postings.actions import publish_posting
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db

PAGES = ["hiring:mine", "hiring:posting_read", "hiring:withdraw"]


def url_of(application, name="hiring:mine") -> str:
    return reverse(name, args=[application.token])


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, words="I know engines.", sent_phone="+33 1 23 45 67 89")


@pytest.mark.parametrize("name", PAGES)
def test_nobody_finds_or_keeps_the_page(client, application, name):
    response = client.get(url_of(application, name))

    assert response.status_code == 200
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.mark.parametrize(
    ("name", "policy"),
    [
        ("hiring:mine", "no-referrer"),
        ("hiring:posting_read", "no-referrer"),
        ("hiring:withdraw", "same-origin"),  # its form needs an origin
    ],
)
def test_the_secret_address_is_told_to_no_other_site(client, application, name, policy):
    assert client.get(url_of(application, name))["Referrer-Policy"] == policy


@pytest.mark.parametrize("name", PAGES)
def test_another_token_opens_nothing(client, application, name):
    assert client.get(reverse(name, args=[application.token[:-1]])).status_code == 404


def test_a_token_that_no_database_takes_opens_nothing(client, application):
    assert client.get("/my/application/%00/").status_code == 404  # PostgreSQL refuses to look for it


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.ACTIVE, "We have your application"),
        (State.HIRED, "You are chosen for the job"),
        (State.REJECTED, "Not this time"),
        (State.WITHDRAWN, "You withdrew your application"),
    ],
)
def test_the_page_says_where_it_stands(client, posting, state, words):
    application = ApplicationFactory(posting=posting, **({} if state == State.ACTIVE else {state.value: True}))

    page = client.get(url_of(application)).content.decode()

    assert f"<h2>{words}</h2>" in page
    assert ("Withdraw my application" in page) == (state == State.ACTIVE)


def test_an_active_application_reads_what_happens_next(client, application):
    page = client.get(url_of(application)).content.decode()

    assert "<li>A call.</li>" in page
    assert "You get an answer by" in page


def test_an_answer_that_is_late_is_owned_up_to(client, posting):
    with time_machine.travel("2026-11-22 08:00Z"):
        due = ApplicationFactory(posting=posting, received=datetime(2026, 11, 12, 8, tzinfo=UTC))
        late = ApplicationFactory(posting=posting, received=datetime(2026, 11, 11, 8, tzinfo=UTC))

        assert "You should have had an answer" not in client.get(url_of(due)).content.decode()
        assert "You should have had an answer" in client.get(url_of(late)).content.decode()


def test_why_somebody_was_rejected_stays_inside(client, posting):
    application = ApplicationFactory(posting=posting, rejected=True)

    page = client.get(url_of(application)).content.decode()

    assert application.rejection_reason.name not in page


def test_the_page_shows_what_was_sent_and_nothing_else_of_the_person(client, posting):
    known = CandidateFactory(name="Ada King", phone="+44 20 7946 0000", links="https://private.example")
    application = ApplicationFactory(posting=posting, candidate=known, sent_name="Ada Lovelace")

    page = client.get(url_of(application)).content.decode()

    assert "Ada Lovelace" in page
    assert [value for value in ("Ada King", known.phone, known.links) if value in page] == []


def test_the_posting_is_shown_as_it_was_read(client, posting, application):
    posting.title = "Head of Technology"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)

    page = client.get(url_of(application, "hiring:posting_read")).content.decode()

    assert "Chief Technical Officer</h1>" in page
    assert "Head of Technology" not in page


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_speak_the_language_of_the_posting(client, name):
    application = ApplicationFactory(posting=PostingFactory(published=True, language="fr"))

    response = client.get(url_of(application, name))

    assert response["Content-Language"] == "fr"
    assert '<html lang="fr">' in response.content.decode()


@pytest.mark.parametrize("name", ["hiring:mine", "hiring:posting_read"])
def test_reading_pages_take_no_other_method(client, application, name):
    assert client.post(url_of(application, name)).status_code == 405


# Withdrawing -----------------------------------------------------------------------------------------


def test_withdrawing_asks_first(client, application):
    client.get(url_of(application, "hiring:withdraw"))

    application.refresh_from_db()
    assert application.state == State.ACTIVE


def test_withdrawing_is_written_down_as_the_candidates_own(client, application):
    response = client.post(url_of(application, "hiring:withdraw"), follow=True)

    application.refresh_from_db()
    assert response.redirect_chain == [(url_of(application), 302)]
    assert application.state == State.WITHDRAWN
    assert application.moves.values_list("to_state", "by").first() == (State.WITHDRAWN, None)


def test_withdrawing_twice_is_withdrawing_once(client, application):
    for _ in range(2):
        client.post(url_of(application, "hiring:withdraw"))

    assert application.moves.count() == 2


@pytest.mark.parametrize("state", [State.HIRED, State.REJECTED])
def test_what_is_decided_can_no_longer_be_withdrawn(client, posting, state):
    application = ApplicationFactory(posting=posting, **{state.value: True})

    assert client.get(url_of(application, "hiring:withdraw"))["Location"] == url_of(application)
    assert client.post(url_of(application, "hiring:withdraw"))["Location"] == url_of(application)
    application.refresh_from_db()
    assert application.state == state


def test_withdrawing_from_another_site_is_refused(application):
    assert Client(enforce_csrf_checks=True).post(url_of(application, "hiring:withdraw")).status_code == 403


def test_withdrawing_takes_no_other_method(client, application):
    assert client.delete(url_of(application, "hiring:withdraw")).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(client, application, count, django_assert_num_queries):
    ApplicationFactory.create_batch(count, candidate=application.candidate)

    with django_assert_num_queries(3):
        client.get(url_of(application))
