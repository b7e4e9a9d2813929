"""Candidates hear that they moved on: where the posting says so, later, once, and as long as it is true."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from hiring.actions import (
    TOLD_AFTER,
    move_application,
    move_applications,
    remove_step,
    stop_messages,
    tell_moved_on,
    undo_move,
)
from hiring.choices import State
from hiring.message_choices import MessageKind
from hiring.models import Message, MessageWish, Step
from postings.actions import copy_posting
from postings.originals import original_of
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.messages import MessageTemplateFactory, MessageWishFactory
from tests.factories.postings import PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, tell_moved_on=True, company__name="Marée")


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting)


def go(application, name, by, **fields):
    step = Step.objects.get(posting=application.posting_id, name=name)
    return move_application(application=application, to_step=step, by=by, **fields)


def notices(application=None) -> list[tuple[str, str]]:
    """What tells of moves, in order: of which step, and where it is."""
    rows = Message.objects.filter(kind=MessageKind.MOVED_ON).order_by("pk")
    rows = rows.filter(application=application) if application else rows
    return [(message.about_step.name, message.state) for message in rows]


def send() -> None:
    """The mails that are due go out."""
    Email.objects.filter(status=STATUS.queued, scheduled_time__lte=timezone.now()).update(status=STATUS.sent)


def later():
    return time_machine.travel(timezone.now() + TOLD_AFTER + timedelta(seconds=1), tick=False)


# Telling ---------------------------------------------------------------------------------------------


def test_who_moves_on_hears_of_it_after_ten_minutes(application, recruiter):
    with time_machine.travel(timezone.now(), tick=False):
        go(application, "First interview", recruiter)
        message = Message.objects.get(kind=MessageKind.MOVED_ON)

        assert message.email.scheduled_time == timezone.now() + timedelta(minutes=10)
    assert notices() == [("First interview", "waiting")]
    assert (message.by, message.to) == (recruiter, application.candidate.email)
    assert message.subject.startswith("Your application goes on: ")
    assert message.email.headers["Reply-To"] == recruiter.email
    assert message.email.headers["Message-ID"].startswith(f"<{message.key.hex}@")
    assert MessageWish.objects.get().token in message.email.headers["List-Unsubscribe"]
    assert application.token in message.email.message
    assert application.token not in message.text


def test_nobody_hears_where_the_posting_does_not_say_so(recruiter):
    application = ApplicationFactory(posting=PostingFactory(published=True, owner=recruiter))

    go(application, "First interview", recruiter)

    assert notices() == []


def test_the_words_are_those_of_the_company_in_the_language_of_the_posting(recruiter):
    posting = PostingFactory(published=True, owner=recruiter, tell_moved_on=True, language="fr")
    application = ApplicationFactory(posting=posting)
    MessageTemplateFactory(
        kind=MessageKind.MOVED_ON, name="", language="fr", company=posting.company, subject="Bravo {first_name}"
    )

    go(application, "Premier entretien", recruiter)

    message = Message.objects.get(kind=MessageKind.MOVED_ON)
    assert (message.subject, message.language) == (f"Bravo {application.candidate.name.split()[0]}", "fr")


def test_going_back_tells_nothing_and_calls_back_what_waits(application, recruiter):
    go(application, "Team", recruiter)

    go(application, "Screening", recruiter)

    assert notices() == [("Team", "called_off")]
    assert not Email.objects.filter(candidate_message__kind=MessageKind.MOVED_ON).exists()


def test_undoing_calls_back_what_waits_and_tells_nothing(application, recruiter):
    undo_move(move=go(application, "Team", recruiter), by=recruiter)

    assert notices() == [("Team", "called_off")]


def test_undoing_a_way_back_tells_nothing(application, recruiter):
    go(application, "Team", recruiter)
    back = go(application, "Screening", recruiter)

    undo_move(move=back, by=recruiter)

    assert notices() == [("Team", "called_off")]


def test_only_one_waits_at_a_time(application, recruiter):
    for name in ("Screening", "First interview", "Team"):
        go(application, name, recruiter)

    assert notices() == [("Screening", "called_off"), ("First interview", "called_off"), ("Team", "waiting")]


@pytest.mark.parametrize("to_state", [State.REJECTED, State.HIRED, State.WITHDRAWN])
def test_a_decision_calls_back_what_waits(application, recruiter, to_state):
    go(application, "Team", recruiter)

    by = None if to_state == State.WITHDRAWN else recruiter
    reason = shipped_reason("skills") if to_state == State.REJECTED else None
    move_application(application=application, to_state=to_state, by=by, reason=reason)

    assert notices() == [("Team", "called_off")]


def test_nobody_hears_twice_of_the_same_step(application, recruiter):
    go(application, "Team", recruiter)
    with later():
        send()
        go(application, "Screening", recruiter)
        go(application, "First interview", recruiter)
        go(application, "Team", recruiter)
        go(application, "Offer", recruiter)

    assert notices() == [("Team", "sent"), ("Offer", "waiting")]


def test_what_is_on_its_way_is_not_called_back(application, recruiter):
    go(application, "Team", recruiter)
    with later():
        go(application, "Screening", recruiter)

        assert notices() == [("Team", "waiting")]


def test_who_stopped_messages_or_has_no_address_is_not_written_to(posting, recruiter):
    stopped = ApplicationFactory(posting=posting)
    MessageWishFactory(candidate=stopped.candidate, stopped_at=timezone.now())
    added = CandidateFactory(email=None, phone="+33 1 23 45 67 89", added_by=recruiter)
    nobody = ApplicationFactory(posting=posting, candidate=added, cv=None)

    for application in (stopped, nobody):
        go(application, "Team", recruiter)

    assert notices() == []


def test_who_stops_messages_in_time_gets_none(application, recruiter):
    go(application, "Team", recruiter)

    stop_messages(wish=MessageWish.objects.get(), by=None)

    assert notices() == [("Team", "called_off")]


def test_a_step_that_is_removed_tells_nobody_and_what_waits_still_goes_unless_they_go_back(posting, recruiter):
    forth, back = ApplicationFactory(posting=posting), ApplicationFactory(posting=posting)
    steps = {step.name: step for step in posting.steps.all()}
    go(forth, "First interview", recruiter)
    go(back, "Team", recruiter)

    remove_step(step=steps["First interview"], to_step=steps["Technical case"], by=recruiter)
    remove_step(step=steps["Team"], to_step=steps["Screening"], by=recruiter)

    assert notices(forth) == [("First interview", "waiting")]
    assert notices(back) == [("Team", "called_off")]


# Many at once ----------------------------------------------------------------------------------------


INSERTS = 4  # moves, wishes, mails, messages


@pytest.mark.parametrize("count", [1, 12])
def test_telling_many_takes_the_same_queries_as_telling_one(posting, recruiter, django_assert_num_queries, count):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    steps = {step.name: step for step in posting.steps.all()}

    with django_assert_num_queries(11 + INSERTS):
        move_applications(applications=applications, to_step=steps["Team"], by=recruiter)
    with django_assert_num_queries(13 + INSERTS - 1):  # their wishes are there; what waits is called back
        move_applications(applications=applications, to_step=steps["Offer"], by=recruiter)

    assert notices() == [("Team", "called_off")] * count + [("Offer", "waiting")] * count


def test_each_of_many_reads_their_own_name_and_link(posting, recruiter):
    people = [CandidateFactory(name=name) for name in ("Ada Lovelace", "Grace Hopper")]
    applications = [ApplicationFactory(posting=posting, candidate=person) for person in people]
    steps = {step.name: step for step in posting.steps.all()}

    move_applications(applications=applications, to_step=steps["Team"], by=recruiter)

    for application, first in zip(applications, ("Ada", "Grace"), strict=True):
        message = Message.objects.get(application=application, kind=MessageKind.MOVED_ON)
        assert f"Hello {first}," in message.text
        assert (application.token in message.email.message, message.email.to) == (True, [application.candidate.email])


# The setting -----------------------------------------------------------------------------------------


def test_the_setting_is_on_the_page_and_audited(sign_in, recruiter):
    posting = PostingFactory(published=True, owner=recruiter)
    client, url = sign_in(recruiter), reverse("studio:tell_moved_on", args=[posting.code])

    for _ in range(2):
        page = page_of(client.post(url, {"tell": "on"}, follow=True))

    posting.refresh_from_db()
    assert posting.tell_moved_on
    assert "Saved: they are told." in page
    assert AuditEvent.objects.filter(action=AuditAction.STEPS_CHANGE).count() == 1
    assert posting.history.first().history_user == recruiter


def test_switching_it_off_calls_back_what_waits(sign_in, recruiter, posting, application):
    go(application, "Team", recruiter)

    sign_in(recruiter).post(reverse("studio:tell_moved_on", args=[posting.code]))

    posting.refresh_from_db()
    assert not posting.tell_moved_on
    assert notices() == [("Team", "called_off")]


def test_a_copy_tells_as_its_original_does(posting, recruiter):
    for original in (original_of(posting), original_of(posting, posting.live_version)):
        copy = copy_posting(
            original=original, company=posting.company, stage=posting.stage, language="en", by=recruiter
        )

        assert copy.tell_moved_on


@pytest.mark.parametrize("name", ["board", "posting_applications"])
@pytest.mark.parametrize("tells", [True, False])
def test_whoever_moves_somebody_reads_that_they_will_be_told(sign_in, recruiter, posting, application, name, tells):
    tell_moved_on(posting=posting, tell=tells, by=recruiter)

    page = page_of(sign_in(recruiter).get(reverse(f"studio:{name}", args=[posting.code])))

    assert ("They will be told by e-mail in 10 minutes" in page) is tells
    assert timedelta(minutes=10) == TOLD_AFTER


# The candidate's page --------------------------------------------------------------------------------


def mine(client, application) -> str:
    return page_of(client.get(reverse("hiring:mine", args=[application.token])))


@pytest.mark.parametrize(
    ("step", "words"),
    [
        ("Screening", "Your application is being read"),
        ("Team", "You are invited to interviews"),
        ("Offer", "It is about an offer now"),
    ],
)
def test_their_page_says_how_far_it_is_once_the_message_has_gone(client, application, recruiter, step, words):
    go(application, step, recruiter)
    before = mine(client, application)
    with later():
        send()
        after = mine(client, application)

    assert ("We have your application" in before, words in before) == (True, False)
    assert ("We have your application" in after, words in after) == (False, True)


def test_their_page_says_nothing_where_the_posting_does_not_tell_any_more(client, posting, application, recruiter):
    go(application, "Team", recruiter)
    with later():
        send()
        tell_moved_on(posting=posting, tell=False, by=recruiter)

        assert "We have your application" in mine(client, application)


def test_their_page_keeps_what_they_were_told_when_somebody_takes_them_back(client, application, recruiter):
    go(application, "Team", recruiter)
    with later():
        send()
        go(application, "Screening", recruiter)

        assert "You are invited to interviews" in mine(client, application)
