"""The audit trail's one door: `record(...)` writes an event, nothing changes or deletes one."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import models

from .client import current_address, hash_address
from .models import AuditAction, AuditEvent, User

__all__ = ["AuditAction", "record", "record_many"]


def record(action: AuditAction, *, by: User | None, obj: models.Model | None = None) -> None:
    """Write down who did what to which object, from which client.

    Call it in the transaction of what it records, so that both happen or neither. `by` is None for
    somebody unknown: a failed sign-in, a candidate, the system itself. An object that goes away is
    recorded before it goes.
    """
    _event(action, by, obj).save(force_insert=True)


def record_many(action: AuditAction, *, by: User | None, objs: Iterable[models.Model]) -> None:
    """Write down the same of many objects, an event for each, together."""
    AuditEvent.objects.bulk_create([_event(action, by, obj) for obj in objs])


def _event(action: AuditAction, by: User | None, obj: models.Model | None) -> AuditEvent:
    if obj is not None and obj.pk is None:
        raise ValueError("An object without an id can't be recorded.")
    return AuditEvent(
        action=action,
        actor_id=by.pk if by else None,
        object_kind=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        client=hash_address(current_address()),
    )
