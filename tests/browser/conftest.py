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
        "reduced_motion": "reduce",
    }


@pytest.fixture
def watch(page: Page):
    """What went wrong on the page so far; `watch.allow(404)` for an answer that the test expects."""
    return page.watch


@pytest.fixture
def page(page: Page, live_server):
    """A page that fails its test on console errors, CSP violations, script errors and answers 4xx or 5xx."""
    page.watch = Watch(page)
    page.set_default_timeout(PATIENCE)
    yield page
    assert page.watch.faults == []


@pytest.fixture
def open_another(browser, browser_context_args, live_server):
    """Return a function that opens a page in a browser of its own: `open_another(java_script_enabled=False)`.

    It is as `page` is, watched and with motion reduced, but for what is asked: on a page that still glides to
    the spot that its address names, a click can miss.
    """
    opened = []

    def open_page(**asked) -> Page:
        page = browser.new_context(**{**browser_context_args, **asked}).new_page()
        page.watch = Watch(page)
        page.set_default_timeout(PATIENCE)
        opened.append(page)
        return page

    yield open_page
    faults = [page.watch.faults for page in opened]
    for page in opened:
        page.context.close()
    assert faults == [[] for _page in opened]


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
