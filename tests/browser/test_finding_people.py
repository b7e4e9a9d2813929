"""Finding people while one types, and without a script."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from hiring.search import index_due
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory


@pytest.fixture
def user(db):
    user = UserFactory(recruiter=True)
    posting = PostingFactory(published=True, owner=user)
    for name, words in (("Ada", "I build engines."), ("Ben", "I weave carpets.")):
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
