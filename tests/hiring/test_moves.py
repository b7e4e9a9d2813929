"""One door for an application's state and step, over one table."""

from datetime import timedelta
from itertools import product

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hiring import workflow
from hiring.actions import (
    MovedMeanwhile,
    MoveRefused,
    empty_step,
    move_application,
    move_applications,
    undo_move,
)
from hiring.choices import State
from hiring.models import Move, Step
from tests.factories.hiring import ApplicationFactory, shipped_reason

from .conftest import travel

pytestmark = pytest.mark.django_db

TEAM = {
    (State.ACTIVE, State.HIRED),
    (State.ACTIVE, State.REJECTED),
    (State.REJECTED, State.ACTIVE),
    (State.HIRED, State.ACTIVE),
}
CANDIDATE = {(State.ACTIVE, State.WITHDRAWN)}
PAIRS = [pair for pair in product(State, State) if pair[0] != pair[1]]


def at_state(state, **fields):
    return ApplicationFactory(**({} if state == State.ACTIVE else {state.value: True}), **fields)


def reason_for(state):
    return shipped_reason("skills") if state == State.REJECTED else None


@pytest.mark.parametrize(("before", "after"), sorted(TEAM))
def test_the_team_may_make_this_move(posting, recruiter, before, after):
    application = at_state(before, posting=posting)

    move = move_application(
        application=application, to_state=after, by=recruiter, reason=reason_for(after), note="A note."
    )

    application.refresh_from_db()
    assert (application.state, application.rejection_reason) == (after, reason_for(after))
    assert (move.from_state, move.to_state, move.by, move.reason, move.note) == (
        before,
        after,
        recruiter,
        reason_for(after),
        "A note.",
    )


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair not in TEAM])
def test_the_team_may_not_make_this_move(posting, recruiter, before, after):
    application = at_state(before, posting=posting)
    moves = application.moves.count()

    with pytest.raises(MoveRefused, match="does not allow this"):
        move_application(application=application, to_state=after, by=recruiter, reason=reason_for(after))

    application.refresh_from_db()
    assert (application.state, application.moves.count()) == (before, moves)


@pytest.mark.parametrize(("before", "after"), sorted(CANDIDATE))
def test_the_candidate_may_make_this_move(posting, before, after):
    application = at_state(before, posting=posting)

    move = move_application(application=application, to_state=after, by=None)

    application.refresh_from_db()
    assert (application.state, move.by) == (after, None)


@pytest.mark.parametrize(("before", "after"), [pair for pair in PAIRS if pair not in CANDIDATE])
def test_the_candidate_may_not_make_this_move(posting, before, after):
    application = at_state(before, posting=posting)

    with pytest.raises(MoveRefused, match="does not allow this"):
        move_application(application=application, to_state=after, by=None, reason=reason_for(after))


@pytest.mark.parametrize("state", State)
def test_the_same_move_again_changes_nothing(posting, recruiter, state):
    application = at_state(state, posting=posting)
    moves = application.moves.count()

    assert move_application(application=application, to_state=state, by=recruiter, reason=reason_for(state)) is None
    assert application.moves.count() == moves


@pytest.mark.parametrize(("to_state", "reason"), [(State.REJECTED, None), (State.HIRED, "pay")])
def test_a_rejection_has_a_reason_and_nothing_else_has(posting, recruiter, to_state, reason):
    application = ApplicationFactory(posting=posting)

    with pytest.raises(MoveRefused, match="needs a reason"):
        move_application(
            application=application, to_state=to_state, by=recruiter, reason=reason and shipped_reason(reason)
        )

    assert application.moves.count() == 1


def test_a_decision_on_another_state_than_seen_is_told(posting, recruiter):
    application = ApplicationFactory(posting=posting, hired=True)

    with pytest.raises(MovedMeanwhile, match="it is “Hired” now"):
        move_application(
            application=application,
            to_state=State.REJECTED,
            by=recruiter,
            reason=shipped_reason("pay"),
            seen=State.ACTIVE,
        )


def test_the_row_decides_and_not_what_is_in_memory(posting, recruiter):
    application = ApplicationFactory(posting=posting)
    stale = type(application).objects.get(pk=application.pk)
    move_application(application=application, to_state=State.WITHDRAWN, by=None)

    with pytest.raises(MoveRefused):
        move_application(application=stale, to_state=State.HIRED, by=recruiter)


def test_the_log_alone_explains_the_state(posting, recruiter):
    application = ApplicationFactory(posting=posting)
    for to_state in (State.REJECTED, State.ACTIVE, State.HIRED, State.ACTIVE):
        move_application(application=application, to_state=to_state, by=recruiter, reason=reason_for(to_state))

    moves = list(Move.objects.filter(application=application).order_by("at", "id"))
    assert [(move.from_state, move.to_state) for move in moves] == [
        ("", State.ACTIVE),
        (State.ACTIVE, State.REJECTED),
        (State.REJECTED, State.ACTIVE),
        (State.ACTIVE, State.HIRED),
        (State.HIRED, State.ACTIVE),
    ]


def test_every_state_is_in_the_table_and_has_its_words():
    assert set(workflow.TRANSITIONS) == set(workflow.LABELS) == set(State)


@pytest.mark.parametrize(
    ("state", "team", "candidate"),
    [
        (State.ACTIVE, [State.HIRED, State.REJECTED], [State.WITHDRAWN]),
        (State.HIRED, [State.ACTIVE], []),
        (State.REJECTED, [State.ACTIVE], []),
        (State.WITHDRAWN, [], []),
    ],
)
def test_the_buttons_come_from_the_table(state, team, candidate):
    assert workflow.next_states(state) == team
    assert workflow.next_states(state, by_candidate=True) == candidate


# Steps -----------------------------------------------------------------------------------------------


def steps_of(posting) -> dict[str, Step]:
    return {step.name: step for step in Step.objects.live().filter(posting=posting)}


def place_of(application) -> tuple[str, str]:
    application.refresh_from_db()
    return application.state, application.step.name


def test_an_application_goes_to_another_step(posting, recruiter):
    application = ApplicationFactory(posting=posting)
    with travel(days=3):
        move = move_application(
            application=application, to_step=steps_of(posting)["Screening"], by=recruiter, seen_step=application.step_id
        )

    assert place_of(application) == (State.ACTIVE, "Screening")
    assert application.step_since == move.at
    assert (move.from_step.name, move.to_step.name, move.changes_state, move.by) == (
        "New",
        "Screening",
        False,
        recruiter,
    )


def test_the_same_step_again_changes_nothing(posting, recruiter):
    application = ApplicationFactory(posting=posting)

    assert move_application(application=application, to_step=application.step, by=recruiter, seen_step=0) is None
    assert application.moves.count() == 1


def test_a_step_chosen_for_somebody_who_is_elsewhere_by_now_is_told(posting, recruiter):
    application, steps = ApplicationFactory(posting=posting), steps_of(posting)
    move_application(application=application, to_step=steps["Screening"], by=recruiter)

    with pytest.raises(MovedMeanwhile, match="it is in “Screening” now"):
        move_application(application=application, to_step=steps["Offer"], by=recruiter, seen_step=steps["New"].pk)

    assert place_of(application) == (State.ACTIVE, "Screening")


def test_a_removed_step_takes_nobody(posting, recruiter):
    application, step = ApplicationFactory(posting=posting), steps_of(posting)["Team"]
    Step.objects.filter(pk=step.pk).update(removed_at=timezone.now())

    with pytest.raises(MovedMeanwhile, match="“Team” was removed"):
        move_application(application=application, to_step=step, by=recruiter)


def test_a_step_of_another_posting_is_a_mistake_of_ours(posting, recruiter):
    application, other = ApplicationFactory(posting=posting), ApplicationFactory()

    with pytest.raises(ValueError, match="another posting"):
        move_application(application=application, to_step=steps_of(other.posting)["Offer"], by=recruiter)


@pytest.mark.parametrize("state", [State.HIRED, State.REJECTED, State.WITHDRAWN])
def test_who_is_decided_stays_in_the_step(posting, recruiter, state):
    application = at_state(state, posting=posting)

    with pytest.raises(MoveRefused, match="does not allow this"):
        move_application(application=application, to_step=steps_of(posting)["Offer"], by=recruiter)


def test_a_reopened_application_is_where_it_was(posting, recruiter):
    application = ApplicationFactory(posting=posting)
    move_application(application=application, to_step=steps_of(posting)["Team"], by=recruiter)
    for to_state in (State.REJECTED, State.ACTIVE):
        move_application(application=application, to_state=to_state, by=recruiter, reason=reason_for(to_state))

    assert place_of(application) == (State.ACTIVE, "Team")


def test_candidates_don_t_choose_their_step(posting):
    application = ApplicationFactory(posting=posting)

    with pytest.raises(MoveRefused):
        move_application(application=application, to_step=steps_of(posting)["Offer"], by=None)


def test_the_database_refuses_a_step_of_another_posting(posting):
    application, other = ApplicationFactory(posting=posting), ApplicationFactory()

    with pytest.raises(IntegrityError, match="step of another posting"), transaction.atomic():
        type(application).objects.filter(pk=application.pk).update(step=other.step)
    with pytest.raises(IntegrityError, match="step of another posting"), transaction.atomic():
        type(application).objects.filter(pk=application.pk).update(posting=other.posting)


# Many at once ----------------------------------------------------------------------------------------


def test_many_move_at_once_and_who_can_t_is_said(posting, recruiter):
    steps = steps_of(posting)
    going, there, decided, elsewhere = (
        ApplicationFactory(posting=posting),
        ApplicationFactory(posting=posting, step=steps["Team"]),
        ApplicationFactory(posting=posting, rejected=True),
        ApplicationFactory(posting=posting, step=steps["Offer"]),
    )
    seen = {application.pk: steps["New"].pk for application in (going, there, decided, elsewhere)}

    moved = move_applications(
        applications=[going, there, decided, elsewhere], to_step=steps["Team"], by=recruiter, seen=seen
    )

    assert [move.application_id for move in moved.moves] == [going.pk]
    assert moved.unchanged == [there]
    assert [(application, type(refused)) for application, refused in moved.refused] == [
        (decided, MoveRefused),
        (elsewhere, MovedMeanwhile),
    ]
    assert [place_of(each)[1] for each in (going, there, decided, elsewhere)] == ["Team", "Team", "New", "Offer"]


def test_a_bulk_move_takes_the_same_queries_for_one_and_for_many(posting, recruiter, django_assert_num_queries):
    steps = steps_of(posting)
    one, many = ApplicationFactory(posting=posting), ApplicationFactory.create_batch(12, posting=posting)

    for applications in ([one], many):
        # savepoint and its release, step, applications locked and read, moves, place, messages
        with django_assert_num_queries(8):
            move_applications(applications=applications, to_step=steps["Team"], by=recruiter)


def test_an_emptied_step_keeps_each_one_s_state_and_the_log_says_so(posting, recruiter):
    steps = steps_of(posting)
    active = ApplicationFactory(posting=posting)
    rejected = ApplicationFactory(posting=posting, rejected=True)

    empty_step(step=steps["New"], to_step=steps["Screening"], by=recruiter)

    assert [place_of(each) for each in (active, rejected)] == [("active", "Screening"), ("rejected", "Screening")]
    last = rejected.moves.first()
    assert (last.from_state, last.to_state, last.reason) == ("rejected", "rejected", rejected.rejection_reason)


@pytest.mark.parametrize("count", [1, 4, 5])
def test_a_full_step_is_emptied_some_at_a_time_and_each_has_its_move(posting, recruiter, count, monkeypatch):
    monkeypatch.setattr("hiring.actions.moving.AT_A_TIME", 2)
    steps = steps_of(posting)
    here = [ApplicationFactory(posting=posting, rejected=True)]
    here += ApplicationFactory.create_batch(count - 1, posting=posting)
    elsewhere = ApplicationFactory(posting=posting, step=steps["Offer"])

    moved = empty_step(step=steps["New"], to_step=steps["Team"], by=recruiter)

    assert moved == count
    assert {place_of(each)[1] for each in here} == {"Team"}
    assert place_of(elsewhere) == (State.ACTIVE, "Offer")
    moves = Move.objects.filter(from_step=steps["New"], to_step=steps["Team"])
    assert sorted(moves.values_list("application", flat=True)) == sorted(each.pk for each in here)
    assert len(set(moves.values_list("batch", flat=True))) == 1


# Undoing ---------------------------------------------------------------------------------------------


def test_my_last_move_is_undone_and_both_stay_in_the_log(posting, recruiter):
    application = ApplicationFactory(posting=posting)
    move = move_application(application=application, to_step=steps_of(posting)["Team"], by=recruiter)

    undone = undo_move(move=move, by=recruiter)

    assert place_of(application) == (State.ACTIVE, "New")
    assert (undone.undoes, application.moves.count()) == (move, 3)


def test_undoing_a_move_gives_back_the_days_in_the_step(posting, recruiter):
    week_ago = timezone.now() - timedelta(days=7)
    application = ApplicationFactory(posting=posting, received=week_ago)
    move = move_application(application=application, to_step=steps_of(posting)["Team"], by=recruiter)

    undone = undo_move(move=move, by=recruiter)
    application.refresh_from_db()
    assert application.step_since == week_ago

    undo_move(move=undone, by=recruiter)
    application.refresh_from_db()
    assert application.step_since == move.at


@pytest.mark.parametrize("state", [State.HIRED, State.REJECTED])
def test_undoing_a_decision_gives_back_the_days_in_the_step_and_opening_again_begins_anew(posting, recruiter, state):
    week_ago = timezone.now() - timedelta(days=7)
    undone, opened = ApplicationFactory.create_batch(2, posting=posting, received=week_ago)
    decision = {"to_state": state, "by": recruiter, "reason": reason_for(state)}

    undo_move(move=move_application(application=undone, **decision), by=recruiter)
    move_application(application=opened, **decision)
    again = move_application(application=opened, to_state=State.ACTIVE, by=recruiter)

    undone.refresh_from_db()
    assert (undone.step_since, opened.step_since) == (week_ago, again.at)


@pytest.mark.parametrize("state", [State.HIRED, State.REJECTED])
def test_a_decision_is_undone(posting, recruiter, state):
    application = ApplicationFactory(posting=posting)
    move = move_application(application=application, to_state=state, by=recruiter, reason=reason_for(state))

    undo_move(move=move, by=recruiter)

    assert (place_of(application), application.rejection_reason) == ((State.ACTIVE, "New"), None)


def test_only_the_last_move_is_undone(posting, recruiter):
    application, steps = ApplicationFactory(posting=posting), steps_of(posting)
    first = move_application(application=application, to_step=steps["Team"], by=recruiter)
    move_application(application=application, to_step=steps["Offer"], by=recruiter)

    with pytest.raises(MovedMeanwhile):
        undo_move(move=first, by=recruiter)

    assert place_of(application) == (State.ACTIVE, "Offer")


def test_nobody_undoes_another_s_move_the_arrival_or_a_reopening(posting, recruiter, lead):
    application = ApplicationFactory(posting=posting)

    with pytest.raises(MoveRefused, match="your own"):
        undo_move(move=application.moves.get(), by=recruiter)
    move_application(application=application, to_state=State.REJECTED, by=recruiter, reason=shipped_reason("pay"))
    with pytest.raises(MoveRefused, match="your own"):
        undo_move(move=application.moves.first(), by=lead)
    move_application(application=application, to_state=State.ACTIVE, by=recruiter)
    with pytest.raises(MoveRefused, match="decide again"):
        undo_move(move=application.moves.first(), by=recruiter)
