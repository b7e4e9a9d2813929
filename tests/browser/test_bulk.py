"""Many at once in a real browser: rejected and called back, and moved by keyboard alone."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect
from post_office.models import Email

from config import mail as outgoing
from hiring.models import Application, Message
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

NAMES = ("Ada Lovelace", "Ben Nevis", "Cleo Merode")


@pytest.fixture
def posting(db):
    posting = PostingFactory(published=True)
    for name in NAMES:
        ApplicationFactory(posting=posting, candidate__name=name)
    return posting


@pytest.fixture
def list_page(page, live_server, sign_in_browser, posting):
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + reverse("studio:posting_applications", args=[posting.code]))
    return page


def test_a_rejection_of_many_is_called_back(list_page):
    page = list_page
    page.get_by_label("Choose Ada Lovelace").check()
    page.get_by_label("Choose Cleo Merode").check()
    expect(page.get_by_text("Ticked: 2").filter(visible=True)).to_be_visible()

    page.get_by_role("button", name="Reject…").click()
    expect(page.get_by_text("Hello Ada")).to_be_visible()
    page.get_by_role("button", name="Next person").click()
    expect(page.get_by_text("Hello Cleo")).to_be_visible()
    page.get_by_label("Reason", exact=True).select_option(index=1)
    page.get_by_role("button", name="Reject 2 people").click()

    expect(page.get_by_role("heading", name="2 people rejected.")).to_be_visible()
    page.get_by_role("button", name="Call back 2 messages").click()
    expect(page.get_by_text("2 messages are called back.")).to_be_visible()
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        outgoing.send_waiting()
    assert set(Message.objects.values_list("outcome", flat=True)) == {"called_off"}
    assert Email.objects.count() == 0
    assert dict(Application.objects.values_list("candidate__name", "state")) == {
        "Ada Lovelace": "rejected",
        "Ben Nevis": "active",
        "Cleo Merode": "rejected",
    }

    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("Taken back for 2 people.")).to_be_visible()
    expect(page.locator(".state.active")).to_have_count(3)


def test_of_more_than_a_page_all_that_are_meant_are_counted(list_page, posting):
    ApplicationFactory.create_batch(25, posting=posting)
    list_page.reload()
    count = list_page.locator("[data-chosen-count]").filter(visible=True)

    list_page.get_by_label("Choose", exact=True).select_option("all")
    expect(count).to_have_text("all 28 on all pages")
    list_page.locator("input[name=chosen]").first.uncheck()
    expect(count).to_have_text("Ticked: 24")


def test_many_are_moved_and_taken_back_by_keyboard_alone(list_page):
    page, keys = list_page, list_page.keyboard
    page.get_by_label("Choose Cleo Merode").focus()
    keys.press("Space")
    keys.press("Tab")  # the name
    keys.press("Tab")
    expect(page.get_by_label("Choose Ben Nevis")).to_be_focused()
    keys.press("Space")
    page.get_by_label("Move to").focus()
    keys.type("Team")
    keys.press("Tab")
    expect(page.get_by_role("button", name="Move", exact=True)).to_be_focused()
    keys.press("Enter")

    expect(page.get_by_text("2 people moved to “Team”.")).to_be_visible()
    page.get_by_role("button", name="Undo").focus()
    keys.press("Enter")

    expect(page.get_by_text("Taken back for 2 people.")).to_be_visible()


def test_enter_on_a_tick_moves_nobody(list_page):
    page = list_page
    page.watch.allow(422)
    page.get_by_label("Choose Cleo Merode").check()
    page.get_by_label("Add tags").focus()
    page.keyboard.press("Enter")

    expect(page.locator("[data-error-summary]")).to_contain_text("Type a tag.")
    expect(page.get_by_label("Choose Cleo Merode")).to_be_checked()


def test_on_a_phone_what_is_done_with_many_is_a_line_that_stays_in_view(list_page):
    page = list_page
    page.set_viewport_size({"width": 320, "height": 480})
    line, move = page.locator(".bulk > summary"), page.get_by_role("button", name="Move", exact=True)
    expect(move).to_be_hidden()

    for name in NAMES:
        page.get_by_label(f"Choose {name}").check()  # it fails where something lies over the box

    expect(line).to_be_in_viewport(ratio=1)
    expect(line).to_contain_text("Ticked: 3")
    line.click()
    page.get_by_label("Move to").select_option(label="Team")
    move.click()
    expect(page.get_by_text("3 people moved to “Team”.")).to_be_visible()


def test_on_a_phone_a_list_is_sorted_by_the_links_above_it(list_page):
    page = list_page
    page.set_viewport_size({"width": 320, "height": 480})

    page.get_by_role("link", name="Candidate", exact=True).click()

    expect(page).to_have_url(re.compile("sort=name"))
    expect(page.locator("tbody th a")).to_have_text(list(NAMES))


def test_the_head_of_a_long_list_stays_in_view_below_what_is_done_with_many(list_page, posting):
    page = list_page
    for _time in range(25):
        ApplicationFactory(posting=posting)
    page.set_viewport_size({"width": 1280, "height": 700})
    page.reload()

    page.locator("tbody tr").nth(20).scroll_into_view_if_needed()

    bar = page.locator(".bulk").bounding_box()
    sorts = page.get_by_role("link", name="Candidate", exact=True)
    expect(sorts).to_be_in_viewport()
    assert (bar["y"], sorts.bounding_box()["y"] >= bar["height"]) == (0, True)
    sorts.click()  # nothing covers it
    expect(page.get_by_role("columnheader", name="Candidate")).to_have_attribute("aria-sort", "ascending")
