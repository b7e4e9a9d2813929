"""Words on a posting's list and board: who is found however many applied, and how far that looks."""

import re

import pytest
from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from candidates.search import from_postgresql, scope
from hiring import answering
from hiring.actions.assigning import assign
from hiring.list_filter import ListForm, narrow
from hiring.models import Application
from hiring.posting_list import Listing, Tally
from hiring.search import index_due
from postings.choices import Part
from tests.factories.postings import MembershipFactory

from .conftest import apply_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def few(monkeypatch):
    """Very many are two."""
    monkeypatch.setattr(answering, "AT_MOST", 2)
    monkeypatch.setattr(answering, "NEWEST", 2)
    monkeypatch.setattr(scope, "FEW", 2)
    monkeypatch.setattr(from_postgresql, "LOOKED_AT", 2)


@pytest.fixture
def five(posting):
    """Five who know looms, the last one first on a list; the first was hired."""
    words = ("looms and engines", "looms", "looms", "looms", "looms")
    names = ("Ada", "Ben", "Cleo", "Dora", "Emil")
    made = [
        apply_as(name, posting, words=said, **({"hired": True} if name == "Ada" else {}))
        for name, said in zip(names, words, strict=True)
    ]
    index_due()
    return made


def found(posting, user, query: str) -> list[str]:
    """Who is listed; the list counts as many as there are."""
    listing = Listing(QueryDict(query), posting=posting, user=user)
    names = list(listing.keys().values_list("candidate__name", flat=True))
    assert (listing.total.count, listing.total.is_more) == (len(names), False)
    return names


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=engines", ["Ada"]),  # said long ago
        ("q=ada", ["Ada"]),
        ("q=engi", ["Ada"]),
        ("q=looms", ["Emil", "Dora"]),  # the newest who answer
        ("q=looms&state=hired", ["Ada"]),  # of those asked for
        ("q=looms&source=applied", ["Emil", "Dora"]),
        ("q=looms -engines", ["Emil", "Dora"]),
        ("q=mi", ["Emil"]),  # a part of a name
        ("q=leo", []),  # of somebody who isn't among the newest
    ],
)
def test_of_very_many_the_newest_who_answer_are_listed(few, posting, owner, five, query, names):
    assert found(posting, owner, query) == names


@pytest.mark.parametrize("query", ["q=looms", "q=lo", "q=mi", "q=leo", "q=looms&state=active", "q=ben@example"])
def test_where_few_applied_nobody_is_left_out(monkeypatch, posting, owner, five, query):
    """However the search looks for them."""
    monkeypatch.setattr(scope, "FEW", 0)
    said = {"Ada", "Ben", "Cleo", "Dora", "Emil"}
    wanted = {"q=mi": {"Emil"}, "q=leo": {"Cleo"}, "q=looms&state=active": said - {"Ada"}, "q=ben@example": {"Ben"}}

    assert set(found(posting, owner, query)) == wanted.get(query, said)


def test_counts_of_other_states_are_those_of_the_newest(few, posting, owner, five):
    listing = Listing(QueryDict("q=looms&state=hired"), posting=posting, user=owner)

    assert (listing.count("hired"), listing.count("active")) == (Tally(1), Tally(2))


def test_an_interviewer_finds_whom_they_are_assigned_to_however_many_came_later(few, posting, owner, five, interviewer):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    assign(application=five[1], user=interviewer, by=owner)

    assert found(posting, interviewer, "q=looms") == ["Ben"]
    assert found(posting, interviewer, "q=be") == ["Ben"]


def test_of_those_screened_without_names_none_takes_the_place_of_another(few, posting, owner, five):
    type(posting).objects.filter(pk=posting.pk).update(is_blind=True)

    assert found(posting, owner, "q=looms") == ["Ada"]
    assert found(posting, owner, "q=em") == []


@pytest.mark.parametrize(("query", "says"), [("q=looms", True), ("", False), ("state=active", False)])
@pytest.mark.parametrize("name", ["posting_applications", "board"])
def test_the_page_says_how_far_it_looked(few, studio, posting, five, name, query, says):
    page = studio.get(f"{reverse(f'studio:{name}', args=[posting.code])}?{query}").content.decode()

    assert ("the newest 500 are listed" in page) is says


@pytest.mark.parametrize("name", ["posting_applications", "board"])
def test_nothing_is_said_where_all_were_looked_at(studio, posting, five, name):
    page = studio.get(f"{reverse(f'studio:{name}', args=[posting.code])}?q=looms").content.decode()

    assert "the newest 500 are listed" not in page


@pytest.mark.parametrize(("at_most", "listed"), [(5, 5), (4, 3)])
def test_all_are_listed_as_long_as_all_are_looked_at(
    monkeypatch, django_assert_num_queries, posting, owner, five, at_most, listed
):
    """Whoever takes part in a posting that doesn't say how long its list is asks for it once."""
    monkeypatch.setattr(answering, "AT_MOST", at_most)
    monkeypatch.setattr(answering, "NEWEST", 3)

    assert len(found(posting, owner, "q=looms")) == listed
    with django_assert_num_queries(0):
        assert answering.is_long(posting) is (listed == 3)


@pytest.mark.parametrize("is_long", [False, True])
@pytest.mark.parametrize("query", ["q=looms", "q=lo", "q=looms&state=active"])
def test_words_read_no_table_whole(posting, owner, five, query, is_long):
    """An index leads to whoever is looked at: of nobody else anything is read."""
    posting.is_long = is_long
    wanted, here = ListForm(QueryDict(query)).wanted(), Application.objects.in_posting(posting, owner)
    sql, params = narrow(here, wanted, posting=posting, user=owner).values("pk").query.sql_with_params()
    tables = "hiring_application|candidates_candidate|candidates_searchentry"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = [row[3] for row in cursor.fetchall()]
            names = "|".join([tables, *re.findall(rf'"(?:{tables})" ([A-Z]\d)\b', sql), "found"])
            assert [step for step in plan if re.match(rf"SCAN ({names})\b(?!.*INDEX)", step)] == []
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # a table of few rows is read whole otherwise
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = [row[0] for row in cursor.fetchall()]
            assert [step for step in plan if re.search(rf"Seq Scan on ({tables})\b", step)] == []
    assert f"LIMIT {answering.NEWEST if is_long else answering.AT_MOST}" in sql


def test_the_newest_of_a_posting_come_from_an_index(posting, owner, five):
    rows = Application.objects.in_posting(posting, owner).order_by("-created_at", "-id").values("pk")[:2]
    sql, params = rows.query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            plan = "\n".join(row[3] for row in cursor.fetchall())
            assert "application_newest_there" in plan
            assert "TEMP B-TREE" not in plan
        else:
            for setting in ("seqscan", "sort", "bitmapscan", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{setting} = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "application_newest" in plan
            assert "Sort" not in plan
