"""Applying by keyboard alone, without JavaScript, on 320 px: every kind of question, in less than two minutes."""

import pytest
from playwright.sync_api import Page

from hiring.models import Application
from postings.actions import publish_posting
from postings.choices import QuestionKind
from tests.factories.candidates import PDF
from tests.factories.postings import PostingFactory, QuestionFactory

KEY_SECONDS = 0.28  # the keystroke-level model: bench/keys.py names its source
MOST_STOPS = 80
FILE = {"name": "cv.pdf", "mimeType": "application/pdf", "buffer": PDF}
TYPED = {"name": "Ines Moreau", "email": "ines@example.com", "phone": "0612345678", "links": "github.com/ines"}
DAY = {"day": "27", "month": "3", "year": "2027"}
FOCUSED = """() => {
  const at = document.activeElement;
  const box = at.getBoundingClientRect();
  const style = getComputedStyle(at);
  return {
    tag: at.tagName, type: at.type || "", name: at.name || "", text: at.textContent.trim(),
    mode: at.inputMode || "", value: at.value || "",
    outlined: style.outlineStyle !== "none" || style.boxShadow !== "none",
    inside: box.left >= 0 && box.right <= document.documentElement.clientWidth,
  };
}"""


class Keyboard:
    """Presses keys and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0
        # Told only as the key is pressed to hand the choice of a file over, the browser may open a window of its own.
        page.on("filechooser", lambda chooser: None)

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text) + sum(character.isupper() for character in text)

    def choose_file(self) -> None:
        with self.page.expect_file_chooser() as chooser:
            self.press("Space")
        chooser.value.set_files(FILE)
        self.pressed += len(FILE["name"]) + 1  # typed in the system's own window, and Enter

    def next(self) -> dict:
        """Go to the next stop; the focus must be seen there, and on the page."""
        self.press("Tab")
        at = self.page.evaluate(FOCUSED)
        assert at["outlined"], f"no focus is seen on {at}"
        assert at["inside"], f"{at} is cut off"
        return at

    def answer(self, at: dict) -> None:
        """Answer the field where the focus is."""
        if at["type"] == "file":
            self.choose_file()
        elif at["type"] in {"radio", "checkbox"}:
            self.press("Space")
        elif at["mode"] == "decimal":
            self.type("12")
        elif at["mode"] == "numeric":
            self.type(DAY[at["name"].rpartition("_")[2]])
        else:
            self.type(TYPED.get(at["name"], "Postgres"))


@pytest.fixture
def posting(db):
    """A posting that asks everything that can be asked, and all of it must be answered."""
    posting = PostingFactory(ready=True, form_fields={"phone": "required", "links": "required", "words": "required"})
    options = {QuestionKind.ONE: ["Seed", "Series A"], QuestionKind.SEVERAL: ["Python", "Go"]}
    for order, kind in enumerate(QuestionKind):
        QuestionFactory(posting=posting, order=order, kind=kind, is_required=True, options=options.get(kind, []))
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()
    return posting


@pytest.mark.browser_context_args(java_script_enabled=False, viewport={"width": 320, "height": 640})
@pytest.mark.usefixtures("django_db_serialized_rollback", "storage")
def test_applying_by_keyboard_alone_without_javascript(page, live_server, posting):
    page.goto(live_server.url + posting.public_path)
    keyboard = Keyboard(page)

    for _stop in range(MOST_STOPS):
        if keyboard.next()["text"] == "Apply":
            break
    keyboard.press("Enter")
    page.wait_for_url("**/apply/")

    opened = keyboard.pressed
    answered = []
    for _stop in range(MOST_STOPS):
        at = keyboard.next()
        if at["text"] == "Send my application":
            break
        is_answer = at["tag"] in {"INPUT", "TEXTAREA"} and at["name"] != "keep"
        if is_answer and not (at["type"] == "checkbox" and at["name"] in answered):
            keyboard.answer(at)
            answered.append(at["name"])
    keyboard.press("Enter")

    outcome = page.locator("[data-error-summary], .standing")
    outcome.wait_for()
    assert "We have your application" in outcome.inner_text()
    application = Application.objects.get()
    assert (application.candidate.name, application.candidate.email) == (TYPED["name"], TYPED["email"])
    assert application.answers.count() == len(QuestionKind)
    assert "website" not in answered  # the trap is no stop
    assert (keyboard.pressed - opened) * KEY_SECONDS < 120
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
