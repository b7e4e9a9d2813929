"""Telling candidates that they moved on, where the posting says so: after a while in which it can be called back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Case, When
from django.utils import timezone
from post_office.models import STATUS

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.actions import set_tell_moved_on
from postings.models import Posting

from ..choices import State
from ..mail_together import queue_moved_on
from ..message_choices import MessageKind, MessageState
from ..models import Application, Message, MessageWish, Step
from .answered import settle_answered
from .locking import lock_applications
from .messages import call_off_together

TOLD_AFTER = timedelta(minutes=10)


@transaction.atomic
def tell_moved_on(*, posting: Posting, tell: bool, by: User) -> None:
    """Tell candidates from now on when they move to a later step; or no longer, then what waits is called back too."""
    if not set_tell_moved_on(posting=posting, tell=tell, by=by):
        return
    if not tell:
        now = timezone.now()
        waiting = Message.objects.that_wait().filter(kind=MessageKind.MOVED_ON, application__posting=posting)
        lock_applications(waiting.order_by().values("application"))
        notices = _notices(application__posting=posting, outcome="")
        call_off_together(messages={notice.pk: notice.email for notice in notices if notice.waits_at(now)})
    record(AuditAction.STEPS_CHANGE, by=by, obj=posting)


def follow_moves(*, rows: list[Application], to_step: Step | None, by: User | None, tells: bool) -> None:
    """Call back what waits to tell of earlier moves; tell of these, where `tells`, the posting says so and it is later.

    `rows` are locked and still say where they were. Nobody hears twice of the same step or of an earlier one. The
    number of queries is the same for one row and for many, if they come with their step, candidate and wish.
    """
    now = timezone.now()
    furthest: dict[int, int] = {}
    waiting = {}
    for notice in _notices(application__in=[row.pk for row in rows]):
        if notice.waits_at(now):
            waiting[notice.pk] = notice.email
        elif notice.went:
            furthest[notice.application] = max(notice.position, furthest.get(notice.application, 0))
    call_off_together(messages=waiting)
    if not (tells and by and to_step and to_step.posting.tell_moved_on):
        return
    going = [
        row
        for row in rows
        if row.state == State.ACTIVE
        and to_step.position > max(row.step.position, furthest.get(row.pk, 0))
        and row.candidate.email
        and not _has_stopped(row)
    ]
    queue_moved_on(going, step=to_step, by=by, send_at=now + TOLD_AFTER)
    settle_answered([row.pk for row in going])


@dataclass(frozen=True)
class _Notice:
    """A message that tells of a step, where the step stands (a removed one nowhere), and where the mail is."""

    pk: int
    application: int
    position: int
    email: int | None
    outcome: str
    status: int | None
    scheduled: datetime | None
    retries: int | None

    def waits_at(self, now: datetime) -> bool:
        """Whether it can still be called back."""
        is_queued = self.outcome == "" and self.status == STATUS.queued and self.retries is None
        return is_queued and self.scheduled is not None and self.scheduled > now

    @property
    def went(self) -> bool:
        """Whether it was sent, or is being sent."""
        if self.outcome:
            return self.outcome == MessageState.SENT
        return self.status in {STATUS.sent, STATUS.queued, STATUS.requeued}


def _notices(**which: object) -> list[_Notice]:
    rows = Message.objects.filter(kind=MessageKind.MOVED_ON, about_step__isnull=False, **which).order_by("pk")
    return [
        _Notice(*values)
        for values in rows.values_list(
            "pk",
            "application",
            Case(When(about_step__removed_at=None, then="about_step__position"), default=0),
            "email",
            "outcome",
            "email__status",
            "email__scheduled_time",
            "email__number_of_retries",
        )
    ]


def _has_stopped(row: Application) -> bool:
    try:
        return row.candidate.message_wish.stopped_at is not None
    except MessageWish.DoesNotExist:
        return False
