"""Pages of long lists: each begins where the one before it ended, forwards and backwards, and loses nobody."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from candidates.actions import give_consent
from candidates.models import Candidate, SearchEntry
from candidates.search import index
from candidates.search.places import of_posting
from hiring import people_list, search
from hiring.filters import order_of_all
from hiring.models import Application
from hiring.paging import first, part_of
from hiring.search import index_due
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db

PEOPLE = "/studio/candidates/people/"
ALL = "/studio/candidates/"
ORDERS = [
    ("-created_at", "-id"),
    ("created_at", "id"),
    ("name", "id"),
    ("-name", "-id"),
    ("source", "-created_at", "-id"),
    ("-source", "name", "id"),
]


def walk(parts, order, seen, size=3):
    """All pages forwards, then all of them backwards from the last, as lists of numbers."""
    page = part_of(parts, order, {}, seen=seen, size=size)
    forwards = [page]
    while page.next:
        page = part_of(parts, order, {"after": str(page.next)}, seen=seen, size=size)
        forwards.append(page)
    backwards = [page]
    while page.previous:
        page = part_of(parts, order, {"before": str(page.previous)}, seen=seen, size=size)
        backwards.append(page)
    return [[[row.pk for row in page] for page in pages] for pages in (forwards, backwards)]


@pytest.fixture
def people(recruiter):
    """People whom a recruiter sees for several reasons, some of them for two; many of the same moment and name."""
    posting, moment = PostingFactory(published=True, owner=recruiter), timezone.now()
    for number in range(11):
        person = CandidateFactory(
            name=f"Person {number % 3}",
            sourced=True,
            added_by=recruiter if number % 3 else UserFactory(),
            source="event" if number % 4 else "network",
        )
        Candidate.objects.filter(pk=person.pk).update(created_at=moment - timedelta(days=number // 3))
        if number % 2:
            give_consent(candidate=person, wording="Yes", by=None)
        if number % 5 == 0:
            ApplicationFactory(candidate=person, posting=posting)
    return Candidate.objects.visible_to(recruiter)


@pytest.mark.parametrize("order", ORDERS)
def test_pages_lose_and_repeat_nobody(recruiter, people, order):
    parts = Candidate.objects.parts_for(recruiter)
    wanted = list(people.order_by(*order).values_list("pk", flat=True))

    forwards, backwards = walk(parts, order, people)

    assert [pk for page in forwards for pk in page] == wanted
    assert [pk for page in reversed(backwards) for pk in page] == wanted
    assert len(wanted) > 6


def test_a_row_that_is_gone_or_another_teams_leads_to_the_first_page(recruiter, people):
    parts, order = Candidate.objects.parts_for(recruiter), ("name", "id")
    first = [row.pk for row in part_of(parts, order, {}, seen=people, size=3)]
    stranger = CandidateFactory(name="Person 1")

    for key in (stranger.pk, 10**9, 10**18 - 1):
        for query in ({"after": str(key)}, {"before": str(key)}):
            assert [row.pk for row in part_of(parts, order, query, seen=people, size=3)] == first


@pytest.mark.parametrize("text", ["x", "-1", "1.5", "٣", "", "9" * 40])
def test_what_is_no_number_is_the_first_page(sign_in, recruiter, people, text):
    client = sign_in(recruiter)

    page = client.get(PEOPLE, {"after": text}).context["page"]

    assert [row.pk for row in page] == [row.pk for row in client.get(PEOPLE).context["page"]]


@pytest.mark.parametrize(("url", "model"), [(PEOPLE, Candidate), (ALL, Application)])
def test_lists_have_a_way_there_and_back(sign_in, recruiter, url, model):
    posting = PostingFactory(published=True, owner=recruiter)
    ApplicationFactory.create_batch(27, posting=posting)
    client = sign_in(recruiter)

    first = client.get(url).context["page"]
    second = client.get(url, {"after": first.next}).context["page"]
    back = client.get(url, {"before": second.previous}).context["page"]

    assert [len(page) for page in (first, second, back)] == [25, 2, 25]
    assert [row.pk for row in back] == [row.pk for row in first]
    assert {row.pk for row in [*first, *second]} == set(model.objects.values_list("pk", flat=True))
    assert (first.count, second.next, back.previous) == (27, None, None)


@pytest.mark.parametrize("sort", ["received", "oldest", "name", "-name", "state", "-state", "screening", "nonsense"])
def test_all_applications_are_paged_in_each_order(sign_in, recruiter, sort):
    posting = PostingFactory(published=True, owner=recruiter)
    ApplicationFactory.create_batch(26, posting=posting, hired=True)
    ApplicationFactory.create_batch(2, posting=posting)
    client = sign_in(recruiter)

    first = client.get(ALL, {"sort": sort}).context["page"]
    second = client.get(ALL, {"sort": sort, "after": first.next}).context["page"]

    assert {row.pk for row in [*first, *second]} == set(Application.objects.values_list("pk", flat=True))


@pytest.fixture
def by_name(recruiter):
    """Applications of people of the same names, for two postings each, one of which is screened without names; some
    of its names may be read again."""
    own, blind = (PostingFactory(published=True, owner=recruiter) for _ in range(2))
    type(blind).objects.filter(pk=blind.pk).update(is_blind=True)
    for number in range(7):
        person = CandidateFactory(name=f"Person {number % 3}")
        ApplicationFactory(candidate=person, posting=own)
        ApplicationFactory(candidate=person, posting=blind, **({"hired": True} if number % 3 else {}))
    return blind


def test_by_name_the_parts_make_the_list_and_hidden_ones_stand_together(recruiter, by_name):
    seen = Application.objects.visible_to(recruiter).with_name_order()
    for sort in ("name", "-name"):
        order = order_of_all(sort)
        wanted = list(seen.order_by(*order).values_list("pk", flat=True))
        shaped = {"seen": seen, "shape": lambda rows: rows.with_name_order(), "size": 3}

        pages = [part_of(seen.by_name(), order, {}, **shaped)]
        while pages[-1].next:
            pages.append(part_of(seen.by_name(), order, {"after": str(pages[-1].next)}, **shaped))
        back = [part_of(seen.by_name(), order, {"before": str(pages[-1].previous)}, **shaped)]

        assert [row.pk for page in pages for row in page] == wanted
        assert [row.pk for row in back[0]] == [row.pk for row in pages[-2]]
        hidden = [pk for pk in wanted if Application.objects.hidden().filter(pk=pk)]
        assert len(hidden) == 3
        assert sorted(hidden) == sorted(wanted[:3] if sort == "name" else wanted[-3:])


def test_by_name_the_page_says_nothing_of_hidden_names(sign_in, recruiter, by_name):
    hidden = Application.objects.hidden().order_by("pk")
    for application, name in zip(hidden, ("Zoe", "Mia", "Abe"), strict=True):
        Candidate.objects.filter(pk=application.candidate_id).update(name=name)

    page = sign_in(recruiter).get(ALL, {"sort": "name"}).context["page"]

    assert [row.pk for row in page][:3] == [row.pk for row in hidden]


def test_by_name_a_stand_in_is_found_too(sign_in, recruiter, by_name):
    one = Application.objects.hidden().first()

    page = sign_in(recruiter).get(ALL, {"sort": "name", "q": one.shown_name.split()[-1]}).context["page"]

    assert [row.pk for row in page] == [one.pk]


@pytest.mark.parametrize("who", ["lead", "recruiter"])
def test_by_name_an_index_leads_to_the_first(lead, recruiter, by_name, who):
    """SQLite goes through an index of those that count, and sorts them: a tenth of a second for 100,000."""
    seen = Application.objects.visible_to({"lead": lead, "recruiter": recruiter}[who])
    shown, _hidden = seen.by_name()
    sql, params = shown.order_by(*order_of_all("name")).values("pk")[:26].query.sql_with_params()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            read = [row[3] for row in cursor.fetchall() if row[3].startswith("SCAN")]
            assert read in (["SCAN hiring_application USING INDEX application_once"], [])
        else:
            for setting in ("seqscan", "sort", "bitmapscan"):
                cursor.execute(f"SET LOCAL enable_{setting} = off")
            cursor.execute(f"EXPLAIN {sql}", params)
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "candidate_by_name" in plan
            assert "Presorted Key: candidates_candidate.name" in plan


# Very many answers -----------------------------------------------------------------------------------


@pytest.fixture
def many(monkeypatch, recruiter):
    """More answers than are ranked; people with two postings are found by two entries."""
    monkeypatch.setattr(search, "MOST", 4)
    monkeypatch.setattr(people_list, "A_PAGE", 3)
    postings = [PostingFactory(published=True, owner=recruiter) for _ in range(2)]
    for number in range(8):
        person = CandidateFactory(name=f"Ada {number}")
        ApplicationFactory(candidate=person, posting=postings[0])
        if number % 3 == 0:
            ApplicationFactory(candidate=person, posting=postings[1])
    index_due()
    first = Candidate.objects.get(name="Ada 0")  # an old one comes in anew
    late = SearchEntry.objects.create(
        candidate=first, posting=PostingFactory(published=True, owner=recruiter), language="en", text="Ada 0"
    )
    index.write([index.Words(late.pk, late.text, "en", [of_posting(late.posting_id)])])


@pytest.mark.parametrize("who", ["recruiter", "lead"])
@pytest.mark.parametrize("query", [{"q": "ada"}, {"q": "ada -carpets"}, {"q": "ada", "state": "active"}])
def test_very_many_answers_are_paged_newest_first_each_person_once(sign_in, recruiter, lead, many, who, query):
    client = sign_in({"recruiter": recruiter, "lead": lead}[who])

    pages = [client.get(PEOPLE, query).context["page"]]
    while pages[-1].next:
        pages.append(client.get(PEOPLE, query | {"after": pages[-1].next}).context["page"])
    backwards = [client.get(PEOPLE, query | {"before": pages[-1].previous}).context["page"]]
    while backwards[-1].previous:
        backwards.append(client.get(PEOPLE, query | {"before": backwards[-1].previous}).context["page"])

    wanted = ["Ada 0", *(f"Ada {number}" for number in range(7, 0, -1))]
    assert [row.name for page in pages for row in page] == wanted
    assert [row.name for page in reversed(backwards) for row in page] == wanted[:6]
    assert all(page.is_many for page in pages)
    assert all(row.snippet for page in pages for row in page)


def test_what_narrows_a_list_is_asked_once(recruiter, people):
    """Asked again of those on the page, PostgreSQL begins with all that it leads to: seconds where they are many."""
    for parts in ([Application.objects.filter(state="hired")], [Application.objects.filter(state="hired")] * 2):
        _sql, params = first(parts, ("-created_at", "-id"), 2).query.sql_with_params()

        assert params.count("hired") == len(parts)


def test_of_parts_that_are_all_empty_there_is_one_empty_page():
    nobody = Candidate.objects.filter(pk__in=[])
    seen = Candidate.objects.all()

    page = part_of([nobody, nobody], ("-created_at", "-id"), {}, seen=seen)

    assert (list(page), page.count, page.is_many) == ([], 0, False)
