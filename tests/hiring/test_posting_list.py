"""A posting's list when very many applied: counted up to a limit, read page after page, sorted among the newest."""

import re
from datetime import timedelta

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from hiring import list_filter, paging, posting_list
from hiring.actions import erase_candidate
from hiring.choices import State
from hiring.list_filter import LIST_SORTS, WHOLE
from hiring.models import Application
from hiring.posting_list import Listing, Tally
from tests.factories.hiring import ApplicationFactory

from .conftest import apply_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Very many are more than three, and a page has two."""
    for module in (paging, posting_list, list_filter):
        monkeypatch.setattr(module, "MOST", 3)
    monkeypatch.setattr(paging, "A_PAGE", 2)
    monkeypatch.setattr(paging.part_of, "__kwdefaults__", {**paging.part_of.__kwdefaults__, "size": 2})


@pytest.fixture
def five(posting):
    """Five who wait, the last one first on a list; and one who was rejected long before."""
    apply_on("Zoe", posting, days_ago=40, rejected=True)
    names = ("Ada", "Ben", "Cleo", "Dora", "Emil")
    return [apply_on(name, posting, days_ago=9 - number) for number, name in enumerate(names)]


def apply_on(name: str, posting, *, days_ago: int, **fields) -> Application:
    return apply_as(name, posting, received=timezone.now() - timedelta(days=days_ago), **fields)


def listing(posting, user, query: str = "") -> Listing:
    return Listing(QueryDict(query), posting=posting, user=user)


def names(rows) -> list[str]:
    return [row.candidate.name for row in rows]


def url(posting) -> str:
    return reverse("studio:posting_applications", args=[posting.code])


# Counting --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tally", "words", "is_many"),
    [
        (Tally(), "0", False),
        (Tally(12), "12", False),
        (Tally(1000), "1,000", False),
        (Tally(1001), "1,001", True),
        (Tally(1000, is_more=True), "1,000+", True),
        (Tally(1000, is_more=True) + Tally(340), "1,340+", True),
    ],
)
def test_a_number_says_where_there_are_more(tally, words, is_many):
    assert (str(tally), tally.is_many) == (words, is_many)


def test_each_state_is_counted_so_far(few, posting, owner, five):
    there = listing(posting, owner)

    assert (there.count(State.ACTIVE), there.count(State.REJECTED)) == (Tally(3, is_more=True), Tally(1))
    assert (there.count(), there.total) == (Tally(4, is_more=True), Tally(4, is_more=True))
    assert listing(posting, owner, "state=rejected").total == Tally(1)


def test_exactly_so_many_are_not_more(few, posting, owner, five):
    assert listing(posting, owner, f"since={five[2].created_at.date()}").total == Tally(3)


def test_who_was_erased_does_not_count(posting, owner, five):
    before = listing(posting, owner)
    for application in [*five[:2], *Application.objects.filter(state=State.REJECTED)]:
        erase_candidate(candidate=application.candidate, by=owner)
    after = listing(posting, owner)

    assert [there.count(state) for there in (before, after) for state in (State.ACTIVE, State.REJECTED)] == [
        Tally(5),
        Tally(1),
        Tally(3),
        Tally(),
    ]
    assert after.count() == Tally(len(after.keys()))


def test_who_waits_longest_is_known_however_many_wait(few, posting, owner, five):
    ApplicationFactory()  # of another posting

    assert listing(posting, owner).waits_since == five[0].waits_since


def test_a_step_counts_its_own(few, posting, owner, five, steps):
    moved = apply_as("Fay", posting, step=steps["Team"])

    assert listing(posting, owner, f"step={moved.step_id}").count() == Tally(1)


# Pages -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "pages"),
    [
        ("", [["Emil", "Dora"], ["Cleo", "Ben"], ["Ada", "Zoe"]]),
        ("sort=oldest", [["Zoe", "Ada"], ["Ben", "Cleo"], ["Dora", "Emil"]]),
        ("sort=waiting&state=active", [["Ada", "Ben"], ["Cleo", "Dora"], ["Emil"]]),
        ("state=active", [["Emil", "Dora"], ["Cleo", "Ben"], ["Ada"]]),
    ],
)
def test_very_many_are_read_page_after_page_and_back(few, posting, owner, five, query, pages):
    there = listing(posting, owner, query)
    page, forwards = there.page({}), []
    while True:
        forwards.append(page)
        if page.next is None:
            break
        page = there.page({"after": str(page.next)})
    backwards = [page]
    while backwards[-1].previous:
        backwards.append(there.page({"before": str(backwards[-1].previous)}))

    assert [names(one) for one in forwards] == pages
    assert [names(one) for one in backwards] == pages[::-1]
    assert [one.numbered for one in forwards] == [None] * 3


@pytest.mark.parametrize("sort", sorted(set(LIST_SORTS) - set(WHOLE)))
def test_what_no_index_sorts_is_sorted_among_the_newest(few, posting, owner, five, sort):
    there = listing(posting, owner, f"sort={sort}")
    found = [name for number in (1, 2) for name in names(there.page({"page": str(number)}))]

    assert (sorted(found), there.is_sorted_in_part) == (["Cleo", "Dora", "Emil"], True)
    assert there.page({}).numbered.paginator.count == 3


def test_the_page_says_that_the_newest_are_sorted_and_only_then(few, sign_in, posting, owner, five):
    client, words = sign_in(owner), "the newest 1,000 are sorted"

    said = [words in client.get(url(posting), query).text for query in ({"sort": "name"}, {"sort": "oldest"}, {})]
    few_fit = client.get(url(posting), {"sort": "name", "state": "rejected"}).text

    assert (said, words in few_fit) == ([True, False, False], False)


def test_the_page_of_very_many_leads_on_and_counts_so_far(few, sign_in, posting, owner, five):
    client = sign_in(owner)

    first = client.get(url(posting))
    second = client.get(url(posting), {"after": str(first.context["page"].next)})

    assert '<span class="count">3+</span>' in first.text
    assert names(second.context["page"]) == ["Cleo", "Ben"]
    assert f"?after={second.context['page'].next}" in second.text
    links = re.findall(r'href="(\?[^"]*(?:sort|state)=[^"]*)"', second.text)
    assert links
    assert [link for link in links if "after" in link] == []  # another order or state begins with its first page


@pytest.mark.parametrize("query", [{"after": "x"}, {"after": str(10**17)}, {"before": "-1"}, {"page": "99"}])
def test_a_place_that_is_none_is_the_first_page(few, sign_in, posting, owner, five, query):
    assert names(sign_in(owner).get(url(posting), query).context["page"]) == ["Emil", "Dora"]


def test_nobody_unseen_is_a_place(few, sign_in, posting, owner, five):
    """Of a row that the user doesn't see nothing is read: what comes after it would tell of its time."""
    other = ApplicationFactory(received=five[2].created_at)

    assert names(sign_in(owner).get(url(posting), {"after": str(other.pk)}).context["page"]) == ["Emil", "Dora"]


@pytest.mark.parametrize("count", [1, 5])
def test_very_many_take_no_more_queries(few, sign_in, posting, owner, count, django_assert_num_queries):
    for number in range(3 + count):
        apply_on(f"Ada {number}", posting, days_ago=20)
    client = sign_in(owner)

    with django_assert_num_queries(8):
        client.get(url(posting))
    with django_assert_num_queries(8):
        client.get(url(posting), {"late": "on", "sort": "rating"})
