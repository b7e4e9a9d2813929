"""A form with questions, by keyboard alone, on a phone without JavaScript; saved on the way and finished later."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect

from hiring.models import Application, SavedForm
from postings.actions import publish_posting
from postings.choices import QuestionKind
from tests.factories.candidates import PDF
from tests.factories.postings import PostingFactory, QuestionFactory

from .helpers import no_horizontal_scroll
from .pages_hiring import path_in_mail

on_a_plain_phone = pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 640})
FILE = {"name": "Talk.pdf", "mimeType": "application/pdf", "buffer": PDF}


@pytest.fixture
def posting(django_db_serialized_rollback):
    posting = PostingFactory(ready=True, form_fields={"phone": "off", "links": "off", "words": "off"})
    texts = {
        QuestionKind.SHORT: "Which ledger?",
        QuestionKind.YES_NO: "Do you live in Gent?",
        QuestionKind.ONE: "Which round?",
        QuestionKind.SEVERAL: "Which languages?",
        QuestionKind.NUMBER: "How many years?",
        QuestionKind.DATE: "From which day?",
        QuestionKind.FILE: "A talk of yours?",
    }
    options = {QuestionKind.ONE: ["Seed", "Series A"], QuestionKind.SEVERAL: ["Python", "Go"]}
    for order, (kind, text) in enumerate(texts.items()):
        QuestionFactory(
            posting=posting, kind=kind, text=text, order=order, options=options.get(kind, []), is_required=True
        )
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()
    return posting


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def fill_in_by_keyboard(page: Page) -> None:
    """Fill in every field from the name on, with Tab, arrows and Space; files are handed over as the dialog would."""
    page.get_by_label("Your name").focus()
    page.keyboard.type("Ada Lovelace")
    press(page, "Tab")
    page.keyboard.type("ada@example.com")
    press(page, "Tab")
    expect(page.get_by_label("CV")).to_be_focused()
    page.get_by_label("CV").set_input_files(FILE | {"name": "Ada.pdf"})
    press(page, "Tab")
    page.keyboard.type("A ledger of fish")
    press(page, "Tab", "Space")  # the first of two radio buttons
    expect(page.get_by_role("group", name="Do you live in Gent?").get_by_label("Yes")).to_be_checked()
    press(page, "Tab", "Space", "ArrowDown")
    expect(page.get_by_label("Series A")).to_be_checked()
    press(page, "Tab", "Space", "Tab", "Space")
    expect(page.get_by_role("group", name="Which languages?").get_by_label("Go")).to_be_checked()
    press(page, "Tab")
    page.keyboard.type("3,5")
    press(page, "Tab")
    page.keyboard.type("30")
    press(page, "Tab")
    page.keyboard.type("2")
    press(page, "Tab")
    page.keyboard.type("2027")
    press(page, "Tab")
    expect(page.get_by_label("A talk of yours?")).to_be_focused()
    page.get_by_label("A talk of yours?").set_input_files(FILE)


@on_a_plain_phone
def test_questions_are_answered_by_keyboard_without_javascript(page, live_server, storage, posting):
    page.goto(f"{live_server.url}{posting.public_path}apply/")
    no_horizontal_scroll_without_script(page)
    fill_in_by_keyboard(page)
    page.get_by_label("Your name").press("Enter")

    # There is no 30 February: the summary leads to its first part, and everything else is still there.
    link = page.get_by_role("link", name="From which day? Enter a real date, like 27 3 2027.")
    link.press("Enter")
    expect(page.get_by_label("Year", exact=True)).to_have_value("2027")
    expect(page.get_by_text("We still have your file Talk.pdf.")).to_be_visible()
    expect(page.get_by_label("Python")).to_be_checked()
    page.get_by_label("Day", exact=True).fill("28")
    page.get_by_label("Day", exact=True).press("Enter")

    expect(page.get_by_role("heading", name="We have your application")).to_be_visible()
    answers = {answer.kind: answer.value for answer in Application.objects.get().answers.all()}
    assert answers == {
        "short": "A ledger of fish",
        "yes_no": "yes",
        "one": "Series A",
        "several": ["Python", "Go"],
        "number": "3.5",
        "date": "2027-02-28",
        "file": None,
    }


@on_a_plain_phone
def test_a_form_is_saved_and_finished_in_another_browser(page, other_page, live_server, storage, posting):
    page.goto(f"{live_server.url}{posting.public_path}apply/")
    fill_in_by_keyboard(page)
    page.get_by_role("button", name="Save and finish later").press("Enter")
    expect(page.get_by_role("heading", name="Your form is saved")).to_be_visible()

    other_page.goto(urljoin(live_server.url, path_in_mail()))
    no_horizontal_scroll(other_page)
    expect(other_page.get_by_label("Which ledger?")).to_have_value("A ledger of fish")
    expect(other_page.get_by_label("Day", exact=True)).to_have_value("30")
    other_page.get_by_label("Day", exact=True).fill("1")
    other_page.get_by_label("Month", exact=True).fill("3")
    other_page.get_by_role("button", name="Send my application").click()

    expect(other_page.get_by_role("heading", name="We have your application")).to_be_visible()
    assert (Application.objects.get().answers.count(), SavedForm.objects.count()) == (7, 0)


def no_horizontal_scroll_without_script(page: Page) -> None:
    """Fail where the page is wider than its window; a page without scripts can't be asked, its boxes can."""
    width = page.viewport_size["width"]
    boxes = [field.bounding_box() for field in page.locator(".field, fieldset, .day, .actions").all()]
    assert [box for box in boxes if box and box["x"] + box["width"] > width] == []
