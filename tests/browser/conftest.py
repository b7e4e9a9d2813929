"""Chromium for the browser tests: found on the machine, watched for errors, signed in through a cookie.

Every test here runs against a live server. After each the tables are emptied, and what migrations put in
(the groups) is put back.
"""

import os

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Page, expect

from .helpers import Watch, launch_args

# Playwright's sync API runs an event loop in this thread, where Django refuses to touch the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PATIENCE = 10_000  # milliseconds: two workers, two browsers and a database may share two cores
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def base_url():
    """Stands in for pytest-playwright's own, which is written in a way that pytest warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {**browser_type_launch_args, **launch_args()}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {
        **browser_context_args,
        "viewport": {"width": 1280, "height": 900},
        "locale": "en-GB",
        "timezone_id": settings.TIME_ZONE,
        "reduced_motion": "reduce",  # a click can miss on a page that glides to the spot that its address names
    }


def watched(page: Page) -> Page:
    """Return the page, with a watch over what goes wrong on it, and no more patience than tests have."""
    page.watch = Watch(page)
    page.set_default_timeout(PATIENCE)
    return page


@pytest.fixture
def watch(page: Page):
    """What went wrong on the page so far; `watch.allow(404)` for an answer that the test expects."""
    return page.watch


@pytest.fixture
def page(page: Page, live_server):
    """A page that fails its test on console errors, CSP violations, script errors and answers 4xx or 5xx."""
    yield watched(page)
    assert page.watch.faults == []


@pytest.fixture
def other_page(browser, browser_context_args, live_server):
    """A page beside `page`, in a browser of its own, with the same manners: somebody else's."""
    context = browser.new_context(**browser_context_args)
    page = watched(context.new_page())
    yield page
    faults = page.watch.faults
    context.close()
    assert faults == []


@pytest.fixture
def sign_in_browser(live_server):
    """Return a function that signs a user in: `sign_in_browser(page, user)`, no form, no second step."""

    def sign_in(page: Page, user) -> None:
        client = Client()
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": client.session.session_key, "url": live_server.url}]
        )

    return sign_in


@pytest.fixture(autouse=True)
def quick_hands(settings):
    """Browsers here fill in a form faster than people do."""
    settings.FORM_MIN_SECONDS = 0
