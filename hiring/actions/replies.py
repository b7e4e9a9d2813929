"""Replies of candidates: taken down by hand or from a mail, settled, removed again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.audit import AuditAction, record
from accounts.models import User
from candidates.actions import lock_person
from candidates.models import Candidate

from ..mail import language_of
from ..message_choices import MessageKind, MessageState
from ..models import Application, Message


def record_reply(
    *,
    candidate: Candidate,
    application: Application | None,
    text: str,
    at: datetime,
    key: UUID,
    by: User,
    answers: Message | None = None,
) -> Message:
    """Take down what somebody answered, at a moment, once for a key however often it is asked for."""
    own = uuid5(key, f"reply {by.pk} {candidate.pk}")
    if existing := Message.objects.filter(key=own).first():
        return existing
    try:
        return take_down(
            candidate=candidate, application=application, text=text, at=at, key=own, by=by, answers=answers
        )
    except IntegrityError:  # the same came in at the same time, and is there now
        return Message.objects.get(key=own)


@transaction.atomic
def take_down(
    *,
    candidate: Candidate,
    application: Application | None,
    text: str,
    at: datetime,
    by: User | None,
    key: UUID | None = None,
    answers: Message | None = None,
    subject: str = "",
    quoted: str = "",
    sender: str = "",
    left_out: Sequence[str] = (),
    digest: str | None = None,
) -> Message:
    """Write a reply down: the one place that does; `by` is None for one that came as a mail. Raises PersonGone."""
    lock_person(candidate)
    now = timezone.now()
    reply = Message.objects.create(
        kind=MessageKind.REPLY,
        candidate=candidate,
        application=application,
        answers=answers,
        subject=subject,
        text=text,
        quoted=quoted,
        sender=sender,
        left_out=list(left_out),
        digest=digest,
        language=application.version.language if application else language_of(candidate),
        by=by,
        key=key or uuid4(),
        outcome=MessageState.RECEIVED,
        outcome_at=now,
        created_at=min(at, now),
    )
    record(AuditAction.REPLY, by=by, obj=reply)
    return reply


@transaction.atomic
def settle_reply(*, reply: Message, by: User) -> bool:
    """Say that there is nothing to answer to a reply; again changes nothing."""
    open_ones = Message.objects.filter(pk=reply.pk, kind=MessageKind.REPLY, settled_at=None)
    return bool(open_ones.update(settled_at=timezone.now()))


@transaction.atomic
def remove_reply(*, reply: Message, by: User) -> None:
    """Remove a reply that was taken down by mistake."""
    record(AuditAction.REPLY_REMOVED, by=by, obj=reply)
    reply.delete()
