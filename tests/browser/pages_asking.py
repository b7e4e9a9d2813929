"""The form of a posting in the studio: its page, and writing a question."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from postings import actions
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.postings import LibraryQuestionFactory, MembershipFactory, QuestionFactory

from .pages_postings import of_user, studio


def with_questions(**fields):
    """Return a set-up of a posting with questions of several kinds, one of a dropped line, one dropped."""

    def setup(user) -> Posting:
        posting = of_user(**fields)(user)
        by = posting.created_by
        lines = list(posting.lines.kept())
        actions.ask_about(line=lines[0], by=by)
        actions.ask_about(line=lines[1], by=by)
        actions.drop_line(line=lines[1], by=by)
        QuestionFactory(
            posting=posting,
            one=True,
            order=5,
            text="At which stage did you join your last company?",
            help_text="The stage when you came, not the one when you left.",
            knock_out=["Later"],
            is_required=True,
        )
        QuestionFactory(posting=posting, kind="number", order=6, text="How many engineers?", knock_out={"min": 3})
        LibraryQuestionFactory(role=posting.role)
        LibraryQuestionFactory(role=posting.role, stages=[3], one=True, company=posting.company)
        dropped = QuestionFactory(posting=posting, order=7)
        actions.drop_question(question=dropped, by=by)
        return posting

    return setup


def read_by_manager(user) -> Posting:
    posting = with_questions()(UserFactory(recruiter=True))
    MembershipFactory(posting=posting, user=user, part="hiring_manager")
    return posting


def of_question(posting: Posting) -> str:
    question = posting.questions.filter(kind="one").get()
    return reverse("studio:edit_question", args=[posting.code, question.pk])


def unfold(page: Page) -> None:
    while (folded := page.locator("main details:not([open]) > summary")).count():
        folded.first.click()


def ask_and_drop(page: Page) -> None:
    """Ask about a line and drop a question as htmx does it; the focus goes along."""
    page.get_by_role("button", name="Ask about it").first.click()
    expect(page.locator("[id^=edit-]:focus")).to_be_visible()
    page.locator(".question", has_text="How many engineers?").get_by_role("button", name="Drop").click()
    expect(page.locator("[id^=restore-]:focus")).to_be_visible()


def write_forbidden(page: Page) -> None:
    page.watch.allow(422)
    page.select_option("#id_kind", "one")
    page.fill("#id_text", "What is your nationality?")
    page.fill("#id_options", "Seed")
    page.get_by_role("button", name="Add the question").click()
    page.locator("[data-error-summary]").wait_for()


def choose_number(page: Page) -> None:
    page.select_option("#id_kind", "number")
    assert page.locator("#id_last_below").is_visible()
    assert not page.locator("#id_options").is_visible()


def rows(row, address) -> list:
    return [
        row("form", studio("form"), user="recruiter", setup=with_questions(), act=unfold),
        row("form, none", studio("form"), user="recruiter", setup=of_user()),
        row("form, published", studio("form"), user="recruiter", setup=with_questions(published=True), act=unfold),
        row("form, changed", studio("form"), user="recruiter", setup=with_questions(), act=ask_and_drop),
        row("form, reading", studio("form"), user="hiring_manager", setup=read_by_manager),
        row("form, preview", studio("form_preview"), user="recruiter", setup=with_questions()),
        row("form, french preview", studio("form_preview"), user="recruiter", setup=with_questions(language="fr")),
        row("new question", studio("new_question"), user="recruiter", setup=of_user(), act=choose_number),
        row("new question, errors", studio("new_question"), "recruiter", of_user(), write_forbidden),
        row("library in the admin", address("admin:postings_libraryquestion_add"), user="curator"),
        row("question", of_question, user="recruiter", setup=with_questions()),
    ]
