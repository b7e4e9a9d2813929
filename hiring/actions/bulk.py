"""One thing done to many applications of a posting: once a form, all that can be in one transaction, the rest said."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record_many
from accounts.models import User
from candidates.actions import tag_many
from candidates.models import Candidate
from postings.models import Posting

from ..message_choices import MessageState
from ..models import Application, Batch, Message, Move, RejectionReason, Step
from ..shipped import Words
from .locking import lock_applications
from .messages import call_off_together
from .moving import Moved, move_applications, undo_moves
from .once import LeftOut, once
from .writing import message_key, reject_applications


def move_chosen(*, posting: Posting, chosen: Mapping[int, int], to_step: Step, by: User, key: UUID) -> Batch:
    """Move chosen applications (with the step where each was seen) to a step. Raises MovedMeanwhile for the step."""

    def move(batch: Batch, rows: list[Application]) -> LeftOut:
        moved = move_applications(applications=rows, to_step=to_step, by=by, seen=chosen, batch=batch.key)
        there = [(row.pk, _("It was there already.")) for row in moved.unchanged]
        return there + [(row.pk, str(refused)) for row, refused in moved.refused]

    return once(Batch(posting=posting, kind=Batch.Kind.MOVE, to_step=to_step, by=by), key, chosen, move)


def reject_chosen(
    *,
    posting: Posting,
    chosen: Mapping[int, int],
    by: User,
    key: UUID,
    reason: RejectionReason,
    shared_reason: Mapping[str, str],
    words: Words | None,
    delay: bool = True,
    note: str = "",
    keep_interviews: bool = False,
) -> Batch:
    """Reject chosen applications and, where there are words, tell each, once for a key."""

    def reject(batch: Batch, rows: list[Application]) -> LeftOut:
        answered = reject_applications(
            posting=posting,
            applications=rows,
            by=by,
            reason=reason,
            shared_reason=shared_reason,
            words=words,
            delay=delay,
            note=note,
            seen=chosen,
            key=batch.key,
            keep_interviews=keep_interviews,
        )
        return [(row.pk, why) for row, why in answered.left_out]

    return once(Batch(posting=posting, kind=Batch.Kind.REJECT, by=by), key, chosen, reject)


@transaction.atomic
def undo_batch(*, batch: Batch, by: User) -> Moved:
    """Take back what a bulk action moved; a rejection that is taken back calls back its messages that still wait."""
    return undo_moves(batch=batch.key, by=by)


def message_keys(batch: Batch) -> list[UUID]:
    """The keys of the messages that went with a bulk action."""
    moved = Move.objects.filter(batch=batch.key).values_list("application", flat=True)
    return [message_key(batch.key, row) for row in (batch.written or moved)]


@dataclass
class CalledBack:
    """How many messages were called back, and which had left."""

    count: int = 0
    too_late: list[Message] = field(default_factory=list)


@transaction.atomic
def call_back(*, batch: Batch, by: User) -> CalledBack:
    """Call back the messages of a bulk action that wait for their hour; those that left are said."""
    unsettled = Message.objects.filter(key__in=message_keys(batch), outcome="")
    lock_applications(unsettled.order_by().values("application"))
    keys = list(unsettled.values_list("pk", flat=True))
    call_off_together(messages=dict(unsettled.that_wait().values_list("pk", "email")))
    messages = list(Message.objects.filter(pk__in=keys).select_related("candidate").order_by("pk"))
    called_off = [message for message in messages if message.outcome == MessageState.CALLED_OFF]
    record_many(AuditAction.MESSAGE_CALLED_OFF, by=by, objs=called_off)
    return CalledBack(len(called_off), [message for message in messages if not message.outcome])


@dataclass
class Tagged:
    """How many people were tagged, and how many were left out: theirs is not the user's to change."""

    count: int = 0
    left_out: int = 0


@transaction.atomic
def tag_chosen(*, posting: Posting, chosen: Iterable[int], names: list[str], by: User) -> Tagged:
    """Put tags on the people of chosen applications, those whom the user may change; again changes nothing."""
    chosen = list(chosen)
    of_posting = Application.objects.kept().filter(posting=posting, pk__in=chosen).order_by()
    people = Candidate.objects.editable_by(by).filter(pk__in=of_posting.values("candidate"))
    keys = list(people.order_by("pk").values_list("pk", flat=True))
    tag_many(candidates=keys, names=names, by=by)
    return Tagged(len(keys), len(chosen) - len(keys))
