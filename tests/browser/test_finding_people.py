"""Finding people while one types, and without a script."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from hiring.actions.searches import count_new_hits
from hiring.search import index_due
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory


@pytest.fixture
def user(db):
    user = UserFactory(recruiter=True)
    for name, words in (("Ada", "I build engines."), ("Ben", "I weave carpets.")):
        posting = PostingFactory(published=True, owner=user)
        ApplicationFactory(posting=posting, candidate__name=name, words=words)
    index_due()
    return user


def test_people_are_found_while_one_types(page, live_server, sign_in_browser, user):
    sign_in_browser(page, user)
    page.goto(live_server.url + reverse("studio:people"))
    box = page.get_by_role("searchbox")

    box.press_sequentially("engin", delay=40)

    expect(page.locator("#found tbody tr")).to_have_count(1)
    expect(page.locator("#found mark")).to_have_text("engines")
    expect(page.get_by_role("status").filter(has_text="1 person")).to_be_visible()
    expect(box).to_be_focused()
    expect(page).to_have_url(re.compile(r"\?q=engin&"))


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_people_are_found_without_a_script(page, live_server, sign_in_browser, user):
    sign_in_browser(page, user)
    page.goto(live_server.url + reverse("studio:people"))

    page.get_by_role("searchbox").fill("carpet")
    page.get_by_role("button", name="Find").click()

    expect(page.locator("#found tbody th a")).to_have_text("Ben")


def test_a_search_is_narrowed_and_saved_and_says_when_somebody_new_fits(page, live_server, sign_in_browser, user):
    sign_in_browser(page, user)
    page.goto(live_server.url + reverse("studio:people"))
    names, posting = page.locator("#found tbody th a"), user.memberships.earliest("pk").posting
    page.get_by_role("searchbox").fill("engines or carpets")
    expect(names).to_have_text(["Ben", "Ada"])
    page.locator(".more-filters > summary").click()
    page.get_by_label("Applied for").select_option(posting.code)
    expect(names).to_have_text(["Ada"])

    page.get_by_placeholder("Name of this search").fill("Engines")
    page.get_by_role("button", name="Save this search").click()
    saved = page.get_by_role("navigation", name="Saved searches").get_by_role("link", name="Engines")
    expect(saved).to_have_text("Engines")
    ApplicationFactory(posting=posting, candidate__name="Cleo", words="I mend engines.")
    ApplicationFactory(candidate__name="Dan", words="I paint engines.")  # for another posting, of others
    index_due()
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        count_new_hits()
    page.goto(live_server.url + reverse("studio:people"))
    expect(saved).to_have_text("Engines 1 new")

    saved.click()
    expect(names).to_have_text(["Cleo", "Ada"])
    expect(saved).to_have_text("Engines")
