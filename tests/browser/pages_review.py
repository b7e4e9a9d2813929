"""Pages around reviews: reading, commenting, deciding, and what the editor, the versions and today show of it."""

from django.urls import reverse
from playwright.sync_api import Page

from postings import actions
from postings.choices import Part
from postings.models import Review
from postings.studio_choices import ReviewState
from tests.factories.accounts import UserFactory
from tests.factories.postings import CommentFactory, MembershipFactory, ReviewFactory

from .pages_postings import of_user, studio, submit


def in_review(state: str = ""):
    """Return a set-up that makes a posting with comments that the user is asked to review; it was published before."""

    def setup(user) -> Review:
        owner = UserFactory(recruiter=True, name="Ruben Castillo")
        UserFactory(lead=True, name="Lena Vogel")
        UserFactory(lead=True, name="Adaeze Obi")
        posting = of_user(published=True)(owner)
        MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER)
        line, other = posting.lines.kept()[:2]
        ReviewFactory(posting=posting, reviewer=user, reach=ReviewState.RETURNED, answer="Who does it answer to?")
        CommentFactory(posting=posting, line=line, by=user, text="Say how many people.")
        CommentFactory(posting=posting, line=line, text="Four. It says so now.")
        actions.reword_line(line=line, text="You hire four people.", revision=line.revision, by=owner)
        gone = CommentFactory(posting=posting, line=other, by=user, text="Not this one.")
        actions.drop_line(line=other, by=owner)
        CommentFactory(posting=posting, anchor="id_pay_min", text="The range of the last round.")
        settled = CommentFactory(posting=posting, text="Warm and plain. Good.", by=user)
        actions.settle_comments(comment=settled, by=owner)
        review = ReviewFactory(posting=posting, reviewer=user, reach=state, message="Is the pay right?", answer="Yes.")
        if not state:
            actions.add_line(posting=posting, kind="must", text="You know SQL.", by=owner)
        actions.reopen_comments(comment=gone, by=owner)
        return review

    return setup


def address_of(made) -> str:
    return made.get_absolute_url()


def return_without_answer(page: Page) -> None:
    page.get_by_role("button", name="Return").click()
    page.locator("[data-error-summary]").wait_for()


def studio_of(name: str):
    """Return a `url` for a page of the posting whose review the set-up made."""
    return lambda review: reverse(f"studio:{name}", args=[review.posting.code])


def rows(row, address) -> list:
    """The rows of reviews, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("review", address_of, user="hiring_manager", setup=in_review()),
        row("review, approved", address_of, user="hiring_manager", setup=in_review("approved")),
        row(
            "review, errors",
            address_of,
            user="hiring_manager",
            setup=in_review(),
            act=return_without_answer,
            statuses=frozenset({422}),
        ),
        row("editor, in review", lambda review: review.posting.get_absolute_url(), user="lead", setup=in_review()),
        row(
            "read, in review",
            lambda review: review.posting.get_absolute_url(),
            user="hiring_manager",
            setup=in_review(),
        ),
        row("versions, reviewed", studio_of("versions"), user="lead", setup=in_review("approved")),
        row("today, to review", address("studio:today"), user="hiring_manager", setup=in_review()),
        row("ask for a review", studio_of("ask_review"), user="lead", setup=in_review("returned")),
        row(
            "ask for a review, errors",
            studio_of("ask_review"),
            user="superuser",
            setup=in_review("approved"),
            act=submit,
            statuses=frozenset({422}),
        ),
        row("ask for a review, open", studio_of("ask_review"), user="lead", setup=in_review()),
        row(
            "ask for a review, nobody",
            studio("ask_review"),
            user="recruiter",
            setup=of_user(),
        ),
    ]
