"""Pages of the reasons for rejecting."""

from django.urls import reverse
from playwright.sync_api import Page, expect

from hiring.models import RejectionReason
from tests.factories.hiring import RejectionReasonFactory

from .pages_hiring import a_posting, an_application


def some_given(user) -> None:
    """One of the reasons was given, one is retired, one has a long name."""
    an_application(a_posting(None), rejected=True)
    RejectionReasonFactory(retired=True)
    RejectionReasonFactory(name_en="A name without a blank: " + "W" * 40, name_fr="Un nom sans blanc : " + "W" * 40)


def of_skills(_made) -> str:
    return reverse("studio:edit_reason", args=[RejectionReason.objects.get(key="skills").pk])


def add_without_name(page: Page) -> None:
    page.watch.allow(422)
    page.get_by_role("button", name="Add the reason").click()
    page.locator("[data-error-summary]").wait_for()


def change_what_another_changed(page: Page) -> None:
    page.watch.allow(409)
    RejectionReason.objects.filter(key="skills").update(name_en="Theirs", words_en="W" * 80, is_shareable=False)
    page.fill("#id_name_en", "Mine")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("[data-error-summary]")).to_be_focused()
    expect(page.get_by_label("Name in English")).to_have_value("Mine")


def move_up(page: Page) -> None:
    """Move a reason as htmx does it; the focus stays on its button."""
    page.get_by_role("button", name="Move up: Pay does not fit").click()
    expect(page.locator("[id$=-up]:focus")).to_be_visible()
    expect(page.locator(".pipeline-step h3").nth(4)).to_contain_text("Pay does not fit")


def rows(row, address) -> list:
    """The rows of reasons, for `pages_hiring.py`, which gives its `Row` and `address`."""
    return [
        row("reasons", address("studio:reasons"), "lead", some_given),
        row("reasons, moved", address("studio:reasons"), "lead", some_given, move_up),
        row("reasons, errors", address("studio:reasons"), "lead", some_given, add_without_name),
        row("reasons, change one", of_skills, "lead", some_given),
        row("reasons, changed by another", of_skills, "lead", some_given, change_what_another_changed),
        row("reasons in the admin", address("admin:hiring_rejectionreason_changelist"), user="superuser"),
    ]
