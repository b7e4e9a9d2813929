"""The studio's lists around candidates: today, one posting's applications, all candidates."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from hiring.choices import State
from hiring.search import index_due
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

TODAY = "/studio/"
CANDIDATES = "/studio/candidates/"
SEES_CANDIDATES = [Part.RECRUITER, Part.HIRING_MANAGER]


def list_url(posting) -> str:
    return reverse("studio:posting_applications", args=[posting.code])


def names_on(response) -> list[str]:
    return [application.candidate.name for application in response.context["page"]]


def apply_as(name: str, posting, days_ago: int = 0, **fields):
    return ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name=name, email=f"{name.split()[0].lower()}@example.com"),
        received=timezone.now() - timedelta(days=days_ago),
        **fields,
    )


# Who -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("url", [TODAY, CANDIDATES])
def test_nobody_gets_in_without_signing_in(client, url, db):
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"


def test_the_list_of_a_posting_asks_to_sign_in(client, posting):
    assert client.get(list_url(posting)).status_code == 302


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("name", ["today", "candidates", "list"])
def test_lists_are_for_reading(sign_in, owner, posting, name, method):
    url = {"today": TODAY, "candidates": CANDIDATES, "list": list_url(posting)}[name]

    assert getattr(sign_in(owner), method)(url).status_code == 405


def test_another_recruiter_finds_nothing(sign_in, recruiter, posting):
    apply_as("Ada Lovelace", posting)
    index_due()
    client = sign_in(recruiter)

    assert client.get(list_url(posting)).status_code == 404
    assert names_on(client.get(CANDIDATES)) == []
    assert names_on(client.get(CANDIDATES, {"q": "ada"})) == []
    assert client.get(CANDIDATES, {"posting": posting.code}).context["filters"].form.errors != {}
    assert client.get(TODAY).context["today"].recent == []


@pytest.mark.parametrize("part", SEES_CANDIDATES)
def test_the_team_sees_the_candidates_of_its_posting(sign_in, recruiter, posting, part):
    MembershipFactory(posting=posting, user=recruiter, part=part)
    apply_as("Ada Lovelace", posting)
    apply_as("Grace Hopper", PostingFactory(published=True))
    client = sign_in(recruiter)

    assert names_on(client.get(list_url(posting))) == ["Ada Lovelace"]
    assert names_on(client.get(CANDIDATES)) == ["Ada Lovelace"]
    assert [row.debt.count for row in client.get(TODAY).context["today"].waiting] == [1]


def test_an_interviewer_sees_no_candidates(sign_in, interviewer, posting):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    apply_as("Ada Lovelace", posting)
    client = sign_in(interviewer)

    assert names_on(client.get(list_url(posting))) == []
    assert names_on(client.get(CANDIDATES)) == []
    today = client.get(TODAY).context["today"]
    assert (list(today.waiting), list(today.recent), list(today.live)) == ([], [], [posting])


def test_a_lead_sees_them_all(sign_in, lead, posting):
    apply_as("Ada Lovelace", posting, days_ago=1)
    apply_as("Grace Hopper", PostingFactory(published=True))

    assert names_on(sign_in(lead).get(CANDIDATES)) == ["Grace Hopper", "Ada Lovelace"]


# One posting's ---------------------------------------------------------------------------------------


@pytest.fixture
def four(posting):
    """One application in each state, the newest first by name."""
    return [
        apply_as("Ada", posting, 1),
        apply_as("Ben", posting, 2, hired=True),
        apply_as("Cleo", posting, 3, rejected=True),
        apply_as("Dan", posting, 4, withdrawn=True),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"state": "active"}, ["Ada"]),
        ({"state": "rejected"}, ["Cleo"]),
        ({"state": "nonsense"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"sort": "oldest"}, ["Dan", "Cleo", "Ben", "Ada"]),
        ({"sort": "name"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"sort": "-name"}, ["Dan", "Cleo", "Ben", "Ada"]),
        ({"sort": "state"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"sort": "-state"}, ["Dan", "Cleo", "Ben", "Ada"]),
        ({"sort": "nonsense"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"page": "nonsense"}, ["Ada", "Ben", "Cleo", "Dan"]),
        ({"page": "99"}, ["Ada", "Ben", "Cleo", "Dan"]),
    ],
)
def test_the_address_says_which_and_in_which_order(sign_in, owner, posting, four, query, names):
    assert names_on(sign_in(owner).get(list_url(posting), query)) == names


def test_each_state_has_its_count(sign_in, owner, posting, four):
    apply_as("Eva", posting)

    context = sign_in(owner).get(list_url(posting), {"state": "rejected"}).context

    assert [(state, count.count) for state, _, count in context["tabs"]] == [
        (State.ACTIVE, 2),
        (State.HIRED, 1),
        (State.REJECTED, 1),
        (State.WITHDRAWN, 1),
    ]
    assert context["count"].count == 5


def test_the_tab_and_the_order_shown_are_marked(sign_in, owner, posting, four):
    page = sign_in(owner).get(list_url(posting), {"state": "hired", "sort": "-name"}).content.decode()

    assert '<a href="?state=hired&amp;sort=-name" aria-current="page">Hired' in page
    assert page.count("aria-sort=") == 1
    assert '<th scope="col" aria-sort="descending">' in page


def test_a_long_list_comes_in_pages_that_lose_and_repeat_nobody(sign_in, owner, posting):
    moment = timezone.now()
    for _ in range(27):
        ApplicationFactory(posting=posting, received=moment)  # all at once: only the id tells them apart
    client = sign_in(owner)

    pages = [client.get(list_url(posting), {"page": number}) for number in (1, 2)]

    found = [application.pk for page in pages for application in page.context["page"]]
    assert [len(page.context["page"]) for page in pages] == [25, 2]
    assert len(set(found)) == 27


@pytest.mark.parametrize(
    ("state", "words"),
    [("published", "Nobody has applied yet"), ("ready", "Nobody can apply yet")],
)
def test_an_empty_list_says_what_to_do_next(sign_in, state, words):
    posting = PostingFactory(**{state: True})

    assert words in sign_in(posting.created_by).get(list_url(posting)).content.decode()


def test_an_empty_state_leads_back_to_all(sign_in, owner, posting):
    apply_as("Ada", posting)

    assert "Nobody is in this state" in sign_in(owner).get(list_url(posting), {"state": "hired"}).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    ApplicationFactory.create_batch(count, posting=posting)
    client = sign_in(owner)

    with django_assert_num_queries(8):
        client.get(list_url(posting))


# All candidates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("lovelace", ["Ada Lovelace"]),
        ("ADA love", ["Ada Lovelace"]),
        ("ada hopper", []),
        ("@example.com", ["Ada Lovelace", "Grace Hopper"]),
        ("grace@", ["Grace Hopper"]),
        ("  ", ["Ada Lovelace", "Grace Hopper"]),
        ("100%", []),
        ("_", ["Ada Lovelace", "Grace Hopper"]),
        ("'; drop table", []),
    ],
)
def test_applications_are_found_by_their_words(sign_in, owner, posting, words, names):
    apply_as("Ada Lovelace", posting, 1)
    apply_as("Grace Hopper", posting, 2)
    index_due()

    assert names_on(sign_in(owner).get(CANDIDATES, {"q": words})) == names


def test_a_name_as_sent_is_found_as_well(sign_in, owner, posting):
    apply_as("Ada King", posting, sent_name="Ada Lovelace")
    index_due()

    assert names_on(sign_in(owner).get(CANDIDATES, {"q": "lovelace"})) == ["Ada King"]


def test_postings_and_states_narrow_together(sign_in, lead, posting):
    other = PostingFactory(published=True)
    apply_as("Ada", posting)
    apply_as("Ben", posting, hired=True)
    apply_as("Cleo", other)

    found = sign_in(lead).get(CANDIDATES, {"posting": posting.code, "state": "active"})

    assert names_on(found) == ["Ada"]


def test_the_choice_of_postings_is_the_users_own(sign_in, owner, posting):
    PostingFactory(published=True)

    page = sign_in(owner).get(CANDIDATES).content.decode()

    assert page.count("<option value=") == 1 + 1 + 1 + len(State)  # all postings, this one; all states, each
    assert "Chief Technical Officer, Marée" in page


@pytest.mark.parametrize(("query", "words"), [({}, "No candidates yet"), ({"q": "nobody"}, "Nobody fits all of this")])
def test_nothing_found_says_what_to_do_next(sign_in, recruiter, query, words):
    assert words in sign_in(recruiter).get(CANDIDATES, query).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_candidates_take_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    ApplicationFactory.create_batch(count, posting=posting)
    for _ in range(count):
        ApplicationFactory(posting=PostingFactory(published=True, owner=owner))
    client = sign_in(owner)

    with django_assert_num_queries(5):
        client.get(CANDIDATES)


# Today -----------------------------------------------------------------------------------------------


@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_who_waits_longest_comes_first(sign_in, owner, posting):
    other = PostingFactory(published=True, owner=owner, answer_days=None)
    apply_as("Ada", posting, 3)
    apply_as("Ben", other, 12)
    apply_as("Cleo", other, 1)
    apply_as("Dan", other, 30, hired=True)

    response = sign_in(owner).get(TODAY)

    waiting = response.context["today"].waiting
    debts = [(row.posting, row.debt.count, row.debt.days, row.debt.promised, row.debt.is_late) for row in waiting]
    assert debts == [
        (other, 2, 12, None, False),
        (posting, 1, 3, 10, False),
    ]
    assert "3 people wait for an answer</a>, the longest 12 days" in " ".join(response.content.decode().split())


@pytest.mark.parametrize(("received", "is_late"), [("2026-11-10", False), ("2026-11-09", True)])
def test_an_answer_is_late_after_the_promised_day(sign_in, owner, posting, received, is_late):
    ApplicationFactory(posting=posting, received=datetime.fromisoformat(received).replace(hour=20, tzinfo=UTC))

    with time_machine.travel("2026-11-20 07:00Z"):
        (row,) = sign_in(owner).get(TODAY).context["today"].waiting

        assert row.debt.is_late is is_late


def test_drafts_are_those_one_takes_part_in(sign_in, lead):
    own = PostingFactory(owner=lead, title="Own")
    PostingFactory(title="Somebody else’s")

    assert list(sign_in(lead).get(TODAY).context["today"].drafts) == [own]


def test_live_postings_end_with_those_that_stay_open(sign_in, recruiter):
    with time_machine.travel("2026-11-20 09:00Z"):
        without = PostingFactory(published=True, owner=recruiter)
        later = PostingFactory(published=True, owner=recruiter, closes_on="2026-12-20")
        sooner = PostingFactory(published=True, owner=recruiter, closes_on="2026-12-01")
        response = sign_in(recruiter).get(TODAY)

    assert list(response.context["today"].live) == [sooner, later, without]
    assert "11 days left" in response.content.decode()


def test_a_first_day_says_what_to_do(sign_in, recruiter):
    page = sign_in(recruiter).get(TODAY).content.decode()

    assert [
        words for words in ("Everybody has an answer", "No drafts", "Nothing is published") if words not in page
    ] == []
    assert reverse("studio:new_posting") in page


def test_who_may_not_start_a_posting_is_not_asked_to(sign_in, interviewer):
    assert reverse("studio:new_posting") not in sign_in(interviewer).get(TODAY).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_today_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    for _ in range(count):
        ApplicationFactory(posting=PostingFactory(published=True, owner=owner))
        PostingFactory(owner=owner)
        PostingFactory(owner=owner, publish_at=timezone.now(), scheduled_by=owner)
    client = sign_in(owner)

    with django_assert_num_queries(8):
        client.get(TODAY)
