"""Pages of a posting's steps."""

from django.urls import reverse
from playwright.sync_api import Page, expect
from post_office.models import STATUS, Email

from hiring.actions import move_application
from hiring.models import Step
from postings.choices import Part
from postings.models import Posting
from tests.factories.postings import MembershipFactory

from .pages_hiring import NAMES, a_posting, an_application


def with_people(user) -> Posting:
    """A posting with applications in two of its steps."""
    posting = a_posting(user)
    for number, name in enumerate(NAMES):
        step = Step.objects.get(posting=posting, name="Team" if number else "Technical case")
        an_application(posting, name=name, step=step, **({"rejected": True} if number == 1 else {}))
    return posting


def read_by_manager(user) -> Posting:
    posting = with_people(None)
    MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER)
    return posting


def of(name: str, step: str = ""):
    """The address of a page of the posting's steps."""

    def url(posting: Posting) -> str:
        args = [Step.objects.get(posting=posting, name=step).pk] if step else []
        return reverse(f"studio:{name}", args=[posting.code, *args])

    return url


def of_token(application) -> str:
    return reverse("hiring:mine", args=[application.token])


def add_without_name(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Add the step").click()
    page.locator("[data-error-summary]").wait_for()


def using(key: str):
    return lambda posting: reverse("studio:use_steps", args=[posting.code, key])


def send_without_choice(page: Page) -> None:
    page.watch.allow(422)
    page.evaluate("document.querySelectorAll('main select').forEach((field) => field.replaceChildren())")
    page.get_by_role("button", name="Use these steps").click()
    page.locator("[data-error-summary]").wait_for()


def keep_without_name(page: Page) -> None:
    page.watch.allow(422)
    page.locator("summary", has_text="Save these steps as a template").click()
    page.get_by_role("button", name="Save as a template").click()
    page.locator("[data-error-summary]").wait_for()


def move_up(page: Page) -> None:
    """Move a step as htmx does it; the focus stays on its button."""
    page.get_by_role("button", name="Move up: Team").click()
    expect(page.locator("[id$=-up]:focus")).to_be_visible()
    expect(page.locator(".pipeline-step h3").nth(3)).to_contain_text("Team")


def told_of_interviews(user):
    """An application whose candidate heard that they moved on."""
    posting = a_posting(user, tell_moved_on=True)
    application = an_application(posting)
    step = Step.objects.get(posting=posting, name="Team")
    move_application(application=application, to_step=step, by=posting.created_by)
    Email.objects.filter(candidate_message__about_step=step).update(status=STATUS.sent)
    return application


def rows(row, address) -> list:
    """The rows of steps, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("steps", of("steps"), "recruiter", with_people),
        row("steps, moved", of("steps"), "recruiter", with_people, move_up),
        row("steps, errors", of("steps"), "recruiter", with_people, add_without_name),
        row("steps, to read", of("steps"), "hiring_manager", read_by_manager),
        row("steps, use a template", using("short"), "recruiter", with_people),
        row("steps, use a template, errors", using("short"), "recruiter", with_people, send_without_choice),
        row("steps, keep as a template", of("steps"), "recruiter", with_people, keep_without_name),
        row("step templates in the admin", address("admin:hiring_steptemplate_add"), user="superuser"),
        row("steps, own page of who was told", of_token, setup=told_of_interviews),
        row("step, change", of("edit_step", "Team"), "recruiter", with_people),
        row("step, change the inbox", of("edit_step", "New"), "recruiter", with_people),
        row("step, remove", of("remove_step", "Team"), "recruiter", with_people),
        row("step, remove an empty one", of("remove_step", "Offer"), "recruiter", with_people),
    ]
