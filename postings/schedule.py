"""What a posting is to do at a set time: rules over plain values, and the words for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from . import workflow
from .choices import State
from .content import Content
from .wording import date_words, moment_words

if TYPE_CHECKING:
    from .models import Posting

DAY_ALMOST_OVER = timedelta(minutes=15)  # closing at 23:50 keeps the promise of that day


@dataclass(frozen=True)
class Schedule:
    """When a posting is to be published and closed, and the reason that it then carries."""

    publish_at: datetime | None = None
    close_at: datetime | None = None
    close_reason: str = ""

    def __bool__(self) -> bool:
        return bool(self.publish_at or self.close_at)

    @classmethod
    def of(cls, posting: Posting) -> Schedule:
        return cls(posting.publish_at, posting.close_at, posting.close_at_reason)


def faults(schedule: Schedule, *, state: str, now: datetime) -> dict[str, str]:
    """Return what can't be in a schedule for a posting in a state, by the part of it: publish, close or reason."""
    found = {}
    publish_at, close_at = schedule.publish_at, schedule.close_at
    if publish_at and not workflow.allows(state, State.PUBLISHED):
        found["publish"] = _("An archived posting can’t be published.")
    elif publish_at and publish_at <= now:
        found["publish"] = _("This has passed: choose a later day or time.")
    if close_at and close_at <= now:
        found["close"] = _("This has passed: choose a later day or time.")
    elif close_at and publish_at and close_at <= publish_at:
        found["close"] = _("It would close before it is published.")
    elif close_at and not publish_at and state != State.PUBLISHED:
        found["close"] = _("Nobody can apply yet: say when it is published, too.")
    if close_at and not schedule.close_reason:
        found["reason"] = _("Choose a reason: candidates read it on the page.")
    return found


def clashes(posting: Posting, content: Content) -> list[str]:
    """Return, as sentences, where the schedule and the closing date that candidates read don't go together.

    `content` is the working text: it is what goes out if the posting is still to be published.
    """
    schedule = Schedule.of(posting)
    live = posting.live_version
    closes_on = live.closes_on if live and not schedule.publish_at else content.closes_on
    if closes_on is None:
        return []
    found = []
    day_over = _end_of(closes_on)
    if schedule.publish_at and schedule.publish_at >= day_over:
        words = {"date": date_words(closes_on), "moment": moment_words(schedule.publish_at)}
        found.append(
            _("The closing date, %(date)s, is over before it goes out on %(moment)s: set a later one.") % words
        )
    elif schedule.close_at and schedule.close_at < day_over - DAY_ALMOST_OVER:
        words = {"date": date_words(closes_on), "moment": moment_words(schedule.close_at)}
        found.append(
            _("It closes on %(moment)s, before the closing date that candidates read is over: %(date)s.") % words
        )
    elif schedule.close_at and schedule.close_at > day_over:
        words = {"date": date_words(closes_on), "moment": moment_words(schedule.close_at)}
        found.append(_("The closing date comes first: it closes after %(date)s, not only on %(moment)s.") % words)
    return found


def _end_of(day: date) -> datetime:
    """The first moment after a day, in the site's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time()))


def zone_name() -> str:
    """The name of the time zone that schedules are written and read in."""
    return timezone.get_current_timezone_name()
