import json
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from postings.actions import add_line, close_posting, publish_posting, update_facts
from postings.models import Posting
from tests.factories.postings import CompanyFactory, PostingFactory
from tests.factories.roles import StageFactory

pytestmark = pytest.mark.django_db


def markup(response):
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.DOTALL)
    return json.loads(found.group(1)) if found else None


# One posting


def test_a_published_posting_can_be_read_by_anybody(client):
    posting = PostingFactory(published=True, company__name="Marée")

    response = client.get(posting.public_path)

    assert response.status_code == 200
    assert "You carry out mission 1." in response.text
    assert markup(response)["title"] == "Chief Technical Officer"


def test_the_page_takes_one_query_and_no_cookie(client, django_assert_num_queries):
    url = PostingFactory(published=True).public_path

    with django_assert_num_queries(1):
        response = client.get(url)

    assert response.cookies == {}
    assert response["Cache-Control"] == "public, no-cache"


def test_an_unchanged_page_is_not_sent_again(client):
    posting = PostingFactory(published=True)
    etag = client.get(posting.public_path)["ETag"]

    assert client.get(posting.public_path, HTTP_IF_NONE_MATCH=etag).status_code == 304

    close_posting(posting=posting, by=posting.created_by, reason="filled")
    assert client.get(posting.public_path, HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_candidates_read_the_version_not_the_working_text(client, recruiter):
    posting = PostingFactory(published=True)
    add_line(posting=posting, kind="mission", text="Unpublished.", by=recruiter)
    update_facts(posting=posting, values={"title": "Other title"}, base={}, by=recruiter)

    text = client.get(posting.public_path).text

    assert "Unpublished." not in text
    assert "Other title" not in text


def test_a_posting_speaks_its_own_language(client):
    posting = PostingFactory(published=True, language="fr")

    text = client.get(posting.public_path).text

    assert '<html lang="fr">' in text
    assert "Étape 2" in text


def test_an_old_slug_leads_to_the_present_one(client, recruiter):
    posting = PostingFactory(published=True)
    old = posting.public_path
    update_facts(posting=posting, values={"title": "Head of Technology"}, base={}, by=recruiter)
    publish_posting(posting=posting, by=recruiter)
    posting.refresh_from_db()

    response = client.get(old)

    assert (response.status_code, response["Location"]) == (301, posting.public_path)
    assert client.get(posting.public_path).status_code == 200


def test_a_draft_has_no_public_page(client):
    posting = PostingFactory(ready=True)

    assert client.get(reverse("postings:posting", args=["anything", posting.code])).status_code == 404


def test_a_closed_posting_says_so_and_offers_no_way_to_apply(client):
    posting = PostingFactory(closed=True)

    response = client.get(posting.public_path)

    assert response.status_code == 200
    assert "This posting is closed." in response.text
    assert "Somebody was hired" in response.text
    assert "/apply/" not in response.text
    assert markup(response) is None


def test_a_posting_past_its_closing_date_offers_no_way_to_apply(client):
    with travel("2026-11-22 12:00Z", tick=False):
        posting = PostingFactory(published=True, closes_on=timezone.localdate())
        assert "/apply/" in client.get(posting.public_path).text

    with travel("2026-11-23 12:00Z", tick=False):
        text = client.get(posting.public_path).text

    assert "/apply/" not in text
    assert "The closing date has passed" in text


def test_an_archived_posting_is_gone(client):
    posting = PostingFactory(archived=True)

    response = client.get(posting.public_path)

    assert response.status_code == 410
    assert "You carry out mission 1." not in response.text


def test_apply_stands_at_the_top_and_at_the_bottom(client):
    posting = PostingFactory(published=True)

    assert client.get(posting.public_path).text.count(f'{posting.public_path}apply/"') == 2


def test_what_a_recruiter_writes_is_text_not_markup(client):
    evil = "<script>alert(1)</script>"
    company = CompanyFactory(name=evil, description=f"{evil} [x](javascript:alert(1))")
    posting = PostingFactory(published=True, title=evil, summary=evil, benefits=evil, process=evil, company=company)

    text = client.get(posting.public_path).text

    assert evil not in text
    assert 'href="javascript:' not in text


@pytest.mark.parametrize("method", ["post", "put", "delete"])
@pytest.mark.parametrize("which", ["list", "posting"])
def test_public_pages_are_only_read(client, method, which):
    posting = PostingFactory(published=True)
    url = reverse("jobs:list") if which == "list" else posting.public_path

    assert getattr(client, method)(url).status_code == 405


# The list


def titles(response):
    return [posting.live_version.title for posting in response.context["page"]]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries_however_long(client, django_assert_num_queries, count):
    PostingFactory.create_batch(count, published=True)

    with django_assert_num_queries(2):
        response = client.get(reverse("jobs:list"))

    assert len(titles(response)) == count


def test_the_list_shows_open_postings_only_newest_first(client):
    for day, trait in enumerate(["published", "ready", "closed", "archived", "published"], start=1):
        with travel(f"2026-11-0{day} 12:00Z", tick=False):
            PostingFactory(**{trait: True}, title=f"{trait} {day}")

    assert titles(client.get(reverse("jobs:list"))) == ["published 5", "published 1"]


@pytest.fixture
def two():
    """A fully remote, better paid #1 in Leuven, and a hybrid #2 in Liège."""
    role = StageFactory(number=2).role
    PostingFactory(
        published=True,
        title="One",
        company__name="Atelier",
        stage=StageFactory(role=role, number=1),
        places=[{"locality": "Leuven", "country": "BE"}],
        remote="remote",
        contract="freelance",
        pay_max=120_000,
        pay_currency="EUR",
        pay_period="year",
    )
    PostingFactory(
        published=True,
        title="Two",
        company__name="Marée",
        places=[{"locality": "Liège", "country": "BE"}],
        pay_min=50_000,
        pay_max=90_000,
        pay_currency="EUR",
        pay_period="year",
    )


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, ["Two", "One"]),
        ({"q": "marée two"}, ["Two"]),
        ({"q": "nothing"}, []),
        ({"place": "leuven"}, ["One"]),
        ({"place": "belgium"}, ["Two", "One"]),
        ({"stage": [1]}, ["One"]),
        ({"stage": [1, 2]}, ["Two", "One"]),
        ({"remote": ["hybrid"]}, ["Two"]),
        ({"contract": ["freelance"]}, ["One"]),
        ({"pay": "90000"}, ["Two", "One"]),
        ({"pay": "90001"}, ["One"]),
        ({"pay": "100", "period": "month"}, []),
        ({"pay": "100", "currency": "USD"}, []),
        ({"order": "-pay"}, ["One", "Two"]),
        ({"stage": ["9"], "pay": "x", "order": "nonsense"}, ["Two", "One"]),
        ({"page": "99"}, ["Two", "One"]),
    ],
)
def test_filters(client, two, query, expected):
    response = client.get(reverse("jobs:list"), query)

    assert (response.status_code, titles(response)) == (200, expected)


def test_the_list_is_there_in_french(client):
    PostingFactory(published=True)

    response = client.get("/fr/")

    assert response.status_code == 200
    assert '<html lang="fr">' in response.text


def test_the_list_says_what_to_do_when_nothing_fits(client, two):
    assert "No open posting fits all of this" in client.get(reverse("jobs:list"), {"q": "nothing"}).text


def test_the_feed_names_open_postings(client, django_assert_num_queries):
    PostingFactory(published=True, company__name="Marée")
    PostingFactory(ready=True, title="Draft")

    with django_assert_num_queries(1):
        text = client.get(reverse("postings:feed")).text

    assert "Chief Technical Officer at Marée" in text
    assert "Draft" not in text


def test_the_feed_bears_what_xml_and_html_do_not(client):
    PostingFactory(published=True, title="CTO\x0b(R&D)", summary="A soft\x0bbreak, <b>as pasted</b>.")

    text = client.get(reverse("postings:feed")).text

    assert "<title>CTO (R&amp;D) at Company" in text
    assert '<summary type="html">A soft break, &amp;lt;b&amp;gt;as pasted&amp;lt;/b&amp;gt;.</summary>' in text


@pytest.mark.parametrize("title", ["Head_of_tech", "_", "日本"])
def test_any_title_makes_an_address(client, title):
    posting = PostingFactory(published=True, title=title)

    assert client.get(posting.public_path).status_code == 200
    assert posting.public_path in client.get(reverse("jobs:list")).text


def test_an_unknown_code_is_not_found(client):
    assert client.get("/jobs/cto-bcdf2345/").status_code == 404
    assert Posting.objects.count() == 0


def test_search_engines_are_told_of_open_postings_only(client, django_assert_num_queries):
    posting = PostingFactory(published=True)
    PostingFactory(closed=True)

    with django_assert_num_queries(2):  # the page's count, then its rows
        text = client.get("/sitemap.xml").text

    check = ["http://testserver/check/", "http://testserver/fr/check/"]
    assert sorted(re.findall("<loc>(.*?)</loc>", text)) == sorted([*check, f"http://testserver{posting.public_path}"])
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").text
