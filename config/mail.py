"""Sending what waits in the mail table: one message at a time, by as many workers as there are.

The library's own sender keeps one lock file a machine, which neither keeps two machines apart nor
survives a killed process. Here a worker claims a message with one conditional UPDATE that puts its next
try a few minutes ahead; whoever dies while sending thereby leaves it to the next one.
"""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from post_office.connections import connections
from post_office.models import STATUS, Email, Log

from accounts.mail import attach_calendar
from hiring.actions import give_up, remember_outcomes
from hiring.actions.answered import settle_answered
from hiring.actions.locking import lock_applications
from hiring.models import Message

logger = logging.getLogger("rolecraft.mail")

LEASE = timedelta(minutes=5)  # longer than any single delivery may take (EMAIL_TIMEOUT)
PAUSES = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=3), timedelta(hours=12))
KEPT_FOR = timedelta(days=90)
BATCH = 500
NEXT_TRY = Coalesce(F("number_of_retries") + 1, Value(0), output_field=models.IntegerField())  # from 0


class WorkerLost(Exception):
    """Nobody came back from sending a message."""


def due() -> models.QuerySet[Email]:
    """Messages to send now, the oldest of the most urgent first."""
    now = timezone.now()
    return Email.objects.filter(
        Q(scheduled_time=None) | Q(scheduled_time__lte=now),
        Q(expires_at=None) | Q(expires_at__gt=now),
        status__in=(STATUS.queued, STATUS.requeued),
    ).order_by("-priority", "id")


def send_waiting() -> int:
    """Send every message that is due; return how many left."""
    sent = 0
    try:
        while (email := _claim()) is not None:
            sent += _send(email)
    finally:
        connections.close()
    return sent


@transaction.atomic
def retry(emails: models.QuerySet[Email]) -> int:
    """Queue failed messages again; return how many."""
    keys = list(emails.filter(status=STATUS.failed).order_by().values_list("pk", flat=True))
    lock_applications(_applications_of(keys))
    failed = Email.objects.filter(pk__in=keys, status=STATUS.failed)
    queued = failed.update(status=STATUS.queued, scheduled_time=None, number_of_retries=None)
    settle_answered(_applications_of(keys))
    return queued


def prune() -> int:
    """Delete messages that were sent, or given up, long ago; return how many."""
    old = Email.objects.filter(status__in=(STATUS.sent, STATUS.failed), last_updated__lt=timezone.now() - KEPT_FOR)
    deleted = 0
    while keys := list(old.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        batch = Email.objects.filter(pk__in=keys)
        with transaction.atomic():
            remember_outcomes(batch)
            deleted += batch.delete()[1].get("post_office.Email", 0)
    return deleted


def _applications_of(keys: list[int]) -> models.QuerySet:
    return Message.objects.filter(email__in=keys, application__isnull=False).order_by().values("application")


def _claim() -> Email | None:
    """Take the next message that is due; None when there is none."""
    while (pk := due().values_list("pk", flat=True).first()) is not None:
        claimed = (
            due().filter(pk=pk).order_by().update(scheduled_time=timezone.now() + LEASE, number_of_retries=NEXT_TRY)
        )
        if claimed:
            email = Email.objects.select_related("template").filter(pk=pk).first()  # it may have been erased since
            if email and email.number_of_retries > len(PAUSES):  # each of them was the end of its worker
                _put_off(email, WorkerLost())
            elif email:
                return email
    return None


def _send(email: Email) -> bool:
    """Send a claimed message and write down how it went."""
    try:
        attach_calendar(email)
        email.dispatch(commit=False, disconnect_after_delivery=False)
    except Exception as error:
        _put_off(email, error)
        return False
    Email.objects.filter(pk=email.pk).update(status=STATUS.sent, scheduled_time=None, last_updated=timezone.now())
    logger.info("sent mail=%s", email.pk)
    return True


def _put_off(email: Email, error: Exception) -> None:
    """Let a message that this worker claimed be tried again later, or give it up; unless another worker has it now."""
    tries = email.number_of_retries
    lost = tries >= len(PAUSES)
    now = timezone.now()
    connections.close()  # the next one starts on a fresh connection
    with transaction.atomic():
        if lost:
            lock_applications(_applications_of([email.pk]))
        claimed = Email.objects.filter(
            pk=email.pk, status__in=(STATUS.queued, STATUS.requeued), number_of_retries=tries
        ).update(
            status=STATUS.failed if lost else STATUS.requeued,
            scheduled_time=None if lost else now + PAUSES[tries],
            last_updated=now,
        )
        if not claimed:
            return
        if lost:
            give_up(email=email)
        Log.objects.create(email=email, status=STATUS.failed, exception_type=type(error).__name__, message=str(error))
    level = logging.ERROR if lost else logging.WARNING
    logger.log(
        level, "%s mail=%s try=%s error=%s", "gave up" if lost else "put off", email.pk, tries + 1, type(error).__name__
    )
