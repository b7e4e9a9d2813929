"""A decision cancels the interviews to come, and tells who would hold them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import AuditEvent
from hiring.actions import erase_candidate, move_application
from hiring.choices import State
from hiring.models import Batch, Interview
from postings.actions import close_posting
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.postings import MembershipFactory
from tests.hiring.bulk import in_batch, reject, rejection, url

pytestmark = pytest.mark.django_db
NOTICE = "This cancels"


@pytest.fixture
def iris(posting):
    user = UserFactory(interviewer=True, name="Iris Interviewer")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))


@pytest.fixture
def coming(application, iris):
    return InterviewFactory(application=application, interviewers=[iris])


def told() -> list[tuple[str, str]]:
    """Who was written to, and the mail's first words."""
    mails = Email.objects.filter(subject__startswith="An interview").order_by("pk")
    return [(email.to[0], email.message) for email in mails]


def decide(client, application, to_state, **more):
    data = {"to_state": to_state, "seen": application.state} | more
    return client.post(reverse("studio:move_application", args=[application.pk]), data, follow=True)


REASON = {"reason": "skills", "share_reason": "", "when": "hour"}


@pytest.mark.parametrize(("to_state", "more"), [(State.HIRED, {}), (State.REJECTED, REASON)])
def test_a_decision_cancels_what_is_to_come_and_tells_who_would_hold_it(
    sign_in, owner, application, iris, coming, to_state, more
):
    held = InterviewFactory(application=application, starts_at=timezone.now() - timedelta(hours=2))

    page = decide(sign_in(owner), application, to_state, **more).text

    coming.refresh_from_db()
    held.refresh_from_db()
    assert (coming.cancelled_by, held.cancelled_at) == (owner, None)
    ((to, words),) = told()
    assert (to, f"{owner} cancelled an interview with you" in words, "Lovelace" in words) == (iris.email, True, False)
    assert AuditEvent.objects.filter(action="interview_cancelled", object_id=str(coming.pk)).count() == 1
    assert "1 interview is cancelled." in page


def test_who_decides_is_told_before(sign_in, owner, application, coming):
    page = sign_in(owner).get(application.get_absolute_url()).text
    Interview.objects.update(starts_at=timezone.now() - timedelta(hours=1))
    later = sign_in(owner).get(application.get_absolute_url()).text

    assert (page.count(NOTICE), later.count(NOTICE)) == (2, 0)  # with hiring and with rejecting
    assert "told by e-mail" in page


def test_it_is_kept_where_one_says_so(sign_in, owner, application, coming):
    decide(sign_in(owner), application, State.HIRED, keep_interviews="on")

    coming.refresh_from_db()
    assert (coming.cancelled_at, told()) == (None, [])


def test_a_candidate_who_withdraws_cancels_it(client, application, iris, coming):
    client.post(reverse("hiring:withdraw", args=[application.token]))

    coming.refresh_from_db()
    assert (coming.cancelled_at is not None, coming.cancelled_by) == (True, None)
    ((to, words),) = told()
    assert (to, "The candidate withdrew." in words) == (iris.email, True)


def test_who_is_erased_leaves_no_interview_that_nobody_calls_off(owner, application, iris, coming):
    erase_candidate(candidate=application.candidate, by=owner)

    assert (Interview.objects.exists(), [to for to, _words in told()]) == (False, [iris.email])


def test_undoing_says_that_it_stays_cancelled(sign_in, owner, application, coming):
    client = sign_in(owner)
    decide(client, application, State.HIRED)
    move = application.moves.get(to_state=State.HIRED)

    page = client.post(reverse("studio:undo_move", args=[move.pk]), follow=True).text

    coming.refresh_from_db()
    application.refresh_from_db()
    assert (application.state, coming.cancelled_by) == (State.ACTIVE, owner)
    assert "1 interview was cancelled with it and stays so" in page


def test_undoing_what_cancelled_nothing_says_nothing(sign_in, owner, application):
    InterviewFactory(application=application, cancelled=True)
    client = sign_in(owner)
    decide(client, application, State.HIRED)

    page = client.post(reverse("studio:undo_move", args=[application.moves.first().pk]), follow=True).text

    assert "was cancelled with it" not in page


def test_a_step_cancels_nothing(owner, application, coming):
    step = application.posting.steps.last()

    move_application(application=application, to_step=step, by=owner)

    coming.refresh_from_db()
    assert coming.cancelled_at is None


# Many ------------------------------------------------------------------------------------------------


def test_rejecting_many_cancels_theirs_and_its_undo_says_so(sign_in, owner, posting, application, iris, coming):
    other = ApplicationFactory(posting=posting)
    InterviewFactory(application=other, interviewers=[iris, owner])
    client = sign_in(owner)
    looking = {name: value for name, value in rejection(application, other).items() if name != "send"}

    before = client.post(url("reject_many", posting), looking)
    reject(client, posting, application, other)
    batch = Batch.objects.get()
    page = client.post(reverse("studio:undo_batch", args=[batch.pk]), follow=True).text

    assert Interview.objects.filter(cancelled_by=owner).count() == 2
    assert sorted(to for to, _words in told()) == sorted([iris.email, iris.email, owner.email])
    assert "2 interviews were cancelled with it and stay so" in page
    assert before.context["coming"] == 2


def test_as_many_queries_for_one_as_for_many(owner, posting, iris):
    def queries(count):
        rows = [ApplicationFactory(posting=posting) for _each in range(count)]
        for row in rows:
            InterviewFactory(application=row, interviewers=[iris])
        with CaptureQueriesContext(connection) as found:
            in_batch(posting, owner, *rows)
        return len(found)

    assert queries(1) == queries(4)


def test_all_of_a_closed_posting_are_told_of(sign_in, owner, posting, coming):
    close_posting(posting=posting, by=owner, reason="filled")

    page = sign_in(owner).get(reverse("studio:answer_all", args=[posting.code])).text

    assert "This cancels 1 interview that is still to come" in page
