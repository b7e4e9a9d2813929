"""The one door for the columns that say what a posting is to do at a set time."""

from __future__ import annotations

from accounts.models import User

from ..choices import State
from ..models import Posting
from ..schedule import Schedule

COLUMNS = ("publish_at", "close_at", "close_at_reason", "scheduled_by", "schedule_problem")


def plan(posting: Posting, schedule: Schedule, *, by: User | None, problem: str = "") -> tuple[str, ...]:
    """Set what the posting is to do, who answers for it, and what could not be done; return the columns to save."""
    posting.publish_at = schedule.publish_at
    posting.close_at = schedule.close_at
    posting.close_at_reason = schedule.close_reason if schedule.close_at else ""
    posting.scheduled_by = by if schedule else None
    posting.schedule_problem = problem
    return COLUMNS


def plan_after(posting: Posting, to_state: str, *, by: User | None) -> tuple[str, ...]:
    """Take out what has no point once the posting is in a state; return the columns to save.

    Whoever publishes, did what was planned; whoever closes wants it closed, so that it must not open by
    itself again. Where nobody did (the closing date passed), a later publication that somebody planned holds.
    """
    planned = Schedule.of(posting)
    if to_state == State.PUBLISHED:
        left = Schedule(None, planned.close_at, planned.close_reason)
    elif to_state == State.CLOSED and by is None and planned.publish_at:
        left = planned
    else:
        left = Schedule()
    return plan(posting, left, by=posting.scheduled_by)
