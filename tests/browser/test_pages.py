"""Every page of the table, in each of its states: no fault that axe sees, no sideways scroll, no console error.

Looking is what takes the time, and what a page looks like doesn't depend on the database. So each page is fitted to
both widths in every run, but looked at once in a run on SQLite and once, at the other width and in the other theme, in
a run on PostgreSQL. Which look comes where goes by its place in the table: what pages have in common (menus, forms,
tables) is seen in all four on both databases.

`SHOTS=folder` keeps a picture of each page at each width and theme, to look at.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from django.db import connection

from .conftest import watched
from .helpers import axe, no_horizontal_scroll
from .pages import PAGES, open_page

WIDTHS = (1280, 320)
SCHEMES = ("light", "dark")
SETTLED = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished));
}"""
SHOTS = os.environ.get("SHOTS")


@pytest.fixture(scope="module")
def tab(browser, browser_context_args):
    """One tab for all these pages: a browser takes its time to open another."""
    context = browser.new_context(**browser_context_args)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(tab, live_server):
    """The tab, wide and light; what a page left in it is gone for the next."""
    tab.set_viewport_size({"width": WIDTHS[0], "height": 900})
    tab.emulate_media(color_scheme=SCHEMES[0])
    yield watched(tab)
    tab.evaluate("localStorage.clear(); sessionStorage.clear()")
    tab.goto("about:blank")
    tab.context.clear_cookies()
    tab.watch.end()
    assert tab.watch.faults == []


def look_of(place: int, vendor: str) -> tuple[int, str]:
    """Return the width and theme that a page is looked at in, by its place in the table and the database."""
    turned, second = place // 2 % 2, place % 2 ^ (vendor == "postgresql")
    return WIDTHS[second], SCHEMES[turned ^ second]


def look_at(row, page, base_url, sign_in_browser, *, looks):
    """Open a page, see that it fits each width, and look at it in these pairs of width and theme."""
    open_page(row, page, base_url, sign_in_browser)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if row.act_at_each_width and width != WIDTHS[0]:
            row.act(page)
        no_horizontal_scroll(page)
        for scheme in SCHEMES:
            if (width, scheme) in looks:
                turn_to(page, scheme)
                axe(page)
        if SHOTS:
            take_pictures(page, f"{SHOTS}/{row.name.replace(' ', '-')}-{width}")


def turn_to(page, scheme):
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)  # colours on their way from one theme to the other are no fault


def take_pictures(page, name):
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    for scheme in SCHEMES:
        turn_to(page, scheme)
        page.screenshot(path=f"{name}-{scheme}.png", full_page=True)


@pytest.mark.parametrize(("place", "row"), list(enumerate(PAGES)), ids=[row.name.replace(" ", "-") for row in PAGES])
def test_page_is_accessible_and_fits_a_phone(place, row, page, live_server, sign_in_browser):
    look_at(row, page, live_server.url, sign_in_browser, looks={look_of(place, connection.vendor)})


def test_both_databases_together_see_each_page_at_each_width_and_in_each_theme():
    for place in range(4):
        looks = [look_of(place, vendor) for vendor in ("sqlite", "postgresql")]
        assert [sorted(seen) for seen in zip(*looks, strict=True)] == [sorted(WIDTHS), sorted(SCHEMES)]


@pytest.mark.parametrize("vendor", ["sqlite", "postgresql"])
def test_each_database_sees_pages_in_all_four_ways(vendor):
    assert {look_of(place, vendor) for place in range(4)} == set(product(WIDTHS, SCHEMES))
