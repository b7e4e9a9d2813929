"""Writing to many at once: each with the same words about themselves, in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.models import Posting

from ..choices import State
from ..mail_together import queue_together
from ..message_choices import OPTIONAL_MESSAGES, MessageKind
from ..models import Application, Batch, MessageWish
from ..shipped import Words
from .answered import settle_answered
from .once import LeftOut, once
from .writing import DELAY, message_key

OF_ACTIVE = (MessageKind.INTERVIEW, MessageKind.MOVED_ON)


def write_chosen(
    *, posting: Posting, chosen: Mapping[int, int], kind: str, words: Words, by: User, key: UUID, delay: bool = True
) -> Batch:
    """Write to chosen applications, once for a key; who can't be written to is left out, and said."""

    def write(batch: Batch, rows: list[Application]) -> LeftOut:
        refused = refusals(rows, kind)
        fit = [row for row in rows if row.pk not in refused]
        keys = {row.pk: message_key(batch.key, row.pk) for row in fit}
        send_at = timezone.now() + DELAY if delay else None
        prefetch_related_objects(fit, "candidate__message_wish")
        shared = {row.pk: row.shared_reason for row in fit}
        queue_together(fit, kind=kind, words=words, by=by, send_at=send_at, reasons=shared, keys=keys)
        settle_answered([row.pk for row in fit if row.state == State.ACTIVE])
        batch.written = list(keys)
        batch.save(update_fields=["written"])
        record(AuditAction.MESSAGE, by=by, obj=batch)
        return list(refused.items())

    return once(Batch(posting=posting, kind=Batch.Kind.WRITE, by=by), key, chosen, write, locks=True)


def refusals(applications: list[Application], kind: str) -> dict[int, str]:
    """Say of each application that a kind of message can't go to why not; one query."""
    stopped: set[int] = set()
    if kind in OPTIONAL_MESSAGES:
        people = [application.candidate_id for application in applications]
        wishes = MessageWish.objects.filter(candidate__in=people, stopped_at__isnull=False)
        stopped = set(wishes.values_list("candidate", flat=True))
    found = {}
    for application in applications:
        if not application.candidate.email:
            found[application.pk] = _("No e-mail address of this person is known.")
        elif application.candidate_id in stopped:
            found[application.pk] = _("This person wants no messages but those that are part of an application.")
        elif kind in OF_ACTIVE and application.state != State.ACTIVE:
            found[application.pk] = _("It is decided already.")
    return found
