"""Pages that read an existing ad: the public one, and the studio's way to a draft."""

from pathlib import Path

from playwright.sync_api import Page

import postings

from .pages_postings import of_user, submit

EXAMPLE = Path(postings.__file__).parent / "examples" / "en.txt"


def read_ad(page: Page) -> None:
    """Read the example's text: the page then shows what it says."""
    page.fill("#id_text", EXAMPLE.read_text())
    page.get_by_role("button", name="Read the ad").click()
    page.locator("#verdict").wait_for()


def draft_of_nobody(page: Page) -> None:
    read_ad(page)
    page.get_by_role("button", name="Make the draft").click()
    page.locator("[data-error-summary]").wait_for()


def rows(row, address) -> list:
    """The rows of these pages, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("check", address("jobs:check")),
        row("check, french", lambda made: "/fr/check/"),
        row("check, errors", address("jobs:check"), act=submit),
        row("check, read", address("jobs:check"), setup=of_user(), act=read_ad),
        row("from ad", address("studio:from_ad"), user="recruiter", setup=of_user()),
        row("from ad, errors", address("studio:from_ad"), user="recruiter", setup=of_user(), act=submit),
        row("from ad, read", address("studio:from_ad"), user="recruiter", setup=of_user(), act=read_ad),
        row(
            "from ad, no company",
            address("studio:from_ad"),
            user="recruiter",
            setup=of_user(),
            act=draft_of_nobody,
        ),
    ]
