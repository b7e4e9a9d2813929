"""The board of a posting: empty, with few, with many, narrowed, and where somebody else was quicker."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from candidates.models import Document
from hiring.actions import move_application
from hiring.actions.assigning import assign
from hiring.models import Application, Step
from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, TagFactory
from tests.factories.hiring import AnswerFactory, ApplicationFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

NAMES = ["Inès Moreau", "Tomasz Zieliński", "Amara Diallo", "Maximiliane Freifrau von Schönhausen-Wittgenstein"]


def a_posting(user, **fields) -> Posting:
    return PostingFactory(**({"published": True, "answer_days": 10} | fields), owner=user)


def a_draft(user) -> Posting:
    return PostingFactory(owner=user)


def people(posting: Posting, numbers: range, at: str = "New") -> list[Application]:
    step = Step.objects.live().get(posting=posting, name=at)
    return [
        ApplicationFactory(
            posting=posting,
            candidate=CandidateFactory(name=NAMES[number % 4] + (f" {number}" if number > 3 else "")),
            step=step,
            received=timezone.now() - timedelta(days=30 - number),
        )
        for number in numbers
    ]


def with_one(user) -> Posting:
    posting = a_posting(user)
    people(posting, range(1))
    return posting


def with_thirty(user) -> Posting:
    """Thirty people in one column, and a few in the others, with all that a card may say."""
    posting = a_posting(user)
    first = people(posting, range(30))
    people(posting, range(30, 33), "Screening")
    people(posting, range(33, 35), "First interview")
    for application in first[:4]:
        application.candidate.tags.add(TagFactory(), TagFactory(name=f"a tag of many words {application.pk}"))
        AnswerFactory(application=application, is_knock_out=True)
        NoteFactory(application=application)
        interviewer = MembershipFactory(posting=posting, part=Part.INTERVIEWER, user__name="Claire Morel").user
        assign(application=application, user=interviewer, by=user)
        Document.objects.filter(pk=application.cv_id).update(reading="failed", read_at=timezone.now())
    return posting


def board(query: str = ""):
    return lambda posting: reverse("studio:board", args=[posting.code]) + query


def further_down(posting: Posting) -> str:
    step = Step.objects.inbox_of(posting)
    return reverse("studio:board_step", args=[posting.code, step.pk])


def open_menu(page: Page) -> None:
    page.locator(".mover summary").first.click()


def be_second(page: Page) -> None:
    """Move somebody whom a colleague has just moved."""
    page.watch.allow(409)
    application = Application.objects.order_by("step_since", "pk").first()
    step = Step.objects.live().get(posting=application.posting, name="Offer")
    move_application(application=application, to_step=step, by=UserFactory(recruiter=True, name="Anna Berg"))
    open_menu(page)
    page.get_by_role("button", name="Screening").first.click()
    page.locator(".message.error").wait_for()


def rows(row, address) -> list:
    """The rows of the board, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("board, empty", board(), user="recruiter", setup=a_posting),
        row("board, draft", board(), user="recruiter", setup=a_draft),
        row("board, one", board(), user="recruiter", setup=with_one, act=open_menu),
        row("board, thirty", board(), user="recruiter", setup=with_thirty, act=open_menu),
        row("board, nobody fits", board("?q=zoe"), user="recruiter", setup=with_one),
        row("board, second", board(), user="recruiter", setup=with_one, act=be_second),
        row("board, step", further_down, user="recruiter", setup=with_thirty),
    ]
