"""The list or board that somebody reads candidates from: who comes before and after."""

from datetime import timedelta
from itertools import product

import pytest
from django.http import QueryDict
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from candidates.actions import add_tags
from hiring.actions import move_application
from hiring.actions.assigning import assign
from hiring.choices import State
from hiring.list_filter import LIST_SORTS
from hiring.models import Step
from hiring.search import index_due
from hiring.trail import LONGEST, Neighbours, Trail
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory, shipped_reason
from tests.factories.interviews import ScorecardFactory
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(posting):
    """Three applications for the posting, each a day later than the one before."""
    return [apply_as(name, posting, days_ago=3 - number) for number, name in enumerate(("Ada", "Grace", "Barbara"))]


def apply_as(name, posting, *, days_ago=0, **fields):
    received = timezone.now() - timedelta(days=days_ago)
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name=name), received=received, **fields)


def around(trail, application, user):
    found = Trail.of(trail).neighbours(application, user)
    return found.previous, found.next


def walk(trail, first, user) -> list[int]:
    """The numbers of all that one comes to from the first on, one after the other."""
    found, at = [first.pk], first
    while following := Trail.of(trail).neighbours(at, user).next:
        at = type(first).objects.get(pk=following)
        found.append(at.pk)
        assert len(found) < 20
    return found


# The address -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "again"),
    [
        ("from=list&state=active&sort=name", "from=list&state=active&sort=name"),
        ("sort=name&from=board", "from=board&sort=name"),
        ("from=candidates&q=a%26b%3Dc&page=3&after=7", "from=candidates&q=a%26b%3Dc"),
        ("from=elsewhere&sort=name", ""),
        ("state=active", ""),
        ("", ""),
        ("from=list&q=" + "x" * LONGEST, ""),
    ],
)
def test_a_trail_is_read_from_an_address_and_written_again(query, again):
    trail = Trail.of(query)

    assert trail.query == again
    assert Trail.of(trail.query) == trail


@given(st.text(max_size=60), st.text(max_size=60))
def test_what_is_typed_comes_through_as_it_was(name, value):
    typed = QueryDict(mutable=True)
    typed[f"f-{name}"] = value
    typed["from"] = "list"

    trail = Trail.of(Trail.of(typed.urlencode()).query)

    assert (trail.source, dict(trail.params.items())) == ("list", {f"f-{name}": value})


def test_addresses_lead_to_the_next_and_back(posting, three):
    trail = Trail.of("from=list&state=active")

    assert trail.url_of(three[0]) == f"/studio/applications/{three[0].pk}/?from=list&state=active"
    assert trail.url_of(7) == "/studio/applications/7/?from=list&state=active"
    assert trail.back_url(three[0]) == f"/studio/postings/{posting.code}/applications/?state=active"
    assert Trail.of("from=board&late=on").back_url(three[0]) == f"/studio/postings/{posting.code}/board/?late=on"
    assert Trail().back_url(three[0]) == f"/studio/postings/{posting.code}/board/"
    assert Trail.of("from=candidates&q=ada").back_url(three[0]) == "/studio/candidates/?q=ada"
    assert Trail().url_of(7) == "/studio/applications/7/"


# Who comes before and after --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "sort"),
    [*product(["list"], sorted(LIST_SORTS)), *product(["candidates"], ["", "oldest", "name", "-name"])],
)
def test_one_walks_a_list_as_it_is_sorted(posting, owner, three, sort, source):
    move_application(application=three[1], to_state=State.HIRED, by=owner)
    AnswerFactory.create_batch(2, application=three[2], is_knock_out=True)
    ScorecardFactory(application=three[1], verdict=2)
    ScorecardFactory(application=three[0], verdict=4)
    apply_as("Ada", posting, days_ago=1)  # of the same name
    shown = list(
        type(three[0])
        .objects.visible_to(owner)
        .with_list_data(owner)
        .with_rating_order(owner)
        .order_by(*LIST_SORTS[sort or "received"])
        .values_list("pk", flat=True)
    )
    first = type(three[0]).objects.get(pk=shown[0])

    assert walk(f"from={source}&sort={sort}", first, owner) == shown


def test_the_ends_of_a_list_have_one_neighbour(owner, three):
    ada, grace, barbara = three

    assert around("from=list&sort=oldest", ada, owner) == (None, grace.pk)
    assert around("from=list&sort=oldest", grace, owner) == (ada.pk, barbara.pk)
    assert around("from=list&sort=oldest", barbara, owner) == (grace.pk, None)


def test_who_is_filtered_away_is_passed_over(owner, three):
    ada, grace, barbara = three
    move_application(application=grace, to_state=State.HIRED, by=owner)

    assert around("from=list&sort=oldest&state=active", ada, owner) == (None, barbara.pk)


def test_who_left_the_list_stands_where_they_would(owner, three):
    ada, grace, barbara = three
    move_application(application=grace, to_state=State.REJECTED, reason=shipped_reason("skills"), by=owner)
    grace.refresh_from_db()

    assert around("from=list&sort=oldest&state=active", grace, owner) == (ada.pk, barbara.pk)


def test_words_narrow_the_list_of_all(owner, three):
    elsewhere = apply_as("Ada Second", PostingFactory(published=True, owner=owner))
    index_due()

    assert around("from=candidates&q=ada&sort=oldest", three[0], owner) == (None, elsewhere.pk)


def test_other_teams_are_no_neighbours(owner, posting):
    mine = apply_as("Ada", posting, days_ago=2)
    apply_as("Grace", PostingFactory(published=True), days_ago=1)

    assert around("from=candidates&sort=oldest", mine, owner) == (None, None)


@pytest.mark.parametrize("trail", ["", "from=board"])
def test_a_column_is_walked_by_how_long_they_are_in_it(posting, owner, three, trail):
    ada, grace, barbara = three
    move_application(application=ada, to_step=Step.objects.live().filter(posting=posting)[1], by=owner)
    apply_as("Gone", posting, rejected=True)

    found = Trail.of(trail).neighbours(barbara, owner)

    assert found == Neighbours(previous=grace.pk, next=None, place=2, count=2)


def test_the_boards_filter_narrows_its_column(owner, three):
    ada, _grace, barbara = three
    add_tags(candidate=ada.candidate, names=["Rust"], by=owner)
    add_tags(candidate=barbara.candidate, names=["Rust"], by=owner)
    assign(application=barbara, user=owner, by=owner)

    assert around("from=board&tag=Rust", ada, owner) == (None, barbara.pk)
    assert around("from=board&assigned=me", ada, owner) == (None, barbara.pk)


def test_who_is_decided_and_comes_from_nowhere_has_no_neighbours(posting, owner, three, django_assert_num_queries):
    gone = apply_as("Gone", posting, rejected=True)

    with django_assert_num_queries(0):
        assert Trail().neighbours(gone, owner) == Neighbours()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(
    ("trail", "queries"),
    [
        ("", 1),
        ("from=board", 1),
        ("from=list&sort=name", 1),
        ("from=candidates&sort=-screening", 1),
        ("from=candidates&q=ada", 3),  # who answers is asked before
    ],
)
def test_neighbours_take_the_same_queries(posting, owner, trail, queries, count, django_assert_num_queries):
    applications = [apply_as("Ada", posting) for _ in range(count)]
    index_due()
    owner.is_kind("lead")  # asked once for a page

    with django_assert_num_queries(queries):
        Trail.of(trail).neighbours(applications[0], owner)
