"""Pages of a posting's list: filters, columns, what is saved of them, what is done to many at once."""

import uuid

from django.urls import reverse
from playwright.sync_api import Page

from candidates.actions import add_tags
from hiring.actions import choose_columns, move_chosen, reject_chosen, save_view
from hiring.actions.writing_many import write_chosen
from hiring.list_columns import COLUMNS
from hiring.models import Batch, Step
from hiring.shipped import Words
from postings.models import Posting
from tests.factories.hiring import ApplicationFactory, shipped_reason

from .pages_hiring import NAMES, a_pipeline, a_posting, an_application


def a_list(user) -> Posting:
    """A posting with a page of people, tags on them, filters that were saved, and all columns."""
    posting = a_pipeline(user)
    first = posting.applications.get(candidate__name=NAMES[0])
    add_tags(candidate=first.candidate, names=["Rust", "Speaks at conferences", "Nantes"], by=user)
    choose_columns(columns=list(COLUMNS), by=user)
    for name in ("Late answers", "Everybody who was met at a conference in the last quarter", "Mine"):
        save_view(name=name, query="late=on&sort=oldest", posting=posting, is_shared=True, by=user)
    return posting


def chosen(posting: Posting) -> dict[int, int]:
    return dict(posting.applications.values_list("pk", "step"))


def moved(user) -> Batch:
    """Some moved, some left out."""
    posting = a_list(user)
    step = Step.objects.get(posting=posting, name="Team")
    return move_chosen(posting=posting, chosen=chosen(posting) | {0: 1}, to_step=step, by=user, key=uuid.uuid4())


def rejected(user) -> Batch:
    posting = a_posting(user)
    for name in NAMES:
        an_application(posting, name=name)
    ApplicationFactory(posting=posting, hired=True)
    return reject_chosen(
        posting=posting,
        chosen=chosen(posting),
        by=user,
        key=uuid.uuid4(),
        reason=shipped_reason("skills"),
        shared_reason={"en": "", "fr": ""},
        words=Words("About {posting}", "Hello {first_name}, no."),
    )


def written_to(user) -> Batch:
    posting = a_posting(user)
    for name in NAMES:
        an_application(posting, name=name)
    words = Words("About {posting}", "Hello {first_name}, may we call?")
    rows = chosen(posting) | {0: 1}
    return write_chosen(posting=posting, chosen=rows, kind="other", words=words, by=user, key=uuid.uuid4())


def write_to_a_page(page: Page) -> None:
    tick_all(page)
    unfold(page)
    page.get_by_role("button", name="Write…").click()
    page.get_by_role("button", name="Next person").click()
    page.get_by_text("Message 2 of 25").wait_for()


def list_of(query: str = ""):
    return lambda posting: reverse("studio:posting_applications", args=[posting.code]) + query


def views_of(query: str = ""):
    return lambda posting: reverse("studio:saved_views", args=[posting.code]) + query


def done_of(batch: Batch) -> str:
    return reverse("studio:posting_applications", args=[batch.posting.code]) + f"?done={batch.pk}"


def done_list_of(batch: Batch) -> str:
    return reverse("studio:batches", args=[batch.posting.code])


def of_batch(batch: Batch) -> str:
    return batch.get_absolute_url()


def tick_all(page: Page) -> None:
    page.get_by_label("Tick all on this page").check()
    page.get_by_text("Ticked: 25").filter(visible=True).wait_for()


def unfold(page: Page) -> None:
    """Where the screen is small, what may be done with the chosen is folded to a line."""
    line = page.locator(".bulk > summary")
    if line.is_visible():
        line.click()


def open_columns(page: Page) -> None:
    page.locator("summary", has_text="Columns").click()


def move_nobody(page: Page) -> None:
    page.watch.allow(422)
    unfold(page)
    page.get_by_role("button", name="Move", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def tag_with_nothing(page: Page) -> None:
    page.watch.allow(422)
    page.locator("input[name=chosen]").first.check()
    unfold(page)
    page.get_by_role("button", name="Tag", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def reject_a_page(page: Page) -> None:
    tick_all(page)
    unfold(page)
    page.get_by_role("button", name="Reject…").click()
    page.get_by_text("Message 1 of 25").wait_for()


def reject_without_a_reason(page: Page) -> None:
    reject_a_page(page)
    page.watch.allow(422)
    page.locator("button[name=send]").click()
    page.locator("[data-error-summary]").wait_for()


def save_without_a_name(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator("[data-error-summary]").wait_for()


def rename_to_nothing(page: Page) -> None:
    page.watch.allow(422)
    page.locator("summary", has_text="Change").first.click()
    page.locator("details[open] input[name=name]").fill(" ")
    page.get_by_role("button", name="Rename").first.click()
    page.locator("[data-error-summary]").wait_for()


def nobody_yet(user) -> Posting:
    return a_posting(user)


def rows(row, address) -> list:
    """The rows of a posting's list, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("list", list_of(), "recruiter", a_list, tick_all),
        row("list, filtered", list_of("?q=a&late=on"), "recruiter", a_list),
        row("list, nobody fits", list_of("?q=nobody&since=soon"), "recruiter", a_list),
        row("list, columns", list_of(), "recruiter", a_list, open_columns, act_at_each_width=False),
        row("list, nobody chosen", list_of(), "recruiter", a_list, move_nobody),
        row("list, no tag", list_of(), "recruiter", a_list, tag_with_nothing),
        row("list, moved", done_of, "recruiter", moved),
        row("list, reject", list_of(), "recruiter", a_list, reject_a_page),
        row("list, reject, errors", list_of(), "recruiter", a_list, reject_without_a_reason),
        row("list, what was moved", of_batch, "recruiter", moved),
        row("list, write to many", list_of(), "recruiter", a_list, write_to_a_page),
        row("list, who was written to", of_batch, "recruiter", written_to),
        row("list, who was rejected", of_batch, "recruiter", rejected),
        row("list, what was done", done_list_of, "recruiter", rejected),
        row("list, nothing done", lambda made: done_list_of(Batch(posting=made)), "recruiter", nobody_yet),
        row("list, saved", views_of(), "recruiter", a_list),
        row("list, save", views_of("?late=on"), "recruiter", a_list),
        row("list, save, errors", views_of("?late=on"), "recruiter", a_list, save_without_a_name),
        row("list, saved, rename, errors", views_of(), "recruiter", a_list, rename_to_nothing),
        row("list, none saved", views_of(), "recruiter", nobody_yet),
    ]
