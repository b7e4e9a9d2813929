"""Every page of the table, in each of its states: no fault that axe sees, no sideways scroll, no console error.

Looking is what takes the time, so each page is seen at one width in one theme and at the other in the other; which way
round goes by its place in the table, so that what pages have in common (menus, forms, tables) is seen in all four.

`SHOTS=folder` keeps a picture of each page at each width and theme, to look at.
"""

import os
from pathlib import Path

import pytest

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
def shared_context(browser, browser_context_args):
    """One browser profile for all these pages, which has the style sheets and modules after the first."""
    context = browser.new_context(**browser_context_args)
    yield context
    context.close()


@pytest.fixture
def context(shared_context):
    """The shared profile; what a page left in it is gone for the next."""
    yield shared_context
    for page in shared_context.pages:
        page.evaluate("localStorage.clear()")
        page.close()
    shared_context.clear_cookies()


def look_at(row, page, base_url, sign_in_browser, *, schemes):
    """Open a page and look at it at each width, in the theme for it."""
    open_page(row, page, base_url, sign_in_browser)
    for width, scheme in zip(WIDTHS, schemes, strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        if row.act_at_each_width and width != WIDTHS[0]:
            row.act(page)
        no_horizontal_scroll(page)
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
def test_page_is_accessible_in_both_themes_and_fits_a_phone(place, row, page, live_server, sign_in_browser):
    schemes = SCHEMES if place % 2 == 0 else SCHEMES[::-1]
    look_at(row, page, live_server.url, sign_in_browser, schemes=schemes)
