"""Three candidates in a row by keyboard alone: read, move one, reject one, take it back."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import AuditEvent
from candidates.actions import read_waiting_documents
from hiring.models import Application
from tests.factories.candidates import pdf

from .pages_hiring import a_posting, an_application

LIST = "?from=list&sort=oldest&state=active"


@pytest.fixture
def three(page: Page, live_server, sign_in_browser, db, storage):
    """Three applications, the page of the first open."""
    posting = a_posting()
    names = ("Ada Lovelace", "Grace Hopper", "Barbara Liskov")
    made = [
        an_application(posting, name=name, days_ago=9 - number, cv__file__data=pdf(f"I am {name}."))
        for number, name in enumerate(names)
    ]
    read_waiting_documents()
    sign_in_browser(page, posting.created_by)
    page.goto(live_server.url + made[0].get_absolute_url() + LIST)
    return made


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def expect_page_of(page: Page, name: str, *, keys: bool = True) -> None:
    """Wait for somebody's page, and until it hears the keyboard: the button of the help comes last."""
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    if keys:
        expect(page.get_by_role("button", name="Keyboard")).to_be_visible()


def test_three_are_read_one_moved_one_rejected_and_it_is_undone(page: Page, three):
    ada, grace, _barbara = three
    expect(page.get_by_role("img", name=re.compile("^Page 1"))).to_be_visible()
    assert AuditEvent.objects.filter(action="cv_opened").count() == 1

    # To the button that moves Ada, and over it to the one that goes on; Grace is there then.
    press(page, "m")
    expect(page.get_by_role("button", name="Move to Screening", exact=True)).to_be_focused()
    press(page, "Tab", "Enter")
    expect_page_of(page, "Grace Hopper")
    expect(page.get_by_role("status").filter(has_text="Ada Lovelace: Moved to “Screening”.")).to_be_visible()
    assert str(Application.objects.get(pk=ada.pk).step) == "Screening"

    # To Barbara and back; letters are letters in a field.
    press(page, "j")
    expect_page_of(page, "Barbara Liskov")
    press(page, "n")
    expect(page.get_by_label("Note", exact=True)).to_be_focused()
    page.keyboard.type("jkr?")
    expect(page.get_by_label("Note", exact=True)).to_have_value("jkr?")
    press(page, "Shift+Tab", "k")
    expect_page_of(page, "Grace Hopper")

    # Grace is rejected for a reason, and that is taken back.
    press(page, "r")
    reason = page.get_by_label("Reason", exact=True)
    expect(reason).to_be_focused()
    reason.press("p")  # “Place or remote work …”
    page.get_by_role("button", name="Reject", exact=True).press("Enter")
    expect(page.get_by_role("status").filter(has_text="Rejected.")).to_be_visible()
    assert Application.objects.get(pk=grace.pk).state == "rejected"
    press(page, "u")
    expect(page.get_by_role("button", name="Undo").first).to_be_focused()
    press(page, "Enter")
    expect(page.get_by_role("status").filter(has_text="Undone")).to_be_visible()
    assert Application.objects.get(pk=grace.pk).state == "active"

    press(page, "g", "b")
    expect(page).to_have_url(re.compile(r"/applications/\?.*state=active"))


def test_single_keys_can_be_turned_off(page: Page, three):
    press(page, "?")
    page.get_by_label("Use single keys").uncheck()
    press(page, "Escape", "j")

    expect_page_of(page, "Ada Lovelace")


@pytest.mark.browser_context_args(java_script_enabled=False)
def test_without_javascript_it_is_links_and_forms(page: Page, three):
    page.get_by_role("link", name="Next candidate").click()
    expect_page_of(page, "Grace Hopper", keys=False)

    page.get_by_label("Another step").select_option("Offer")
    page.get_by_role("button", name="Move", exact=True).click()

    expect(page.get_by_text("Moved to “Offer”.")).to_be_visible()
    assert str(Application.objects.get(pk=three[1].pk).step) == "Offer"
