"""The list of all applications, searched for words: the newest who answer, and nobody whom the user may not see."""

from datetime import timedelta

import pytest
from django.utils import timezone

from candidates.search import scope
from hiring import filters
from hiring.actions.assigning import assign
from hiring.blind import pseudonym_code
from hiring.choices import State
from hiring.models import Application
from hiring.search import index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

LIST = "/studio/candidates/"
QUESTIONS = [
    "rust",
    "rus",
    "rust go",
    "rust -go",
    "rust -gol",
    "rust -golang ",
    '"rust and go"',
    "ru",
    "rust or cobol",
    "-rust",
    "nothing",
]


def names_on(response) -> list[str]:
    return [application.candidate.name for application in response.context["page"]]


def apply_as(name: str, posting, words: str = "", *, days_ago: int = 0, **fields) -> Application:
    received = timezone.now() - timedelta(days=days_ago)
    person = fields.pop("candidate", None) or CandidateFactory(name=name)
    return ApplicationFactory(posting=posting, candidate=person, words=words, received=received, **fields)


@pytest.fixture
def teams(posting, owner):
    """Two postings of two teams, one of which is screened without names; somebody applied for both."""
    other = PostingFactory(published=True, is_blind=True)
    ada = apply_as("Ada", posting, "Rust and Go", days_ago=6)
    apply_as("Ada", other, "Rust, and no other", days_ago=5, candidate=ada.candidate)
    apply_as("Ben", posting, "Go, then Rust", days_ago=4, rejected=True)
    apply_as("Cleo", posting, "COBOL", days_ago=3, hired=True)
    apply_as("Finn", posting, "Rust from golang", days_ago=7)
    apply_as("Dan", other, "Rust", days_ago=2, rejected=True)
    apply_as("Eva", other, "Rust", days_ago=1)
    CandidateFactory(sourced=True, name="Rust Found", added_by=owner)  # who applied for nothing
    index_due()
    return posting, other


def reader(who: str, posting, other):
    """Somebody who sees all, one of the two postings, or what they are assigned to."""
    if who == "owner":
        return posting.created_by
    if who == "other owner":
        return other.created_by
    user = UserFactory(lead=True) if who == "lead" else UserFactory(interviewer=True)
    if who == "interviewer":
        MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER)
        for application in Application.objects.filter(candidate__name__in=["Ada", "Cleo"], posting=posting):
            assign(application=application, user=user, by=posting.created_by)
    return user


@pytest.mark.parametrize("state", ["", State.ACTIVE, State.REJECTED])
@pytest.mark.parametrize("with_posting", [False, True])
@pytest.mark.parametrize("few", [scope.FEW, 0])  # among few they are looked at one by one
@pytest.mark.parametrize("who", ["lead", "owner", "other owner", "interviewer"])
def test_the_search_leads_to_what_the_user_sees_and_to_no_more(
    sign_in, monkeypatch, teams, who, few, with_posting, state
):
    monkeypatch.setattr(scope, "FEW", few)
    user = reader(who, *teams)
    client, asked = sign_in(user), {"posting": teams[0].code if with_posting else "", "state": state}

    for text in QUESTIONS:
        answer = client.get(LIST, asked | {"q": text})
        if answer.context["filters"].form.errors:  # a posting that the user doesn't see
            assert (who, with_posting) == ("other owner", True)
            continue
        # One by one, as files that are taken out have it.
        expected = answer.context["filters"].qs.order_by("-created_at", "-id")
        assert [row.pk for row in answer.context["page"]] == [row.pk for row in expected], text
        assert answer.context["page"].count == len(expected)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("lead", ["Dan", "Ben", "Ada", "Finn"]),
        ("owner", ["Ben", "Ada", "Finn"]),
        ("other owner", ["Dan"]),
        ("interviewer", ["Ada"]),
    ],
)
def test_another_teams_candidates_and_hidden_ones_are_not_found(sign_in, teams, who, names):
    user = reader(who, *teams)

    assert names_on(sign_in(user).get(LIST, {"q": "rust"})) == names


def test_what_a_person_says_elsewhere_takes_nothing_away(sign_in, lead, posting):
    ada = apply_as("Ada", posting, "Rust")
    apply_as("Ada", PostingFactory(published=True), "Rust, and Go before", candidate=ada.candidate)
    index_due()

    found = sign_in(lead).get(LIST, {"q": "rust -go"}).context["page"]

    assert [row.pk for row in found] == [ada.pk]


def test_who_is_screened_without_a_name_is_found_by_what_stands_for_it(sign_in, lead, teams):
    eva = Application.objects.get(candidate__name="Eva")
    client, code = sign_in(lead), pseudonym_code(eva.pk)

    found = [client.get(LIST, {"q": code, "state": state}).context["page"] for state in ("", "active", "rejected")]

    assert [[row.pk for row in page] for page in found] == [[eva.pk], [eva.pk], []]


def test_of_very_many_who_answer_the_newest_are_listed(sign_in, owner, posting, monkeypatch):
    monkeypatch.setattr(filters, "NEWEST", 2)
    for number, name in enumerate(("Ada", "Ben", "Cleo")):
        apply_as(name, posting, "Rust", days_ago=3 - number)
    index_due()
    client = sign_in(owner)

    newest, by_name = (client.get(LIST, {"q": "rust", "sort": sort}) for sort in ("", "name"))

    assert (names_on(newest), names_on(by_name)) == (["Cleo", "Ben"], ["Ben", "Cleo"])
    assert [page.context["page"].is_many for page in (newest, by_name)] == [True, True]
    assert "the newest 500 are listed" in newest.content.decode()
    assert "500+ applications" in newest.content.decode()


def test_as_many_as_are_listed_are_counted(sign_in, owner, posting, monkeypatch):
    monkeypatch.setattr(filters, "NEWEST", 2)
    for name in ("Ada", "Ben"):
        apply_as(name, posting, "Rust")
    index_due()

    answer = sign_in(owner).get(LIST, {"q": "rust"})

    assert (answer.context["page"].count, answer.context["page"].is_many) == (2, False)
    assert "the newest 500" not in answer.content.decode()


def test_who_answers_comes_in_numbered_pages_that_lose_and_repeat_nobody(sign_in, owner, posting):
    applications = [apply_as(f"Ada {number}", posting, "Rust") for number in range(27)]
    index_due()
    client = sign_in(owner)

    pages = [client.get(LIST, {"q": "rust", "sort": "name", "page": number}).context["page"] for number in (1, 2)]

    assert [len(page) for page in pages] == [25, 2]
    assert sorted(row.pk for page in pages for row in page) == [one.pk for one in applications]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("query", "queries"), [({"q": "rust"}, 7), ({"q": "rust", "state": "active"}, 7)])
def test_the_search_takes_the_same_queries(sign_in, owner, posting, query, queries, count, django_assert_num_queries):
    for number in range(count):
        apply_as(f"Ada {number}", posting, "Rust")
        apply_as(f"Ben {number}", PostingFactory(published=True, owner=owner), "Rust")
    index_due()
    client = sign_in(owner)

    with django_assert_num_queries(queries):
        client.get(LIST, query)
