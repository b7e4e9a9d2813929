"""One door for an application's state, over one table."""

from itertools import product

import pytest

from hiring import workflow
from hiring.actions import MovedMeanwhile, MoveRefused, move_application
from hiring.choices import RejectionReason, State
from hiring.models import Move
from tests.factories.hiring import ApplicationFactory

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


def reason_for(state) -> str:
    return RejectionReason.SKILLS if state == State.REJECTED else ""


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


@pytest.mark.parametrize(("to_state", "reason"), [(State.REJECTED, ""), (State.HIRED, RejectionReason.PAY)])
def test_a_rejection_has_a_reason_and_nothing_else_has(posting, recruiter, to_state, reason):
    application = ApplicationFactory(posting=posting)

    with pytest.raises(MoveRefused, match="needs a reason"):
        move_application(application=application, to_state=to_state, by=recruiter, reason=reason)

    assert application.moves.count() == 1


def test_a_decision_on_another_state_than_seen_is_told(posting, recruiter):
    application = ApplicationFactory(posting=posting, hired=True)

    with pytest.raises(MovedMeanwhile, match="it is “Accepted” now"):
        move_application(
            application=application,
            to_state=State.REJECTED,
            by=recruiter,
            reason=RejectionReason.PAY,
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
