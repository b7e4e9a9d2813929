"""Pages of templates, and of a posting that follows one."""

from django.urls import reverse
from playwright.sync_api import Page

from postings import actions
from postings.models import Posting
from tests.factories.postings import TemplateFactory

from .pages_postings import of_user, studio, submit


def with_template(**fields):
    """Return a set-up of a posting that follows a template with a locked fact and a locked line."""

    def setup(user) -> Posting:
        posting = of_user(**fields)(user)
        posting.template = TemplateFactory(
            company=posting.company,
            name="How we hire",
            benefits=posting.benefits,
            boilerplate="We hire people of every age.",
            locked=["benefits", "boilerplate"],
        )
        posting.save(update_fields=["template"])
        actions.follow_template(posting=posting, by=posting.created_by)
        return posting

    return setup


def company(posting: Posting) -> str:
    return reverse("studio:company", args=[posting.company_id])


def new(posting: Posting) -> str:
    return reverse("studio:new_template", args=[posting.company_id])


def of_posting(posting: Posting) -> str:
    return posting.template.get_absolute_url()


def change_what_is_locked(page: Page) -> None:
    """Save another text of a locked part, and see the question."""
    page.fill("#id_benefits", "- A boat")
    page.get_by_role("button", name="Save").click()
    page.locator("#reach").wait_for()


def choose_company(page: Page) -> None:
    """Choose the company, and see its template proposed."""
    page.select_option("#id_company", label="Marée")
    page.locator("#template-choice option:checked", has_text="How we hire").wait_for(state="attached")


def send_without_company(page: Page) -> None:
    """Send the form of a copy with no company, and see the error."""
    page.select_option("#id_company", "")
    submit(page)


def rows(row, address) -> list:
    """The rows of this part, for `pages.py`, which gives its `Row` and `address`."""
    return [
        row("company, templates", company, user="recruiter", setup=with_template()),
        row("new template", new, user="recruiter", setup=of_user()),
        row("new template, errors", new, user="recruiter", setup=of_user(), act=submit),
        row("template", of_posting, user="recruiter", setup=with_template(published=True)),
        row("template, asked", of_posting, user="recruiter", setup=with_template(), act=change_what_is_locked),
        row("posting's template", studio("posting_template"), user="recruiter", setup=with_template()),
        row("editor, template", studio("posting"), user="recruiter", setup=with_template()),
        row(
            "new posting, template",
            address("studio:new_posting"),
            user="recruiter",
            setup=with_template(),
            act=choose_company,
        ),
        row("copy", studio("copy_posting"), user="recruiter", setup=of_user(published=True)),
        row("copy, errors", studio("copy_posting"), user="recruiter", setup=of_user(), act=send_without_company),
    ]
