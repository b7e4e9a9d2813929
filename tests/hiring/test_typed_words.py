"""A word that is still being typed: who is found by longer ones, and where nobody looks for these."""

from dataclasses import replace

import pytest
from django.db import connection

from candidates.models import SearchEntry
from candidates.search.hits import next_to
from candidates.search.query import parse
from hiring.actions.assigning import assign
from hiring.search import index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def typed(posting, owner):
    """Numbers of five people by name: of three who have “zork”, of one who has but a longer word, and of Max, who has
    both, the longer one in a later application."""
    people = {name: CandidateFactory(name=name) for name in ("Max", "Abe", "Bea", "Cyd", "Eva")}
    of_max = {"candidate": people["Max"]}
    ApplicationFactory(posting=posting, words="A zork.", **of_max)
    for name, words in (("Abe", "zork"), ("Bea", "Zork!"), ("Cyd", "a zork"), ("Eva", "zorkmid")):
        ApplicationFactory(posting=posting, candidate=people[name], words=words)
    index_due()
    ApplicationFactory(posting=PostingFactory(published=True, owner=owner), words="The zorkmids.", **of_max)
    index_due()
    return {name: person.pk for name, person in people.items()}


def newest(user, asked, *, limit, of_applications) -> list[int]:
    scope = replace(SearchEntry.objects.scope_for(user), of_applications=of_applications)
    return [hit.candidate for hit in next_to(parse(asked, typing=True), scope, limit=limit).rows]


@pytest.mark.parametrize(("of_applications", "last"), [(False, []), (True, ["Max"])])  # Max applied twice
def test_who_has_a_longer_word_is_found_as_well(owner, typed, of_applications, last):
    names = ["Max", "Eva", "Cyd", "Bea", "Abe", *last]

    found = newest(owner, "zork", limit=10, of_applications=of_applications)

    assert found == [typed[name] for name in names]


def test_in_a_list_where_enough_have_what_was_typed_nothing_longer_is_looked_for(owner, typed):
    """To look for it takes as long as there are such words: on PostgreSQL only."""
    names = ["Cyd", "Bea"] if connection.vendor == "postgresql" else ["Max", "Eva"]

    assert newest(owner, "zork", limit=2, of_applications=True) == [typed[name] for name in names]
    assert newest(owner, "zork", limit=2, of_applications=False) == [typed["Max"], typed["Eva"]]


@pytest.mark.parametrize("limit", [1, 10])
@pytest.mark.parametrize("of_applications", [False, True])
def test_who_is_only_assigned_finds_by_beginnings_too(typed, posting, of_applications, limit):
    interviewer = MembershipFactory(posting=posting, user=UserFactory(interviewer=True), part=Part.INTERVIEWER).user
    for application in posting.applications.filter(candidate__name__in=["Max", "Bea", "Eva"]):
        assign(application=application, user=interviewer, by=posting.created_by)

    found = newest(interviewer, "zork", limit=limit, of_applications=of_applications)

    assert found == [typed[name] for name in ("Eva", "Bea", "Max")][:limit]


@pytest.mark.parametrize("of_applications", [False, True])
def test_what_begins_so_is_left_out(owner, typed, of_applications):
    assert newest(owner, "a -zorkm", limit=10, of_applications=of_applications) == (
        [typed["Cyd"], typed["Max"]] if of_applications else [typed["Cyd"]]
    )
