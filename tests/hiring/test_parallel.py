"""The same form sent many times at once comes in once: threads with connections and commits of their own."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from django.db import connections
from post_office.models import Email

from candidates.actions import NotMergeable
from candidates.models import Candidate, Document, Merge
from hiring.actions import (
    MovedMeanwhile,
    MoveRefused,
    Sent,
    SentAnswer,
    merge_candidates,
    move_application,
    remove_step,
    submit_application,
    undo_move,
)
from hiring.choices import State
from hiring.models import Application, Move
from postings.content import Content
from tests.factories.accounts import UserFactory
from tests.factories.candidates import checked_cv
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import PostingFactory

from .conftest import posting_that_asks

TIMES = 20


def at_once(work) -> list:
    """Run `work` in threads that start together; return what each gave or raised."""
    barrier = Barrier(TIMES)

    def one(number: int):
        barrier.wait()
        try:
            return work(number)
        except Exception as error:
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(TIMES) as pool:
        return list(pool.map(one, range(TIMES)))


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Candidate, Document, Application, Move, Email))


def test_one_form_sent_many_times_at_once_comes_in_once(committed, storage):
    posting = posting_that_asks({"kind": "file"}, {"kind": "several", "options": ["Seed", "Later"]})
    file, several = Content.from_data(posting.live_version.content).questions
    answers = (SentAnswer(file, checked_cv(name="Talk.pdf")), SentAnswer(several, ["Seed", "Later"]))
    sent = Sent(form_key=uuid.uuid4(), name="Ada Lovelace", email="ada@example.com", cv=checked_cv(), answers=answers)

    receipts = at_once(
        lambda number: submit_application(posting=posting, version=posting.live_version, sent=sent, by=None)
    )

    application = Application.objects.get()
    assert [(receipt.application.pk, receipt.for_sender) for receipt in receipts] == [(application.pk, True)] * TIMES
    assert rows() == (1, 2, 1, 1, 1)
    talk, stages = application.answers.all()
    assert (talk.document.original_name, stages.value) == ("Talk.pdf", ["Seed", "Later"])
    kept = {path.relative_to(storage).as_posix() for path in storage.rglob("*") if path.is_file()}
    assert kept == {application.cv.file.name, talk.document.file.name}


def test_many_forms_under_one_address_at_once_are_one_application(committed):
    posting = PostingFactory(published=True)

    receipts = at_once(
        lambda number: submit_application(
            posting=posting,
            version=posting.live_version,
            sent=Sent(form_key=uuid.uuid4(), name=f"Ada {number}", email="ada@example.com", cv=checked_cv()),
            by=None,
        )
    )

    application = Application.objects.get()
    assert {receipt.application.pk for receipt in receipts} == {application.pk}
    assert [receipt.for_sender for receipt in receipts].count(True) == 1
    assert rows() == (1, 1, 1, 1, 1 + 3)  # the confirmation, and the link as often as an hour allows


def test_one_candidate_for_many_postings_at_once_is_one_candidate(committed):
    postings = PostingFactory.create_batch(TIMES, published=True)

    receipts = at_once(
        lambda number: submit_application(
            posting=postings[number],
            version=postings[number].live_version,
            sent=Sent(form_key=uuid.uuid4(), name="Ada", email="ada@example.com", cv=checked_cv()),
            by=None,
        )
    )

    assert [receipt.for_sender for receipt in receipts] == [True] * TIMES
    assert rows() == (1, TIMES, TIMES, TIMES, TIMES)


def test_two_are_merged_once_however_many_try_in_either_direction(committed):
    people = [application.candidate for application in ApplicationFactory.create_batch(2)]
    lead = UserFactory(lead=True)

    answers = at_once(
        lambda number: merge_candidates(survivor=people[number % 2], other=people[1 - number % 2], by=lead)
    )

    merge = Merge.objects.get()
    assert [answer for answer in answers if not isinstance(answer, NotMergeable)] == [merge]
    assert list(Candidate.objects.kept()) == [merge.survivor]
    assert merge.survivor.applications.count() == 2


def test_of_many_decisions_at_once_one_counts_and_the_log_says_which(committed):
    application = ApplicationFactory()
    owner = application.posting.created_by

    answers = at_once(
        lambda number: move_application(
            application=Application.objects.get(pk=application.pk),
            to_state=State.HIRED if number % 2 else State.REJECTED,
            reason=None if number % 2 else shipped_reason("pay"),
            by=owner,
            seen=State.ACTIVE,
        )
    )

    application.refresh_from_db()
    moves = [answer for answer in answers if isinstance(answer, Move)]
    refusals = [answer for answer in answers if isinstance(answer, MoveRefused)]
    assert [move.to_state for move in moves] == [application.state]
    assert (len(refusals), answers.count(None)) == (TIMES // 2, TIMES // 2 - 1)
    assert application.moves.count() == 2


def test_a_step_that_is_removed_while_many_move_keeps_nobody(committed):
    posting = PostingFactory(published=True)
    owner, steps = posting.created_by, {step.name: step for step in posting.steps.all()}
    here = ApplicationFactory.create_batch(4, posting=posting, step=steps["Team"])
    there = ApplicationFactory.create_batch(TIMES - 4, posting=posting)

    def work(number: int):
        if number == 0:
            return remove_step(step=steps["Team"], to_step=steps["Screening"], by=owner)
        if number < 3:
            return move_application(application=here[number], to_step=steps["Offer"], by=owner)
        if number == 3:
            last = move_application(application=here[3], to_step=steps["Offer"], by=owner)
            return undo_move(move=last, by=owner)
        return move_application(application=there[number - 4], to_step=steps["Team"], by=owner)

    answers = at_once(work)

    strange = [answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, MovedMeanwhile)]
    assert strange == []
    assert not Application.objects.filter(step=steps["Team"]).exists()
    for application in Application.objects.all():
        last = application.moves.latest("at", "pk")
        assert (last.to_step_id, last.to_state) == (application.step_id, application.state)
