"""Writing to candidates: by hand, with a rejection, to all who still wait. Each message is written once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record_many
from accounts.models import User
from postings.models import Posting

from ..choices import State
from ..mail_together import load_versions, queue_together
from ..message_choices import OPTIONAL_MESSAGES, MessageKind
from ..models import Application, Message, MessageWish, Move, RejectionReason
from ..shipped import Words
from .answered import settle_answered
from .locking import lock_applications, lock_with_person
from .moving import move_application, move_applications

DELAY = timedelta(hours=1)


class NotWritten(Exception):
    """The candidate can't be written to, or does not want it; the text says so to the user."""


def why_not(application: Application, kind: str) -> str:
    """Say why a kind of message can't go to a candidate; empty where it can."""
    if not application.candidate.email:
        return _("No e-mail address of this person is known.")
    if kind in OPTIONAL_MESSAGES:
        wish = MessageWish.objects.filter(candidate=application.candidate_id, stopped_at__isnull=False).first()
        if wish:
            return _("This person wants no messages but those that are part of an application.")
    return ""


def write_message(
    *, application: Application, kind: str, words: Words, by: User, key: UUID, delay: bool = False
) -> Message:
    """Write to a candidate, once for a key however often it is asked for. Raises NotWritten and PersonGone."""
    own = uuid5(key, f"{by.pk} {application.pk}")
    try:
        return _write(application, kind, words, by=by, key=own, delay=delay)
    except IntegrityError:  # the same came in at the same time, and is there now
        return Message.objects.get(key=own)


@transaction.atomic
def _write(application: Application, kind: str, words: Words, *, by: User, key: UUID, delay: bool) -> Message:
    if existing := Message.objects.filter(key=key).first():
        return existing
    application = lock_with_person(application)
    if refusal := why_not(application, kind):
        raise NotWritten(refusal)
    reasons = {application.pk: application.shared_reason}
    message, *_others = _tell(
        [application], kind, words, by=by, reasons=reasons, keys={application.pk: key}, delay=delay
    )
    if application.state == State.ACTIVE:  # of another one nobody waits; opened again, it is settled
        settle_answered([application.pk])
    return message


def _tell(
    applications: list[Application],
    kind: str,
    words: Words,
    *,
    by: User,
    reasons: Mapping[int, str],
    keys: Mapping[int, UUID],
    delay: bool,
) -> list[Message]:
    """Write to candidates who can be written to, each with their own values: the one way for one and for many."""
    if not applications:
        return []
    send_at = timezone.now() + DELAY if delay else None
    messages = queue_together(applications, kind=kind, words=words, by=by, reasons=reasons, keys=keys, send_at=send_at)
    record_many(AuditAction.MESSAGE, by=by, objs=messages)
    return messages


@transaction.atomic
def reject_application(
    *,
    application: Application,
    by: User,
    reason: RejectionReason,
    shared_reason: str = "",
    words: Words | None = None,
    kind: str = MessageKind.REJECTED,
    delay: bool = True,
    note: str = "",
    seen: str | None = None,
    keep_interviews: bool = False,
) -> Move | None:
    """Reject an application and, where there are words, tell the candidate; both or neither.

    None where it was rejected before: then nothing is sent either. Raises MoveRefused and NotWritten. The message goes
    by who the candidate is now that the application is locked, not by what a page had loaded.
    """
    move = move_application(
        application=application,
        to_state=State.REJECTED,
        by=by,
        reason=reason,
        shared_reason=shared_reason,
        note=note,
        seen=seen,
        keep_interviews=keep_interviews,
    )
    if move and words:
        (now,) = _as_of_now([application])
        if refusal := why_not(now, kind):
            raise NotWritten(refusal)
        _tell([now], kind, words, by=by, reasons={now.pk: shared_reason}, keys={}, delay=delay)
    return move


def _as_of_now(applications: list[Application]) -> list[Application]:
    """Applications, locked, with their candidates as these are by now, in the order that they come in."""
    rows = Application.objects.select_related("candidate", "posting")
    now = rows.in_bulk([application.pk for application in applications])
    return [now[application.pk] for application in applications]


@dataclass
class Answered:
    """How many got their answer, and who did not, with the reason."""

    count: int = 0
    left_out: list[tuple[Application, str]] = field(default_factory=list)


@transaction.atomic
def answer_all(
    *,
    posting: Posting,
    applications: list[Application],
    by: User,
    reason: RejectionReason,
    shared_reason: dict[str, str],
    words: Words,
    delay: bool = True,
) -> Answered:
    """Reject those who still wait at a closed posting, each with the same words about themselves."""
    return reject_applications(
        posting=posting,
        applications=applications,
        by=by,
        reason=reason,
        shared_reason=shared_reason,
        words=words,
        kind=MessageKind.CLOSED,
        delay=delay,
    )


@transaction.atomic
def reject_applications(
    *,
    posting: Posting,
    applications: list[Application],
    by: User,
    reason: RejectionReason,
    shared_reason: Mapping[str, str],
    words: Words | None = None,
    kind: str = MessageKind.REJECTED,
    delay: bool = True,
    note: str = "",
    seen: Mapping[int, int] | None = None,
    key: UUID | None = None,
    keep_interviews: bool = False,
) -> Answered:
    """Reject many who still wait and, where there are words, tell each: both or neither, for each of them.

    `shared_reason` is what they may know, by the language that they are written to in. Who is not waiting any more, is
    elsewhere than `seen` (step by application), or can't be written to, is left out and said. The moves are the batch
    `key`; each message's own key comes from it (`message_key`).
    """
    key, answered = key or uuid4(), Answered()
    lock_applications(application.pk for application in applications)
    applications = _as_of_now(applications)
    load_versions(applications)
    by_language: dict[str, dict[int, Application]] = {}
    for application in applications:
        if application.posting_id != posting.pk:
            raise ValueError("The application is another posting's.")
        if words and (refusal := why_not(application, kind)):
            answered.left_out.append((application, refusal))
        else:
            by_language.setdefault(application.version.language, {})[application.pk] = application
    told: dict[Application, str] = {}
    for language, rows in by_language.items():
        moved = move_applications(
            applications=rows.values(),
            to_state=State.REJECTED,
            by=by,
            reason=reason,
            shared_reason=shared_reason[language],
            note=note,
            seen=seen,
            seen_state=State.ACTIVE,
            batch=key,
            keep_interviews=keep_interviews,
        )
        told |= {rows[move.application_id]: shared_reason[language] for move in moved.moves}
        answered.left_out += [(rows[row.pk], _("It was rejected already.")) for row in moved.unchanged]
        answered.left_out += [(rows[row.pk], str(refused)) for row, refused in moved.refused]
    answered.count = len(told)
    if words:
        reasons = {application.pk: said for application, said in told.items()}
        keys = {application.pk: message_key(key, application.pk) for application in told}
        _tell(list(told), kind, words, by=by, reasons=reasons, keys=keys, delay=delay)
    return answered


def message_key(batch: UUID, application: int) -> UUID:
    """The key of the message that an application gets with a batch."""
    return uuid5(batch, f"message {application}")
