"""A posting's board and its list: one set of filters, carried from the one to the other."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from candidates.actions import add_tags
from hiring.actions import save_view
from hiring.board_filter import LEFT_OUT
from hiring.choices import State
from hiring.models import Step
from hiring.search import index_due
from tests.factories.hiring import ApplicationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(sign_in, posting):
    return sign_in(posting.created_by)


def board(posting, query: str = "") -> str:
    return reverse("studio:board", args=[posting.code]) + query


def listing(posting, query: str = "") -> str:
    return reverse("studio:posting_applications", args=[posting.code]) + query


def apply_as(name: str, posting, days_ago: int = 0, **fields):
    received = timezone.now() - timedelta(days=days_ago)
    return ApplicationFactory(posting=posting, candidate__name=name, received=received, **fields)


def on_board(response) -> list[str]:
    return [card.application.shown_name for column in response.context["board"].columns for card in column.cards]


def on_list(response) -> list[str]:
    return [application.shown_name for application in response.context["page"]]


ASKED = [
    "q=ada",
    "q=engines",
    "tag=rust",
    "assigned=none",
    "source=applied",
    "since=2026-01-02&until=2999-12-31",
    "late=on",
]


@pytest.mark.parametrize("query", ASKED)
def test_board_and_list_keep_the_same_people_and_lead_to_each_other(client, posting, query):
    ada = apply_as("Ada", posting, days_ago=20, words="I build engines.")
    add_tags(candidate=ada.candidate, names=["rust"], by=posting.created_by)
    apply_as("Ben", posting, words="I weave carpets.")
    index_due()

    board_page, list_page = client.get(board(posting, f"?{query}")), client.get(listing(posting, f"?{query}"))

    assert sorted(on_board(board_page)) == sorted(on_list(list_page))
    for page in (board_page, list_page):
        links = (page.context["board_url"], page.context["list_url"])
        assert links == (board(posting, f"?{query}"), listing(posting, f"?{query}"))


def test_what_the_board_has_no_filter_for_is_left_out_and_said(client, posting):
    step = Step.objects.live().get(posting=posting, name="Team")
    apply_as("Ada", posting)
    list_page = client.get(listing(posting, f"?q=ada&step={step.pk}&state={State.REJECTED}&sort=name"))

    board_page = client.get(list_page.context["board_url"])

    assert list_page.context["board_url"] == board(posting, "?q=ada&without=state&without=step")
    assert on_board(board_page) == ["Ada"]
    assert board_page.context["filters"].left_out == list(LEFT_OUT.values())


def test_those_who_wait_are_on_the_board_anyway(client, posting):
    assert client.get(listing(posting, "?state=active")).context["board_url"] == board(posting)


def test_saved_filters_are_on_the_board_too(client, posting, recruiter):
    rows = [("Late", "late=on&sort=oldest"), ("By name", "sort=name"), ("Gone", "tag=rust&state=rejected")]
    for name, query in rows:
        save_view(name=name, query=query, posting=posting, by=posting.created_by)
    save_view(name="Another's", query="late=on", posting=posting, by=recruiter)

    response = client.get(board(posting, "?late=on"))

    assert response.context["views"] == [
        ("Gone", board(posting, "?tag=rust&without=state"), "tag=rust"),
        ("Late", board(posting, "?late=on"), "late=on"),
    ]


def test_filters_of_the_board_are_saved_there(client, posting):
    page = reverse("studio:saved_views", args=[posting.code])
    form = client.get(page, {"on": "board", "late": "on"}).context["form"]
    data = {name: form[name].value() for name in ("query", "on")}

    response = client.post(page, data | {"name": "Late", "place": "mine"})

    assert (data, response["Location"]) == ({"query": "late=on", "on": "board"}, board(posting, "?late=on"))


def test_a_question_of_signs_alone_finds_nobody(client, posting):
    ApplicationFactory(posting=posting)

    assert on_board(client.get(board(posting, "?q=%25"))) == on_list(client.get(listing(posting, "?q=%25"))) == []
