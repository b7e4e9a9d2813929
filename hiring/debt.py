"""Answer debt: who waits for an answer, since when, and whether longer than was promised. Pure rules.

- Whoever's application is active waits: nobody has decided. A decision, or withdrawing, ends it; opening an application
  again starts it again.
- They wait since the last word that counts as an answer, or since they applied where there was none. What somebody of
  the team writes counts: an invitation, that they moved on, a message by hand, a rejection (of an application that was
  opened again later). What the house sends by itself (that an application came in, a link, how data is kept) does not;
  nor does a message that was called back or could not be delivered, nor a move that the candidate was not told of.
  What they write themselves changes nothing: their reply waits besides, until somebody writes or settles it.
- The time that was promised is that of the version which the candidate read. Days are those of the calendar where the
  site is, and the last promised day is still in time. Where nothing was promised nothing is late.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from .days import beginning_of
from .message_choices import MessageKind
from .paging import MOST

ANSWERS = frozenset(
    {MessageKind.INTERVIEW, MessageKind.MOVED_ON, MessageKind.OTHER, MessageKind.REJECTED, MessageKind.CLOSED}
)


def days_waited(since: datetime, today: date) -> int:
    """Whole days by the calendar from a moment until a day; never less than none."""
    return max(0, (today - timezone.localdate(since)).days)


def is_late(days: int, promised: int | None) -> bool:
    """Whether somebody has waited longer than was promised."""
    return promised is not None and days > promised


def late_before(promised: int, today: date) -> datetime:
    """The moment before which somebody must have begun to wait to be late today."""
    return beginning_of(today - timedelta(days=promised))


def late_condition(promises: Mapping[int, int | None], today: date) -> Q | None:
    """A condition on applications of versions (numbers, with what each promised) that they have waited too long; None
    where nothing was promised."""
    by_days: dict[int, list[int]] = {}
    for version, promised in promises.items():
        if promised is not None:
            by_days.setdefault(promised, []).append(version)
    late = Q()
    for promised, versions in sorted(by_days.items()):
        late |= Q(version__in=versions, waits_since__lt=late_before(promised, today))
    return late if by_days else None


@dataclass(frozen=True)
class Debt:
    """How many wait for an answer, how many of them longer than was promised, and since when the first.

    `promised` is what was promised to the first.
    """

    count: int = 0
    late: int = 0
    oldest: datetime | None = None
    promised: int | None = None

    def __add__(self, other: Debt) -> Debt:
        first = min((one for one in (self, other) if one.oldest), key=lambda one: one.oldest, default=self)
        return Debt(self.count + other.count, self.late + other.late, first.oldest, first.promised)

    @property
    def days(self) -> int:
        """How long the first has waited."""
        return days_waited(self.oldest, timezone.localdate()) if self.oldest else 0

    @property
    def is_late(self) -> bool:
        return self.late > 0

    @property
    def is_many(self) -> bool:
        """Whether there are more than are counted one by one."""
        return self.count > MOST

    @property
    def is_many_late(self) -> bool:
        return self.late > MOST
