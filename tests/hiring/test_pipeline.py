"""The steps that a posting starts with, and the states that moves can reach."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from hiring.actions import (
    MoveRefused,
    move_application,
    move_applications,
    remove_step,
    undo_move,
    undo_moves,
)
from hiring.choices import State, StepKind
from hiring.models import Application, Move, Step
from hiring.workflow import allows
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory, StepFactory, shipped_reason
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db


def names_of(posting) -> list[str]:
    return [step.name for step in Step.objects.live().filter(posting=posting)]


def test_a_posting_starts_with_the_usual_steps_in_its_language():
    assert names_of(PostingFactory()) == ["New", "Screening", "First interview", "Technical case", "Team", "Offer"]
    assert names_of(PostingFactory(language="fr"))[:3] == ["Nouvelles", "Présélection", "Premier entretien"]


def test_a_copy_has_the_steps_of_its_original(posting):
    StepFactory(posting=posting, name="Coffee")
    Step.objects.filter(posting=posting, name="Team").update(removed_at=timezone.now())

    copy = PostingFactory(copied_from=posting)

    assert names_of(copy) == ["New", "Screening", "First interview", "Technical case", "Offer", "Coffee"]
    assert Step.objects.get(posting=copy, kind=StepKind.INBOX).position == 1


def test_a_saved_posting_gets_no_more_steps(posting):
    posting.save()

    assert len(names_of(posting)) == 6


class Moves(RuleBasedStateMachine):
    """Two recruiters and a candidate move two applications about, in every way there is."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        posting = PostingFactory(published=True)
        self.posting, self.users = posting, [posting.created_by, UserFactory()]
        self.applications = [ApplicationFactory(posting=posting) for _ in range(2)]
        self.came = {row.pk: row.step_since for row in self.applications}

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    one = st.integers(0, 1)
    step = st.integers(0, 5)

    def live(self) -> list[Step]:
        return list(Step.objects.live().filter(posting=self.posting))

    def at(self, number: int) -> Step:
        steps = self.live()
        return steps[number % len(steps)]

    @rule(one=one, who=one, step=step)
    def go_to_a_step(self, one, who, step):
        row = Application.objects.get(pk=self.applications[one].pk)
        try:
            move_application(application=row, to_step=self.at(step), by=self.users[who])
        except MoveRefused:
            assert row.state != State.ACTIVE

    @rule(one=one, who=one, to=st.sampled_from(State), by_candidate=st.booleans())
    def decide(self, one, who, to, by_candidate):
        row = Application.objects.get(pk=self.applications[one].pk)
        before, by = row.state, None if by_candidate else self.users[who]
        reason = shipped_reason("pay") if to == State.REJECTED else None
        try:
            move_application(application=row, to_state=to, by=by, reason=reason)
        except MoveRefused:
            assert not allows(before, to, by_candidate=by_candidate)
        else:
            assert before == to or allows(before, to, by_candidate=by_candidate)

    @rule(who=one, step=step)
    def go_together(self, who, step):
        move_applications(applications=self.applications, to_step=self.at(step), by=self.users[who])

    @rule(who=one)
    def undo_together(self, who):
        if batch := Move.objects.exclude(batch=None).values_list("batch", flat=True).order_by("at", "pk").last():
            undo_moves(batch=batch, by=self.users[who])

    @rule(one=one, who=one)
    def undo(self, one, who):
        move = Move.objects.filter(application=self.applications[one]).latest("at", "pk")
        try:
            undo_move(move=move, by=self.users[who])
        except MoveRefused:
            return
        assert move.by == self.users[who]

    @precondition(lambda self: len(self.live()) > 2)
    @rule(who=one, step=step, to=step)
    def remove_a_step(self, who, step, to):
        going = self.at(step)
        others = [other for other in self.live() if other != going]
        if going.kind != StepKind.INBOX:
            remove_step(step=going, to_step=others[to % len(others)], by=self.users[who])

    @invariant()
    def the_log_explains_where_each_is(self):
        for row in Application.objects.select_related("step"):
            state, step, since = "", None, None
            for move in row.moves.select_related("to_step", "undoes").order_by("at", "pk"):
                assert (move.from_state, move.from_step_id, move.from_since) == (state, step, since)
                if move.is_arrival:
                    since = self.came[row.pk]
                elif move.undoes:
                    since = move.undoes.from_since
                elif move.from_step_id != move.to_step_id or move.to_state == State.ACTIVE:
                    since = move.at
                state, step = move.to_state, move.to_step_id
            assert (row.state, row.step_id, row.step_since) == (state, step, since)
            assert row.step.removed_at is None
            assert row.step.posting_id == row.posting_id
            assert (row.state == State.REJECTED) == bool(row.rejection_reason_id)


def test_no_row_of_moves_breaks_the_log_or_a_constraint():
    run_state_machine_as_test(
        Moves,
        settings=settings(
            max_examples=25, stateful_step_count=15, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
