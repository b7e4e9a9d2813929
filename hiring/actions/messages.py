"""What becomes of messages to candidates: called back in time, sent again, stopped and wished for again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from post_office.models import STATUS, Email
from post_office.signals import email_queued

from accounts.audit import AuditAction, record
from accounts.models import User
from candidates.actions import lock_person
from candidates.models import Candidate

from ..message_choices import OPTIONAL_MESSAGES, MessageKind, MessageState
from ..models import Application, Message, MessageWish
from .answered import settle_answered
from .locking import lock_applications

ANSWERS = (MessageKind.REJECTED, MessageKind.CLOSED)
# What goes to the address that it was written to, whatever the candidate's is by now.
STAYS = (MessageKind.DATA_LINK, MessageKind.ADDRESS)


class TooLate(Exception):
    """The message has left already; the text says so to the user."""


@transaction.atomic
def call_off(*, message: Message, by: User) -> Message:
    """Call a message back that waits for its hour; again changes nothing. Raises TooLate once a worker has it."""
    if message.outcome == MessageState.CALLED_OFF:
        return message
    lock_applications([message.application_id])
    if not _stop(message):
        raise TooLate(_("It is too late: the message has been sent, or is being sent now."))
    record(AuditAction.MESSAGE_CALLED_OFF, by=by, obj=message)
    message.refresh_from_db()
    return message


def call_off_answers(*, applications: list[Application]) -> None:
    """Call back the answers that wait to be sent for applications that are open again."""
    answers = Message.objects.that_wait().filter(application__in=applications, kind__in=ANSWERS)
    call_off_together(messages=dict(answers.values_list("pk", "email")))
    settle_answered([getattr(application, "pk", application) for application in applications])


def follow_address(*, candidate: Candidate, tokens: dict[str, str]) -> None:
    """Send what waits to a candidate's new address, with the new addresses of their pages (`tokens`, old to new); what
    failed gets these as well, for it may be sent again.

    Links to their data, and what is said of the change itself, stay behind.
    """
    untried, failed = Q(status=STATUS.queued, number_of_retries=None), Q(status=STATUS.failed)
    theirs = Message.objects.filter(candidate=candidate, outcome="").exclude(kind__in=STAYS)
    for message in theirs.filter(email__status__in=[STATUS.queued, STATUS.failed]).select_related("email"):
        text, html = message.email.message, message.email.html_message
        for old, new in tokens.items():
            text, html = text.replace(old, new), html.replace(old, new)
        mails = Email.objects.filter(untried | failed, pk=message.email_id)
        if mails.update(to=[candidate.email], message=text, html_message=html):
            Message.objects.filter(pk=message.pk).update(to=candidate.email)


def call_off_together(*, messages: Mapping[int, int]) -> None:
    """Call messages back that wait for their hour (their number to their mail's), in a few queries however many.

    Their applications are locked already.
    """
    if not messages:
        return
    mails = Email.objects.filter(
        pk__in=messages.values(), status=STATUS.queued, number_of_retries=None, scheduled_time__gt=timezone.now()
    )
    mails._raw_delete(mails.db)  # one that nobody tried to send has no logs or attachments that would have to go first
    has_mail = Exists(Email.objects.filter(pk=OuterRef("email_id")))
    gone = Message.objects.filter(~has_mail, pk__in=messages.keys(), outcome="")
    _settle(gone, MessageState.CALLED_OFF, at=timezone.now(), email=None)
    settle_answered(Message.objects.filter(pk__in=messages.keys(), application__isnull=False).values("application"))


def _waiting() -> QuerySet[Message]:
    return Message.objects.filter(outcome="", email__status=STATUS.queued)


def _stop(message: Message) -> bool:
    """Take a message out of the queue, in one UPDATE so that no worker takes it at the same time; say if it went."""
    mails = Email.objects.filter(pk=message.email_id)
    waiting = mails.filter(status=STATUS.queued, number_of_retries=None, scheduled_time__gt=timezone.now())
    if not waiting.update(status=STATUS.failed):
        return False
    _settle(Message.objects.filter(pk=message.pk), MessageState.CALLED_OFF, at=timezone.now())
    mails.delete()
    settle_answered([message.application_id])
    return True


@transaction.atomic
def send_again(*, message: Message, by: User) -> bool:
    """Queue a message again whose mail was given up, to the address of now; return whether there was something to do.

    Raises PersonGone.
    """
    person = lock_person(message.candidate_id)
    lock_applications([message.application_id])
    to = message.to if message.kind in STAYS else person.email or message.to
    emails = Email.objects.filter(pk=message.email_id, status=STATUS.failed)
    if not emails.update(status=STATUS.queued, scheduled_time=None, number_of_retries=None, to=[to]):
        return False
    Message.objects.filter(pk=message.pk).update(to=to)
    record(AuditAction.MESSAGE, by=by, obj=message)
    settle_answered([message.application_id])
    email_queued.send(sender=Email, emails=list(Email.objects.filter(pk=message.email_id)))
    message.refresh_from_db()
    return True


def give_up(*, email: Email) -> None:
    """Let a mail that could not be delivered count as no answer."""
    settle_answered(Message.objects.filter(email=email).values_list("application", flat=True))


@transaction.atomic
def came_back(*, message: Message) -> bool:
    """Let a message that was sent count as failed: its mail came back. Again changes nothing; say if it did."""
    lock_applications([message.application_id])
    mails = Email.objects.filter(pk=message.email_id, status=STATUS.sent)
    done = bool(mails.update(status=STATUS.failed, last_updated=timezone.now()))
    if not done and message.outcome == MessageState.SENT:  # its mail is gone
        _settle(Message.objects.filter(pk=message.pk), MessageState.FAILED, at=timezone.now())
        done = True
    if done:
        settle_answered([message.application_id])
    return done


def remember_outcomes(emails: QuerySet[Email]) -> None:
    """Write down how it went with messages whose mails are about to be deleted."""
    for status, outcome in ((STATUS.sent, MessageState.SENT), (STATUS.failed, MessageState.FAILED)):
        mails = emails.filter(status=status).order_by()
        last = Email.objects.filter(pk=OuterRef("email_id")).values("last_updated")[:1]
        _settle(Message.objects.filter(outcome="", email__in=mails.values("pk")), outcome, at=Subquery(last))


def _settle(messages: QuerySet[Message], outcome: str, *, at: datetime | Subquery, **fields: Any) -> None:
    messages.update(outcome=outcome, outcome_at=at, **fields)


@transaction.atomic
def stop_messages(*, wish: MessageWish, by: User | None) -> MessageWish:
    """Write nothing more to a candidate than what belongs to their applications; again changes nothing.

    Whoever is writing to them holds an application of theirs: what they write is there, and called back. Raises
    PersonGone.
    """
    person = lock_person(wish.candidate_id)
    lock_applications(person.applications.order_by().values("pk"))
    _same_person(wish).filter(stopped_at=None).update(stopped_at=timezone.now())
    for message in _waiting().filter(candidate=person, kind__in=OPTIONAL_MESSAGES).order_by("pk"):
        _stop(message)
    wish.refresh_from_db()
    return wish


@transaction.atomic
def resume_messages(*, wish: MessageWish, by: User | None) -> MessageWish:
    """Let other messages come again."""
    _same_person(wish).update(stopped_at=None)
    wish.refresh_from_db()
    return wish


def _same_person(wish: MessageWish) -> QuerySet[MessageWish]:
    """A wish, and those of the same person under another row that was merged."""
    person = wish.candidate.merged_into_id or wish.candidate_id
    return MessageWish.objects.filter(Q(candidate=person) | Q(candidate__merged_into=person))
