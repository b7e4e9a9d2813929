"""A recruiter's day in a real browser: the morning's answers, and the board worked through by keyboard alone."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from hiring.models import Application
from tests.factories.accounts import PASSWORD, UserFactory

from .pages_board import a_posting, board, people

NAME = "Inès Moreau"


@pytest.fixture
def recruiter(db):
    return UserFactory(recruiter=True, email="claire@example.com")


def tab_to(page: Page, target: Locator) -> None:
    """Go by Tab to something further down."""
    target.wait_for()
    for _press in range(60):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab doesn't lead to {target}")


def expect_scripts(page: Page, name: str) -> None:
    """Wait for somebody's page, and until it hears the keyboard: the button of the help comes last."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.get_by_role("button", name="Keyboard")).to_be_visible()


def test_the_board_and_its_candidates_by_keyboard_alone(page: Page, live_server, recruiter):
    posting = a_posting(recruiter)
    ines, tomasz, _amara = people(posting, range(3))
    came = ines.step_since
    press, status = page.keyboard.press, page.get_by_role("status").first

    page.goto(live_server.url + board()(posting))
    tab_to(page, page.get_by_label("E-mail"))
    page.keyboard.type(recruiter.email)
    tab_to(page, page.get_by_label("Password", exact=True))
    page.keyboard.type(PASSWORD)
    press("Enter")

    expect_scripts(page, str(posting))
    press("j")
    expect(page.get_by_role("link", name=NAME)).to_be_focused()
    press("Shift+ArrowRight")
    expect(status).to_contain_text(f"{NAME} is in “Screening” now.")
    press("u")
    expect(status).to_contain_text("Undone: back in “New”.")
    expect(page.locator("[data-step]").first.locator("[data-name]").first).to_have_text(NAME)  # where she was
    ines.refresh_from_db()
    assert ines.step_since == came

    expect(page.get_by_role("link", name="Tomasz Zieliński")).to_be_focused()
    press("Enter")
    expect_scripts(page, "Tomasz Zieliński")
    press("n")
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.keyboard.type("Call on Monday.")
    tab_to(page, page.get_by_role("button", name="Add the note"))
    press("Enter")
    expect(page.get_by_role("region", name="Notes").get_by_text("Call on Monday.")).to_be_visible()
    assert tomasz.notes.get().by == recruiter

    expect_scripts(page, "Tomasz Zieliński")
    press("j")
    expect_scripts(page, "Amara Diallo")
    press("?")
    expect(page.get_by_role("dialog", name="By keyboard")).to_be_visible()
    press("Escape")
    press("g")
    press("b")
    expect_scripts(page, str(posting))


def test_in_the_morning_who_waits_too_long_is_answered(page: Page, live_server, sign_in_browser, recruiter):
    posting = a_posting(recruiter, answer_days=5)
    (ines,) = people(posting, range(1))
    Application.objects.filter(pk=ines.pk).update(created_at=timezone.now() - timedelta(days=9))
    sign_in_browser(page, recruiter)
    page.goto(f"{live_server.url}/studio/")

    page.get_by_role("link", name="1 person waits for an answer").click()
    expect(page.locator("tbody tr")).to_have_count(1)
    expect(page.locator("tbody tr")).to_contain_text("9 days, 5 promised")
    page.get_by_role("link", name=NAME).click()
    page.locator("summary", has_text="Reject").click()
    page.get_by_label("Reason", exact=True).select_option("skills")
    page.get_by_role("button", name="Reject", exact=True).click()
    expect(page.get_by_role("status").filter(has_text=re.compile("Rejected"))).to_be_visible()

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    expect(page.get_by_text("Everybody has an answer")).to_be_visible()
    expect(page.get_by_role("link", name="waits for an answer")).to_have_count(0)
