"""A posting that is not listed: whoever has its address reads it and applies; nothing else leads there."""

import uuid

import pytest
from django.urls import reverse

from hiring.actions import Sent, submit_application
from postings.actions import close_posting, publish_posting, set_listed, update_facts
from postings.models import Posting
from tests.factories.candidates import checked_cv
from tests.factories.postings import PostingFactory
from tests.factories.roles import StageFactory

pytestmark = pytest.mark.django_db

SECRET = "Quiet search for a CTO"
PAY = {"pay_min": 80_000, "pay_max": 100_000, "pay_currency": "EUR", "pay_period": "year"}


@pytest.fixture
def quiet():
    """An open posting that is not listed, beside one that is."""
    stage = StageFactory(number=2)
    PostingFactory(published=True, stage=stage, title="Open search", **PAY)
    return PostingFactory(published=True, stage=stage, title=SECRET, company__name="Hush", listed=False, **PAY)


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/fr/",
        "/?q=quiet",
        "/?q=hush",
        "/?place=gent",
        "/?stage=2",
        "/?remote=hybrid",
        "/?contract=permanent",
        "/?pay=1000",
        "/?order=-pay",
        "/feed/",
        "/sitemap.xml",
        "/roles/",
        "/fr/roles/",
        "/roles/cto/",
        "/fr/roles/cto/",
    ],
)
def test_nothing_leads_to_it(client, quiet, address):
    text = client.get(address).text

    assert SECRET not in text
    assert quiet.live_version.slug not in text
    assert quiet.code not in text
    assert "Hush" not in text


def test_its_neighbour_is_found_where_it_is_not(client, quiet):
    for address in ("/", "/feed/", "/roles/cto/"):
        assert "Open search" in client.get(address).text


def test_the_sheets_count_and_show_only_what_is_listed(client, quiet):
    role = quiet.role

    columns = client.get(reverse("roles:role", args=[role.key])).context["columns"]
    openings = next(column.openings for column in columns if column.stage.number == 2)

    assert (openings.count, len(openings.newest), openings.paid) == (1, 1, 1)
    assert "1 open posting" in client.get(reverse("roles:list")).text


def test_pay_seen_in_our_postings_leaves_it_out(client, quiet):
    stage = quiet.stage
    PostingFactory.create_batch(3, published=True, stage=stage, **PAY)
    few = client.get("/roles/cto/").context["columns"]
    PostingFactory(published=True, stage=stage, **PAY)
    enough = client.get("/roles/cto/").context["columns"]

    def of_stage(columns):
        return next(column.openings.pay for column in columns if column.stage.number == 2)

    assert of_stage(few) is None  # four listed, and one more that does not count
    assert of_stage(enough).count == 5


@pytest.mark.parametrize("state", ["open", "closed"])
def test_its_page_asks_search_engines_to_stay_away(client, quiet, state):
    if state == "closed":
        close_posting(posting=quiet, by=quiet.created_by, reason="filled")

    response = client.get(quiet.public_path)

    assert response.status_code == 200
    assert '<meta name="robots" content="noindex">' in response.text
    assert "application/ld+json" not in response.text


def test_a_listed_page_is_for_search_engines_too(client):
    response = client.get(PostingFactory(published=True).public_path)

    assert "noindex" not in response.text
    assert "application/ld+json" in response.text


def test_who_has_the_address_applies(client, quiet, storage):
    assert client.get(f"{quiet.public_path}apply/").status_code == 200

    sent = Sent(form_key=uuid.uuid4(), name="Ada Lovelace", email="ada@example.com", cv=checked_cv())
    receipt = submit_application(posting=quiet, version=quiet.live_version, sent=sent, by=None)

    assert receipt.application.posting == quiet


def test_it_takes_effect_at_once_and_needs_no_new_version(client, quiet):
    text = client.get(quiet.public_path).text
    set_listed(posting=quiet, listed=True, by=quiet.created_by)

    assert SECRET in client.get("/").text
    assert client.get(quiet.public_path).text != text
    assert (quiet.versions.count(), Posting.objects.get(pk=quiet.pk).is_edited_since_publishing) == (1, False)

    set_listed(posting=quiet, listed=False, by=quiet.created_by)

    assert SECRET not in client.get("/").text


def test_who_switched_it_is_in_the_history_and_a_repeat_is_not(quiet):
    set_listed(posting=quiet, listed=True, by=quiet.created_by)
    set_listed(posting=quiet, listed=True, by=quiet.created_by)

    assert list(quiet.history.values_list("listed", "history_user"))[:2] == [
        (True, quiet.created_by.pk),
        (False, quiet.created_by.pk),
    ]


def test_a_new_version_does_not_list_it(client, quiet, recruiter):
    update_facts(posting=quiet, values={"title": "Another title"}, base={}, by=recruiter)
    publish_posting(posting=quiet, by=recruiter)

    assert "Another title" not in client.get("/").text


@pytest.mark.parametrize("address", ["/feed/", "/sitemap.xml"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_feed_and_sitemap_are_only_read(client, address, method):
    assert getattr(client, method)(address).status_code == 405
    assert client.head(address).status_code == 200
