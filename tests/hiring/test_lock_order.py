"""Actions lock in one order, so that no two wait for each other; who was erased meanwhile is not written to any more.

On PostgreSQL rows are really held while another connection works; SQLite lets one writer in after the other.
"""

import uuid

import pytest
from django.utils import timezone
from post_office.models import Email

from candidates.actions import PersonGone, add_tags, finish_merges, set_hold
from candidates.models import Candidate, Merge, Tag
from candidates.models.merging import UNDO_FOR
from hiring.actions import (
    add_own_document,
    call_back,
    call_off,
    correct_contact,
    erase_candidate,
    merge_candidates,
    move_application,
    reject_application,
    reject_applications,
    reject_chosen,
    send_again,
    stop_messages,
    tell_moved_on,
    undo_merge,
    use_link,
    write_message,
)
from hiring.actions.interviewing import change_interview
from hiring.actions.messages import came_back
from hiring.actions.noting import add_note
from hiring.actions.own_data import add_link
from hiring.actions.replies import record_reply
from hiring.actions.revealing import reveal_application
from hiring.calendar import CANCEL, REQUEST
from hiring.choices import State
from hiring.message_choices import MessageKind
from hiring.models import Application, DataLink, Interview, Message, MessageWish, Note
from hiring.search import _index_some
from hiring.shipped import Words
from postings.actions import publish_posting, set_blind
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, checked_cv, pdf
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.interviews import InterviewFactory
from tests.factories.messages import MessageFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .meanwhile import is_locked, meanwhile

WORDS = Words("Your application", "Thank you.")


# What locks a person before it locks anything of theirs --------------------------------------------------


def of_correction(application):
    return lambda: correct_contact(application=application, name="Ada King", phone="", links="", by=None)


def of_document(application):
    return lambda: add_own_document(application=application, file=checked_cv(pdf("Dear all")), by=None)


def of_revealing(application):
    set_blind(posting=application.posting, is_blind=True, by=application.posting.created_by)
    return lambda: reveal_application(
        application=Application.objects.get(pk=application.pk), by=application.posting.created_by
    )


def of_writing(application):
    by = application.posting.created_by
    return lambda: write_message(application=application, kind=MessageKind.OTHER, words=WORDS, by=by, key=uuid.uuid4())


@pytest.mark.parametrize("action_of", [of_correction, of_document, of_revealing, of_writing])
def test_who_waits_for_a_person_keeps_no_application_of_theirs(committed, action_of):
    application = ApplicationFactory()
    action = action_of(application)

    with meanwhile(action) as begin:
        list(Candidate.objects.filter(pk=application.candidate_id).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Application.objects.filter(pk=application.pk))

    assert done.exception(30) is None


def test_who_waits_for_a_person_keeps_no_link_of_theirs(committed):
    candidate = CandidateFactory()
    secret = add_link(candidate=candidate, purpose=DataLink.Purpose.ERASE)

    with meanwhile(lambda: use_link(secret=secret)) as begin:
        list(Candidate.objects.filter(pk=candidate.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(DataLink.objects.all())

    assert done.exception(30) is None
    assert Candidate.objects.get().erased_at


def test_people_are_erased_in_the_order_of_their_numbers(committed):
    other, survivor = (application.candidate for application in ApplicationFactory.create_batch(2))
    merge_candidates(survivor=survivor, other=other, by=UserFactory(lead=True))

    with meanwhile(lambda: erase_candidate(candidate=survivor, by=None)) as begin:
        list(Candidate.objects.filter(pk=other.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Candidate.objects.filter(pk=survivor.pk))

    assert done.result(30) is True


# Applications, in the order of their numbers, before mails -------------------------------------------------


def of_calling_off(application):
    message = MessageFactory(application=application, delayed=True)
    return lambda: call_off(message=message, by=application.posting.created_by)


def of_sending_again(application):
    message = MessageFactory(application=application, failed=True)
    return lambda: send_again(message=message, by=application.posting.created_by)


def of_a_bounce(application):
    message = MessageFactory(application=application, sent=True)
    return lambda: came_back(message=message)


def of_a_wish(application):
    MessageFactory(application=application, kind=MessageKind.MOVED_ON, delayed=True)
    wish = MessageWish.objects.create(candidate=application.candidate)
    return lambda: stop_messages(wish=wish, by=None)


def of_telling_no_more(application):
    posting = application.posting
    tell_moved_on(posting=posting, tell=True, by=posting.created_by)
    MessageFactory(application=application, kind=MessageKind.MOVED_ON, about_step=posting.steps.last(), delayed=True)
    return lambda: tell_moved_on(posting=posting, tell=False, by=posting.created_by)


def of_calling_back(application):
    posting = application.posting
    batch = reject_chosen(
        posting=posting,
        chosen={application.pk: application.step_id},
        by=posting.created_by,
        key=uuid.uuid4(),
        reason=shipped_reason("pay"),
        shared_reason={"en": ""},
        words=WORDS,
    )
    return lambda: call_back(batch=batch, by=posting.created_by)


@pytest.mark.parametrize(
    "action_of",
    [of_calling_off, of_sending_again, of_a_bounce, of_a_wish, of_telling_no_more, of_calling_back],
)
def test_who_waits_for_an_application_keeps_no_mail_about_it(committed, action_of):
    application = ApplicationFactory()
    action = action_of(application)
    before = list(Email.objects.values_list("pk", "status"))

    with meanwhile(action) as begin:
        list(Application.objects.filter(pk=application.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Email.objects.all())

    assert done.exception(30) is None
    assert list(Email.objects.values_list("pk", "status")) != before


def test_applications_in_two_languages_are_rejected_in_the_order_of_their_numbers(committed):
    posting = PostingFactory(published=True)
    english = posting.live_version
    posting.language = "fr"
    posting.save()
    french = publish_posting(posting=posting, by=posting.created_by)
    first, second, third = (
        ApplicationFactory(posting=posting, version=version) for version in (english, french, english)
    )

    def reject():
        return reject_applications(
            posting=posting,
            applications=[first, second, third],
            by=posting.created_by,
            reason=shipped_reason("pay"),
            shared_reason={"en": "", "fr": ""},
        )

    with meanwhile(reject) as begin:
        list(Application.objects.filter(pk=second.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Application.objects.filter(pk=third.pk))

    assert done.result(30).count == 3


def test_two_who_applied_for_one_posting_are_merged_in_the_order_of_their_applications(committed):
    posting = PostingFactory(published=True)
    theirs, mine = ApplicationFactory.create_batch(2, posting=posting)
    lead = UserFactory(lead=True)

    with meanwhile(lambda: merge_candidates(survivor=mine.candidate, other=theirs.candidate, by=lead)) as begin:
        list(Application.objects.filter(pk=theirs.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Application.objects.filter(pk=mine.pk))

    assert done.result(30).survivor == mine.candidate


def test_two_are_put_apart_in_the_order_of_their_applications(committed):
    posting, lead = PostingFactory(published=True), UserFactory(lead=True)
    mine = ApplicationFactory(posting=posting)
    other = CandidateFactory()
    elsewhere = ApplicationFactory(candidate=other)
    superseded = ApplicationFactory(candidate=other, posting=posting)
    merge = merge_candidates(survivor=mine.candidate, other=other, by=lead)

    with meanwhile(lambda: undo_merge(merge=merge, by=lead)) as begin:
        list(Application.objects.filter(pk=elsewhere.pk).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Application.objects.filter(pk=superseded.pk))

    assert done.result(30) is True
    assert set(other.applications.all()) == {elsewhere, superseded}


# Applications before their interviews ---------------------------------------------------------------------


def of_rejecting(application):
    by = application.posting.created_by
    return lambda: reject_application(application=application, by=by, reason=shipped_reason("pay"), words=WORDS)


def of_rejecting_some(application):
    posting = application.posting
    values = {
        "posting": posting,
        "by": posting.created_by,
        "reason": shipped_reason("pay"),
        "shared_reason": {"en": ""},
    }
    return lambda: reject_applications(applications=[application], **values)


def of_withdrawing(application):
    return lambda: move_application(application=application, to_state=State.WITHDRAWN, by=None)


DECISIONS = [of_rejecting, of_rejecting_some, of_withdrawing]


@pytest.mark.parametrize("action_of", DECISIONS)
def test_who_waits_for_an_application_keeps_no_interview_with_it(committed, action_of):
    interview = InterviewFactory()

    with meanwhile(action_of(interview.application)) as begin:
        list(Application.objects.filter(pk=interview.application_id).select_for_update(no_key=True))
        done = begin()
        assert not is_locked(Interview.objects.all())

    assert done.exception(30) is None
    assert Interview.objects.get().cancelled_at


@pytest.mark.parametrize("action_of", DECISIONS)
def test_an_interview_is_changed_and_its_application_decided_at_once(committed, action_of):
    interview = InterviewFactory()
    application = interview.application
    nora = MembershipFactory(posting=application.posting, user=UserFactory(interviewer=True)).user
    values = {"starts_at": interview.starts_at, "minutes": 30, "interviewers": [nora], "seen": interview.print_now()}

    with meanwhile(action_of(application)) as begin:
        list(Interview.objects.filter(pk=interview.pk).select_for_update(no_key=True))
        done = begin()  # the application is locked by now, to which who interviews is assigned
        change_interview(interview=interview, by=application.posting.created_by, **values)

    assert done.exception(30) is None
    interview.refresh_from_db()
    assert (interview.minutes, interview.cancelled_at is None, interview.sequence) == (30, False, 2)
    told = list(Email.objects.filter(to=nora.email).order_by("pk"))
    assert [email.context["calendar"][1] for email in told] == [REQUEST, CANCEL]


# What points at a row that is locked -------------------------------------------------------------------------


def test_an_erasure_waits_for_a_rejection_and_takes_its_message_along(committed):
    application = ApplicationFactory()

    with meanwhile(lambda: erase_candidate(candidate=application.candidate, by=None)) as begin:
        list(Application.objects.filter(pk=application.pk).select_for_update(no_key=True))
        done = begin()
        reject_application(
            application=application, by=application.posting.created_by, reason=shipped_reason("pay"), words=WORDS
        )

    assert done.result(30) is True
    assert (Message.objects.count(), Email.objects.count()) == (0, 0)


def test_a_merge_that_becomes_final_gives_nobody_a_name_back_who_is_being_erased(committed):
    survivor, other = CandidateFactory.create_batch(2)
    merge = merge_candidates(survivor=survivor, other=other, by=UserFactory(lead=True))
    Merge.objects.filter(pk=merge.pk).update(at=timezone.now() - 2 * UNDO_FOR)

    with meanwhile(finish_merges) as begin:
        erase_candidate(candidate=survivor, by=None)
        done = begin()

    assert done.exception(30) is None
    assert set(Candidate.objects.values_list("name", flat=True)) == {"Erased"}


def test_names_are_hidden_while_the_search_is_written_anew(committed):
    application = ApplicationFactory()
    posting = application.posting

    with meanwhile(lambda: set_blind(posting=posting, is_blind=True, by=posting.created_by)) as begin:
        assert _index_some() == 1
        done = begin()

    assert done.result(30) is True
    application.candidate.refresh_from_db()
    assert application.candidate.search_due


# Erased since the page was opened ----------------------------------------------------------------------------


def writing(application, by):
    write_message(application=application, kind=MessageKind.OTHER, words=WORDS, by=by, key=uuid.uuid4())


def noting(application, by):
    add_note(candidate=application.candidate, application=application, text="Ada", form_key=uuid.uuid4(), by=by)


def noting_of_the_person(application, by):
    add_note(candidate=application.candidate, application=None, text="Ada", form_key=uuid.uuid4(), by=by)


def taking_down(application, by):
    record_reply(
        candidate=application.candidate,
        application=application,
        text="Ada",
        at=timezone.now(),
        key=uuid.uuid4(),
        by=by,
    )


def tagging(application, by):
    add_tags(candidate=application.candidate, names=["Ada"], by=by)


def holding(application, by):
    set_hold(candidate=application.candidate, reason="Ada", by=by)


@pytest.mark.parametrize("act", [writing, noting, noting_of_the_person, taking_down, tagging, holding])
def test_nothing_is_written_of_somebody_who_is_being_erased(committed, act):
    application = ApplicationFactory()
    by = application.posting.created_by

    with meanwhile(lambda: act(application, by)) as begin:
        erase_candidate(candidate=application.candidate, by=None)
        done = begin()

    assert isinstance(done.exception(30), PersonGone)
    assert [model.objects.count() for model in (Message, Email, Note, Tag)] == [0, 0, 0, 0]
    assert Candidate.objects.get().hold_reason == ""


def test_a_form_about_somebody_who_was_erased_since_is_not_found(sign_in, owner, posting, monkeypatch):
    application = ApplicationFactory(posting=posting)
    browser = sign_in(owner)
    page = f"/studio/applications/{application.pk}/"

    def erase_first(**_kwargs):
        erase_candidate(candidate=application.candidate, by=None)
        noting(application, owner)

    monkeypatch.setattr("hiring.views.notes.add_note", erase_first)
    answer = browser.post(f"{page}notes/", {"text": "Good", "form_key": uuid.uuid4()})

    assert answer.status_code == 404
