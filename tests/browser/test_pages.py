"""Every page of the table, in each of its states: no fault that axe sees, no sideways scroll, no console error.

`SHOTS=folder` keeps a picture of each page at each width and theme, to look at.
"""

import os
from pathlib import Path

import pytest

from .helpers import axe, no_horizontal_scroll
from .pages import PAGES, open_page

WIDTHS = (1280, 320)
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


def look_at(row, page, base_url, sign_in_browser):
    """Open a page and look at it at each width, in each theme."""
    open_page(row, page, base_url, sign_in_browser)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if row.act_at_each_width and width != WIDTHS[0]:
            row.act(page)
        no_horizontal_scroll(page)
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            page.evaluate(SETTLED)  # colours on their way from one theme to the other are no fault
            if SHOTS:
                Path(SHOTS).mkdir(parents=True, exist_ok=True)
                page.screenshot(path=f"{SHOTS}/{row.name.replace(' ', '-')}-{width}-{scheme}.png", full_page=True)
            axe(page, colours_only=scheme == "dark")


@pytest.mark.parametrize("row", PAGES, ids=lambda row: row.name.replace(" ", "-"))
def test_page_is_accessible_in_both_themes_and_fits_a_phone(row, page, live_server, sign_in_browser):
    look_at(row, page, live_server.url, sign_in_browser)
