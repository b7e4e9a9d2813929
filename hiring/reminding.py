"""When reminders go: pure."""

from __future__ import annotations

from datetime import datetime, time

from .models.reminder import ReminderChoice

FROM, UNTIL = time(8), time(18)  # where the site is
MONDAY, SATURDAY = 0, 5


def is_working_time(now: datetime) -> bool:
    """Whether anybody is reminded at a local moment: by day, and not at the weekend."""
    return now.weekday() < SATURDAY and FROM <= now.time() < UNTIL


def wants(often: str | None, now: datetime) -> bool:
    """Whether somebody who chose how often (or nothing) is reminded at a local moment."""
    if often == ReminderChoice.Often.NEVER or not is_working_time(now):
        return False
    return often != ReminderChoice.Often.WEEKLY or now.weekday() == MONDAY
