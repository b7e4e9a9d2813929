"""Pages of interviews and scorecards."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from hiring.models import Application, Interview
from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.interviews import InterviewFactory, ScorecardFactory
from tests.factories.postings import MembershipFactory

LINK = f"https://meet.example/{'aroomofonewordthatiswiderthanatelephone' * 2}/cto-marée"


def of_application(row, of_application, applied) -> list:
    def talked_to(user) -> Application:
        """Somebody with an interview of each kind, and two verdicts that the owner reads."""
        application = applied()(user)
        names = ["Iris Interviewer", "Maximiliane Freifrau von Schönhausen-Wittgenstein"]
        people = [UserFactory(name=name, interviewer=True) for name in names]
        for person in people:
            MembershipFactory(posting=application.posting, part=Part.INTERVIEWER, user=person)
        noon = timezone.localtime().replace(hour=12, minute=0)
        InterviewFactory(application=application, starts_at=noon, place=f"Room 3 or {LINK}", interviewers=people)
        InterviewFactory(application=application, starts_at=noon + timedelta(days=1), interviewers=[user])
        InterviewFactory(application=application, cancelled=True, interviewers=people[:1])
        ScorecardFactory(application=application, by=people[0], verdict=4, words="Explains a queue to a cook.")
        ScorecardFactory(application=application, by=people[1], verdict=2, words="Has not led yet.\n\nWants to.")
        return application

    def seen_by_a_manager(user) -> Application:
        application = talked_to(UserFactory(recruiter=True))
        MembershipFactory(posting=application.posting, user=user, part=Part.HIRING_MANAGER)
        return application

    def an_interview(user):
        application = talked_to(user)
        return application.interviews.filter(cancelled_at=None).first()

    def of_interview(interview) -> str:
        return reverse("studio:interview", args=[interview.pk])

    def of_posting(name: str):
        return lambda application: reverse(f"studio:{name}", args=[application.posting.code])

    def send(page: Page) -> None:
        page.locator("main form[novalidate] button.btn").click()
        page.locator("[data-error-summary]").wait_for()

    def nameless(user) -> Application:
        application = talked_to(user)
        Posting.objects.filter(pk=application.posting_id).update(is_blind=True)
        return application

    def change_what_another_changed(page: Page) -> None:
        page.watch.allow(409)
        Interview.objects.update(place=LINK, minutes=20)
        page.get_by_role("button", name="Save").click()
        expect(page.locator("[data-error-summary]")).to_be_focused()

    def see_what_rejecting_cancels(page: Page) -> None:
        page.locator("summary", has_text="Reject").click()
        coming = Interview.objects.coming().count()  # before noon today's is one as well
        page.get_by_text(f"This cancels {coming} interview").last.wait_for()

    page, refused = of_application("application"), frozenset({422, 200})
    plan, verdict = of_application("plan_interview"), of_application("scorecard")
    return [
        row("application, talked to", page, user="recruiter", setup=talked_to),
        row("application, interviews to cancel", page, "recruiter", talked_to, see_what_rejecting_cancels),
        row("application, verdicts closed", page, user="hiring_manager", setup=seen_by_a_manager),
        row("interview, plan", plan, user="recruiter", setup=applied()),
        row("interview, errors", plan, user="recruiter", setup=applied(), act=send, statuses=refused),
        row("interview, change", of_interview, user="recruiter", setup=an_interview),
        row("interview, changed by another", of_interview, "recruiter", an_interview, change_what_another_changed),
        row("application without a name, its call", page, user="recruiter", setup=nameless),
        row("scorecard", verdict, user="recruiter", setup=applied()),
        row("scorecard, errors", verdict, user="recruiter", setup=applied(), act=send, statuses=refused),
        row("today, interviews", lambda _row: reverse("studio:today"), user="recruiter", setup=talked_to),
        row("board, rated", of_posting("board"), user="recruiter", setup=talked_to),
    ]
