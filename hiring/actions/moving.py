"""Applications move on: the one door for their state and their step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import OuterRef, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .. import workflow
from ..choices import State
from ..models import Application, Move, RejectionReason, Step
from .errors import MovedMeanwhile, MoveRefused
from .interviewing import cancel_coming
from .locking import in_order, lock, read_locked
from .messages import call_off_answers
from .moved_on import follow_moves

AT_A_TIME = 500
PLACE_FIELDS = ["state", "step", "step_since", "rejection_reason", "shared_reason"]


@dataclass
class Moved:
    """What became of a bulk move: the moves made, who was there already, and who was left where they are, and why."""

    moves: list[Move] = field(default_factory=list)
    unchanged: list[Application] = field(default_factory=list)
    refused: list[tuple[Application, MoveRefused]] = field(default_factory=list)


@transaction.atomic
def move_application(
    *,
    application: Application,
    to_state: str | None = None,
    to_step: Step | None = None,
    by: User | None,
    reason: RejectionReason | None = None,
    shared_reason: str = "",
    note: str = "",
    seen: str | None = None,
    seen_step: int | None = None,
    undoes: Move | None = None,
    keep_interviews: bool = False,
) -> Move | None:
    """Take an application to another step, or to another state, and write down who did it, when and why.

    `by` is None for the candidate, `shared_reason` what they read of the reason for a rejection. An answer that waits
    to be sent is called back where the application is opened again. `seen` and `seen_step` (a number) are the state
    and the step that the user decided on: others by now are MovedMeanwhile. An application that is there already stays
    as it is, and the answer is None. A decision cancels the interviews to come, unless it is to keep them. Raises
    MoveRefused.
    """
    undone = {application.pk: undoes} if undoes else {}
    step = _lock_step(to_step)
    target = _Target(
        to_state, step, by, reason, shared_reason, note, tells=not undoes, keeps=keep_interviews, undoes=undone
    )
    (now,) = read_locked(lock(Application.objects.filter(pk=application.pk)))
    moves = []
    if not target.is_reached_by(now):
        _check_move(now, target, seen=seen, seen_step=seen_step)
        moves = _place([now], target)
    application.refresh_from_db(fields=PLACE_FIELDS)
    return moves[0] if moves else None


@transaction.atomic
def move_applications(
    *,
    applications: Iterable[Application | int],
    to_step: Step | None = None,
    to_state: str | None = None,
    by: User,
    reason: RejectionReason | None = None,
    shared_reason: str = "",
    note: str = "",
    seen: Mapping[int, int] | None = None,
    seen_state: str | None = None,
    batch: UUID | None = None,
    keep_interviews: bool = False,
) -> Moved:
    """Take many applications to one step or state, in a fixed number of queries; who can't be moved is left out and
    said.

    `seen` has, by the number of an application, that of the step where the user saw it; `seen_state` is the state that
    the user saw all of them in. The moves are one `batch`.
    """
    step, batch = _lock_step(to_step), batch or uuid4()
    target = _Target(to_state, step, by, reason, shared_reason, note, tells=True, keeps=keep_interviews, batch=batch)
    keys = [getattr(application, "pk", application) for application in applications]
    done, going = Moved(), []
    for row in read_locked(lock(Application.objects.filter(pk__in=keys))):
        if target.is_reached_by(row):
            done.unchanged.append(row)
            continue
        try:
            _check_move(row, target, seen=seen_state, seen_step=(seen or {}).get(row.pk))
        except MoveRefused as refused:
            done.refused.append((row, refused))
        else:
            going.append(row)
    done.moves = _place(going, target)
    return done


def arrive(*, application: Application, by: User | None) -> Move:
    """Write the first move of an application that came in; by nobody where the candidate sent it."""
    return Move.objects.create(
        application=application,
        to_state=application.state,
        to_step=application.step,
        by=by,
        at=application.created_at,
    )


@transaction.atomic
def empty_step(*, step: Step, to_step: Step, by: User) -> int:
    """Take all applications out of a step that is removed, those that are decided too, which keep their state; return
    how many.

    Nobody is told of that. They are read and written some at a time, for tens of thousands may be there. The step is
    locked, so that nobody comes in.
    """
    target = _Target(None, _lock_step(to_step), by, empties=True, batch=uuid4())
    keys = lock(Application.objects.filter(step=step))
    for start in range(0, len(keys), AT_A_TIME):
        _place(read_locked(keys[start : start + AT_A_TIME], with_people=False), target)
    return len(keys)


@transaction.atomic
def undo_move(*, move: Move, by: User) -> Move:
    """Take back the last move of an application; only who made it can, and only while nothing came after it.

    The log keeps both, and the days in the step go on as if nothing had been. A rejection that is undone calls back its
    message if that waits still. What can't be undone is MoveRefused, a move that is not the last one any more
    MovedMeanwhile.
    """
    if move.from_step_id != move.to_step_id:
        _lock_step(move.from_step)  # before the application, as every move does
    application = in_order(Application.objects.all()).get(pk=move.application_id)
    _check_undo(move, last=application.moves.latest("at", "pk").pk, by=by)
    to_state, to_step = _way_back(move)
    return move_application(application=application, to_state=to_state, to_step=to_step, by=by, undoes=move)


@transaction.atomic
def undo_moves(*, batch: UUID, by: User) -> Moved:
    """Take back what one bulk action moved, each by the rules of `undo_move`; who can't go back stays and is said."""
    moves = {move.application_id: move for move in Move.objects.filter(batch=batch).select_related("from_step")}
    steps = _lock_steps({move.from_step_id for move in moves.values() if move.from_step_id != move.to_step_id})
    rows = read_locked(lock(Application.objects.filter(pk__in=list(moves))))
    last = dict(_last_moves(moves))
    done, groups = Moved(), defaultdict(list)
    for row in rows:
        move = moves[row.pk]
        to_state, to_step = _way_back(move)
        target = _Target(to_state, to_step, by)
        try:
            _check_undo(move, last=last[row.pk], by=by)
            if to_step and steps[to_step.pk].removed_at:
                raise MovedMeanwhile(_was_removed(to_step))
            _check_move(row, target, seen=None, seen_step=None)
        except MoveRefused as refused:
            done.refused.append((row, refused))
        else:
            groups[to_state, steps.get(move.from_step_id) if to_step else None].append(row)
    again = uuid4()
    for (to_state, to_step), going in groups.items():
        done.moves += _place(going, _Target(to_state, to_step, by, batch=again, undoes=moves))
    return done


def _check_undo(move: Move, *, last: int, by: User) -> None:
    """Refuse to undo a move that isn't the application's last one, or not the user's, or that opened it again."""
    if last != move.pk:
        raise MovedMeanwhile(_("It was moved again meanwhile. Look again, then decide."))
    if move.by_id != by.pk or move.is_arrival:
        raise MoveRefused(_("Only your own last move can be undone."))
    if move.to_state == State.ACTIVE and move.changes_state:
        raise MoveRefused(_("To close it again, decide again."))


def _way_back(move: Move) -> tuple[str | None, Step | None]:
    """The state and the step that undoing a move leads to; None for what it didn't change."""
    to_state = move.from_state if move.changes_state else None
    return to_state, move.from_step if move.from_step_id != move.to_step_id else None


def _last_moves(keys: Iterable[int]) -> Iterable[tuple[int, int]]:
    """The number of the last move of each application."""
    moves = Move.objects.filter(application=OuterRef("pk")).order_by("-at", "-pk")
    return (
        Application.objects.filter(pk__in=list(keys))
        .order_by()
        .annotate(last_move=Subquery(moves.values("pk")[:1]))
        .values_list("pk", "last_move")
    )


@dataclass(frozen=True)
class _Target:
    """Where applications go, who takes them there, and why."""

    state: str | None
    step: Step | None
    by: User | None
    reason: RejectionReason | None = None
    shared_reason: str = ""
    note: str = ""
    tells: bool = False
    keeps: bool = False  # the interviews to come
    empties: bool = False
    batch: UUID | None = None
    undoes: Mapping[int, Move] = field(default_factory=dict)  # by application

    def is_reached_by(self, row: Application) -> bool:
        return self.state in (None, row.state) and (self.step is None or self.step.pk == row.step_id)


def _lock_step(wanted: Step | None) -> Step | None:
    """Wait for whoever removes the step at the same time, and refuse one that is removed; return it as it is."""
    if wanted is None:
        return None
    step = _lock_steps([wanted.pk])[wanted.pk]
    if step.removed_at:
        raise MovedMeanwhile(_was_removed(step))
    return step


def _lock_steps(keys: Iterable[int]) -> dict[int, Step]:
    """Steps by number, locked before the applications, as everybody does; always in the same order."""
    steps = Step.objects.select_for_update(of=("self",), no_key=True).select_related("posting")
    return {step.pk: step for step in steps.filter(pk__in=list(keys)).order_by("pk")}


def _was_removed(step: Step) -> str:
    return _("The step “%(step)s” was removed meanwhile. Choose another.") % {"step": step}


def _check_move(now: Application, target: _Target, *, seen: str | None, seen_step: int | None) -> None:
    words: dict[str, Any] = {"state": now.get_state_display()}
    if seen is not None and now.state != seen:
        raise MovedMeanwhile(
            _("This application was changed meanwhile: it is “%(state)s” now. Look again, then decide.") % words
        )
    if seen_step is not None and now.step_id != seen_step:
        raise MovedMeanwhile(
            _("Somebody moved this application meanwhile: it is in “%(step)s” now. Look again, then decide.")
            % {"step": now.step}
        )
    to_state = target.state or now.state
    if to_state != now.state and not workflow.allows(now.state, to_state, by_candidate=target.by is None):
        raise MoveRefused(_("An application that is “%(state)s” does not allow this.") % words)
    if target.step and (to_state != State.ACTIVE or target.by is None):
        raise MoveRefused(_("An application that is “%(state)s” does not allow this.") % words)
    if target.step and target.step.posting_id != now.posting_id:
        raise ValueError("The step is another posting's.")
    if (target.reason is not None) != (to_state == State.REJECTED):
        raise MoveRefused(_("Rejecting needs a reason, nothing else has one."))
    if target.reason and target.reason.retired_at:
        raise MoveRefused(_("The reason “%(reason)s” is no longer used. Choose another.") % {"reason": target.reason})


def _place(rows: list[Application], target: _Target) -> list[Move]:
    """Write the moves of locked applications and where they are then; the only writer of both."""
    if not rows:
        return []
    now = timezone.now()
    reasons = [(row, target.reason or (row.rejection_reason if target.state is None else None)) for row in rows]
    moves = Move.objects.bulk_create(
        Move(
            application=row,
            from_state=row.state,
            to_state=target.state or row.state,
            from_step_id=row.step_id,
            to_step_id=target.step.pk if target.step else row.step_id,
            from_since=row.step_since,
            reason=reason,
            reason_said=reason.name if reason else "",
            undoes=target.undoes.get(row.pk),
            batch=target.batch,
            note=target.note,
            by=target.by,
            at=now,
        )
        for row, reason in reasons
    )
    going = Application.objects.filter(pk__in=[row.pk for row in rows])
    since = _given_back(moves, now) if target.undoes else now
    if target.step:
        going.update(step=target.step, step_since=since)
    if target.state:
        shared = target.shared_reason if target.state == State.REJECTED else ""
        going.update(state=target.state, rejection_reason=target.reason, shared_reason=shared)
    if target.state not in (None, State.ACTIVE) and not target.keeps:
        cancel_coming(applications=[row.pk for row in rows], by=target.by, at=now)
    if target.state == State.ACTIVE:
        going.update(step_since=since)
        call_off_answers(applications=rows)
    if target.empties:  # who was about to hear of moving on still did, unless this takes them back
        rows = [row for row in rows if target.step.position < row.step.position]
    follow_moves(rows=rows, to_step=target.step, by=target.by, tells=target.tells)
    return moves


def _given_back(moves: list[Move], now: datetime) -> Combinable:
    """Since when each application was in its step before what these moves undo; now, where nobody wrote that down."""
    undone = Move.objects.filter(application=OuterRef("pk"), pk__in=[move.undoes_id for move in moves])
    return Coalesce(Subquery(undone.values("from_since")[:1]), Value(now))
