"""What is written to a candidate goes by what is true once their rows are locked, not by what a page had loaded.

Somebody is opened here; then they change their address, or are merged, erased, or stop messages, and while that isn't
through yet a message to them begins elsewhere.
"""

import uuid

import pytest
from django.utils import timezone
from post_office.models import STATUS, Email

from candidates.actions import PersonGone, carry_on, check_import, confirm_import, renew_consent, set_hold, take_file
from candidates.models import Candidate, Consent
from hiring import retention
from hiring.actions import (
    MovedMeanwhile,
    MoveRefused,
    Sent,
    answer_all,
    ask_for_data,
    change_email,
    correct_contact,
    erase_candidate,
    merge_candidates,
    move_application,
    move_applications,
    move_chosen,
    reject_application,
    reject_applications,
    reject_chosen,
    send_again,
    stop_messages,
    submit_application,
    take_over_contact,
    tell_moved_on,
    undo_move,
    use_link,
    write_message,
)
from hiring.actions.interviewing import cancel_interview
from hiring.actions.own_data import add_link
from hiring.actions.telling import tell_candidate
from hiring.actions.writing_many import write_chosen
from hiring.choices import State
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Application, DataLink, Message, MessageWish
from hiring.shipped import Words
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, checked_cv
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.interviews import InterviewFactory
from tests.factories.messages import MessageFactory
from tests.factories.postings import PostingFactory

from .conftest import consent_of, travel
from .meanwhile import meanwhile

WORDS = Words("Your application, {first_name}", "Hello {first_name}: {link}")
OLD, NEW = "ada@example.com", "ada@new.example"
LATER = "Offer"


@pytest.fixture
def application(committed):
    return ApplicationFactory(candidate=CandidateFactory(name="Ada Lovelace", email=OLD))


# Ways to write, each of something that was loaded before --------------------------------------------------


def rejecting(application, by):
    return lambda: reject_application(application=application, by=by, reason=shipped_reason("pay"), words=WORDS)


def rejecting_at_once(application, by):
    reason = shipped_reason("pay")
    return lambda: reject_application(application=application, by=by, reason=reason, words=WORDS, delay=False)


def rejecting_some(application, by):
    return lambda: reject_applications(
        posting=application.posting,
        applications=[application],
        by=by,
        reason=shipped_reason("pay"),
        shared_reason={"en": ""},
        words=WORDS,
    )


def answering_all(application, by):
    return lambda: answer_all(
        posting=application.posting,
        applications=[application],
        by=by,
        reason=shipped_reason("pay"),
        shared_reason={"en": ""},
        words=WORDS,
    )


def rejecting_chosen(application, by):
    return lambda: reject_chosen(
        posting=application.posting,
        chosen={application.pk: application.step_id},
        by=by,
        key=uuid.uuid4(),
        reason=shipped_reason("pay"),
        shared_reason={"en": ""},
        words=WORDS,
    )


def moving_on(application, by):
    tell_moved_on(posting=application.posting, tell=True, by=by)
    step = application.posting.steps.get(name=LATER)
    return lambda: move_application(application=application, to_step=step, by=by)


def moving_some_on(application, by):
    tell_moved_on(posting=application.posting, tell=True, by=by)
    step = application.posting.steps.get(name=LATER)
    return lambda: move_applications(applications=[application], to_step=step, by=by)


def moving_chosen_on(application, by):
    tell_moved_on(posting=application.posting, tell=True, by=by)
    step, chosen = application.posting.steps.get(name=LATER), {application.pk: application.step_id}
    return lambda: move_chosen(posting=application.posting, chosen=chosen, to_step=step, by=by, key=uuid.uuid4())


def writing(application, by):
    return lambda: write_message(application=application, kind=MessageKind.OTHER, words=WORDS, by=by, key=uuid.uuid4())


def writing_to_chosen(application, by):
    return lambda: write_chosen(
        posting=application.posting,
        chosen={application.pk: application.step_id},
        kind=MessageKind.OTHER,
        words=WORDS,
        by=by,
        key=uuid.uuid4(),
    )


REJECTING = [rejecting, rejecting_at_once, rejecting_some, answering_all, rejecting_chosen]
OPTIONAL = [moving_on, moving_some_on, moving_chosen_on, writing, writing_to_chosen]
every_way = pytest.mark.parametrize("way", [*REJECTING, *OPTIONAL])


# What happens meanwhile -------------------------------------------------------------------------------------


def new_address(application):
    secret = add_link(candidate=application.candidate, purpose=DataLink.Purpose.CONFIRM, new_email=NEW)
    return lambda: change_email(secret=secret, by=None)


def written() -> list[Message]:
    """The messages that the action wrote, without those around the change of the address."""
    return list(Message.objects.exclude(kind=MessageKind.ADDRESS).select_related("email"))


@every_way
def test_a_message_goes_to_the_address_of_now_with_the_link_of_now(application, way):
    change, act = new_address(application), way(application, application.posting.created_by)

    with meanwhile(act) as begin:
        change()
        done = begin()

    assert done.exception(30) is None
    (message,) = written()
    token = Application.objects.get().token
    assert (message.to, message.email.to) == (NEW, [NEW])
    assert token != application.token
    assert application.token not in message.email.message
    assert token in message.email.message


@every_way
def test_a_message_calls_people_by_their_name_of_now(application, way):
    act = way(application, application.posting.created_by)

    with meanwhile(act) as begin:
        correct_contact(application=application, name="Augusta King", phone="", links="", by=None)
        done = begin()

    assert done.exception(30) is None
    (message,) = written()
    assert "Augusta" in message.text
    assert "Ada" not in message.text


@every_way
def test_nobody_who_is_being_erased_is_written_to(application, way):
    act = way(application, application.posting.created_by)

    with meanwhile(act) as begin:
        erase_candidate(candidate=Candidate.objects.get(), by=None)
        done = begin()

    assert isinstance(done.exception(30), PersonGone | MoveRefused | None)
    assert (Message.objects.count(), Email.objects.count()) == (0, 0)
    assert Application.objects.get().state == State.WITHDRAWN


@every_way
def test_who_is_being_merged_is_written_to_as_whom_they_become(application, way):
    by = application.posting.created_by
    act, survivor = way(application, by), CandidateFactory(name="Augusta King", email=NEW)

    with meanwhile(act) as begin:
        merge_candidates(survivor=survivor, other=Candidate.objects.get(email=OLD), by=by)
        done = begin()

    assert done.exception(30) is None
    (message,) = written()
    assert (message.candidate, message.to, message.email.to) == (survivor, NEW, [NEW])


@pytest.mark.parametrize("way", OPTIONAL)
def test_who_stops_messages_meanwhile_gets_none(application, way):
    act = way(application, application.posting.created_by)
    wish = MessageWish.objects.create(candidate=application.candidate)

    with meanwhile(act) as begin:
        stop_messages(wish=wish, by=None)
        done = begin()
    done.exception(30)

    assert written() == []


@pytest.mark.parametrize("way", [moving_on, moving_some_on, moving_chosen_on])
def test_a_message_that_is_being_written_is_called_back_by_who_stops_messages(application, way):
    act = way(application, application.posting.created_by)
    wish = MessageWish.objects.create(candidate=application.candidate)

    with meanwhile(lambda: stop_messages(wish=wish, by=None)) as begin:
        act()
        done = begin()

    assert done.exception(30) is None
    assert [message.outcome for message in written()] == [MessageState.CALLED_OFF]


@pytest.mark.parametrize("way", [rejecting, rejecting_some, moving_on])
def test_what_waits_goes_to_the_address_that_the_team_takes_over(application, way):
    by = application.posting.created_by
    act = way(application, by)

    with meanwhile(
        lambda: take_over_contact(candidate=application.candidate, field="email", value=NEW, by=by)
    ) as begin:
        act()
        done = begin()

    assert done.exception(30) is None
    (message,) = written()
    assert (message.to, message.email.to) == (NEW, [NEW])


# Two who decide at once: the second is told --------------------------------------------------------------------


def test_the_second_of_two_who_move_somebody_is_told(application):
    by, steps = application.posting.created_by, {step.name: step for step in application.posting.steps.all()}
    seen = {"seen": State.ACTIVE, "seen_step": application.step_id}

    with meanwhile(
        lambda: move_application(application=application, to_step=steps["Screening"], by=by, **seen)
    ) as begin:
        move_application(application=Application.objects.get(), to_step=steps["Offer"], by=by)
        done = begin()

    assert isinstance(done.exception(30), MovedMeanwhile)


def test_of_many_who_are_moved_the_one_that_somebody_else_moves_is_said(application):
    by, steps = application.posting.created_by, {step.name: step for step in application.posting.steps.all()}
    seen = {application.pk: application.step_id}

    with meanwhile(
        lambda: move_applications(applications=[application], to_step=steps["Screening"], by=by, seen=seen)
    ) as begin:
        move_application(application=Application.objects.get(), to_step=steps["Offer"], by=by)
        done = begin()

    assert [row for row, _refused in done.result(30).refused] == [application]


def test_a_move_that_is_undone_while_somebody_else_moves_it_stays(application):
    by, steps = application.posting.created_by, {step.name: step for step in application.posting.steps.all()}
    move = move_application(application=application, to_step=steps["Screening"], by=by)

    with meanwhile(lambda: undo_move(move=move, by=by)) as begin:
        move_application(application=Application.objects.get(), to_step=steps["Offer"], by=by)
        done = begin()

    assert isinstance(done.exception(30), MovedMeanwhile)


def test_an_interview_is_cancelled_while_its_application_is_merged(committed):
    posting, lead = PostingFactory(published=True), UserFactory(lead=True)
    first, second = ApplicationFactory.create_batch(2, posting=posting)
    interview = InterviewFactory(application=second)

    with meanwhile(lambda: cancel_interview(interview=interview, by=posting.created_by)) as begin:
        merge_candidates(survivor=first.candidate, other=second.candidate, by=lead)
        done = begin()

    assert done.result(30) is True
    interview.refresh_from_db()
    assert (interview.application, bool(interview.cancelled_at)) == (first, True)


# Links, and what the law asks for --------------------------------------------------------------------------------


@pytest.mark.parametrize("purpose", ["export", "erase", "email"])
def test_no_link_goes_to_an_address_that_is_being_left(application, purpose):
    change = new_address(application)

    with meanwhile(lambda: ask_for_data(email=OLD, purpose=purpose)) as begin:
        change()
        done = begin()

    assert done.exception(30) is None
    assert not DataLink.objects.filter(used_at=None).exists()


def test_the_link_to_an_application_goes_to_the_address_of_now(application, storage):
    posting, change = application.posting, new_address(application)
    sent = Sent(form_key=uuid.uuid4(), name="Ada", email=OLD, cv=checked_cv())

    with meanwhile(
        lambda: submit_application(posting=posting, version=posting.live_version, sent=sent, by=None)
    ) as begin:
        change()
        done = begin()

    assert done.exception(30) is None
    assert not Message.objects.filter(kind=MessageKind.LINK, to=OLD).exists()


def test_a_link_that_is_used_while_its_person_is_merged_is_of_whom_they_become(committed):
    survivor, other = CandidateFactory.create_batch(2)
    secret = add_link(candidate=other, purpose=DataLink.Purpose.ERASE)

    with meanwhile(lambda: use_link(secret=secret)) as begin:
        merge_candidates(survivor=survivor, other=other, by=UserFactory(lead=True))
        done = begin()

    assert done.exception(30) is None
    assert set(Candidate.objects.filter(erased_at__isnull=False)) == {survivor, other}


def test_who_was_added_by_hand_is_told_at_the_address_of_now(committed):
    by = UserFactory(recruiter=True)
    candidate = CandidateFactory(sourced=True, added_by=by, email=OLD)
    company = PostingFactory(created_by=by).company

    with meanwhile(lambda: tell_candidate(candidate=candidate, company=company, language="en", by=by)) as begin:
        set_hold(candidate=candidate, reason="A dispute", by=by)
        Candidate.objects.filter(pk=candidate.pk).update(email=NEW)
        done = begin()

    assert done.result(30) is True
    assert Message.objects.get().to == NEW


def test_nobody_who_is_being_erased_is_told(committed):
    by = UserFactory(recruiter=True)
    candidate = CandidateFactory(sourced=True, added_by=by, email=OLD)
    company = PostingFactory(created_by=by).company

    with meanwhile(lambda: tell_candidate(candidate=candidate, company=company, language="en", by=by)) as begin:
        erase_candidate(candidate=Candidate.objects.get(), by=None)
        done = begin()

    assert isinstance(done.exception(30), PersonGone)
    assert Message.objects.count() == 0


def soon_over(application):
    """Travel to where the consent of somebody who was rejected is about to run out."""
    reject_application(application=application, by=application.posting.created_by, reason=shipped_reason("pay"))
    consent_of(application.candidate)
    return travel(24 * 30)


def test_who_is_asked_whether_to_stay_is_asked_at_the_address_of_now(application):
    change = new_address(application)

    with soon_over(application), meanwhile(retention.remind) as begin:
        DataLink.objects.update(created_at=timezone.now())
        change()
        done = begin()

    assert done.result(30) == 1
    assert Message.objects.get(kind=MessageKind.DATA_ENDING).to == NEW


def test_who_agrees_again_is_not_asked_whether_to_stay(application):
    with soon_over(application), meanwhile(retention.remind) as begin:
        renew_consent(consent=Consent.objects.get(), by=None)
        done = begin()

    assert done.result(30) == 0
    assert not Message.objects.exists()


def test_nobody_who_is_being_erased_gets_what_a_file_says_of_them(committed):
    by = UserFactory(recruiter=True)
    candidate = CandidateFactory(sourced=True, added_by=by, email=OLD, phone="")
    run = take_file(name="a.csv", data=f"Name,E-mail,Phone\nAda,{OLD},+33123456789".encode(), by=by)
    check_import(run=run, mapping=["name", "email", "phone"], by=by)
    confirm_import(run=run, basis="interest", source_note="", by=by)

    with meanwhile(lambda: carry_on(run)) as begin:
        erase_candidate(candidate=candidate, by=None)
        done = begin()

    assert done.exception(30) is None
    assert Candidate.objects.get(pk=candidate.pk).phone == ""


# Sent again ---------------------------------------------------------------------------------------------------------


def test_what_failed_is_sent_again_to_the_address_of_now_with_the_link_of_now(application):
    message = MessageFactory(application=application, kind=MessageKind.REJECTED, failed=True)
    Email.objects.filter(pk=message.email_id).update(message=f"See {application.token}", html_message="")
    new_address(application)()

    send_again(message=message, by=application.posting.created_by)

    email = Email.objects.get(pk=message.email_id)
    assert (email.status, email.to, message.to) == (STATUS.queued, [NEW], NEW)
    assert email.message == f"See {Application.objects.get().token}"


def test_what_failed_of_a_change_of_address_is_sent_again_to_where_it_was_to_go(application):
    message = MessageFactory(application=application, kind=MessageKind.ADDRESS, failed=True)
    new_address(application)()

    send_again(message=message, by=application.posting.created_by)

    assert Email.objects.get(pk=message.email_id).to == [OLD]
