"""Pages of a posting's team, and of screening without names."""

from playwright.sync_api import Page

from hiring.actions.assigning import assign
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory


def of_posting(row, studio, of_user) -> list:
    def full(user):
        """A posting with somebody of each part, one switched off, one invited, whose owner left."""
        posting = of_user()(user)
        MembershipFactory(posting=posting, part=Part.HIRING_MANAGER, user=UserFactory(name="Max Manager"))
        MembershipFactory(posting=posting, part=Part.INTERVIEWER, user=UserFactory(invited=True, interviewer=True))
        left = UserFactory(name="Maximiliane Freifrau von Schönhausen-Wittgenstein", is_active=False)
        posting.memberships.filter(part=Part.OWNER).update(part=Part.RECRUITER)
        MembershipFactory(posting=posting, part=Part.OWNER, user=left)
        return posting

    def add_nobody(page: Page) -> None:
        page.locator("main form[novalidate] button.btn").click()
        page.locator("[data-error-summary]").wait_for()

    refused = frozenset({422, 200})
    return [
        row("team", studio("team"), user="recruiter", setup=of_user()),
        row("team, full", studio("team"), user="recruiter", setup=full),
        row("team, for a lead", studio("team"), user="lead", setup=full),
        row("team, errors", studio("team"), user="recruiter", setup=of_user(), act=add_nobody, statuses=refused),
    ]


def of_application(row, of_application, applied) -> list:
    def assigned(user):
        application = applied()(user)
        colleague = UserFactory(name="Iris Interviewer", interviewer=True)
        MembershipFactory(posting=application.posting, part=Part.INTERVIEWER, user=colleague)
        assign(application=application, user=colleague, by=application.posting.created_by)
        return application

    def blind(user):
        application = assigned(user)
        application.posting.is_blind = True
        application.posting.save(update_fields=["is_blind"])
        return application

    def open_reveal(page: Page) -> None:
        page.get_by_text("Reveal the name…").click()

    page = of_application("application")
    return [
        row("application, assigned", page, user="recruiter", setup=assigned),
        row("application, blind", page, user="recruiter", setup=blind, act=open_reveal),
        row("application, blind CV", of_application("blind_cv"), user="recruiter", setup=blind),
    ]
