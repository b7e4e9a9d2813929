"""The audit trail's one door: `record(...)` writes an event, nothing changes or deletes one."""

from __future__ import annotations

from django.db import models

from .client import current_address, hash_address
from .models import AuditAction, AuditEvent, User

__all__ = ["AuditAction", "record"]


def record(action: AuditAction, *, by: User | None, obj: models.Model | None = None) -> None:
    """Write down who did what to which object, from which client.

    Call it in the transaction of what it records, so that both happen or neither. `by` is None for
    somebody unknown: a failed sign-in, a candidate, the system itself. An object that goes away is
    recorded before it goes.
    """
    if obj is not None and obj.pk is None:
        raise ValueError("An object without an id can't be recorded.")
    AuditEvent.objects.create(
        action=action,
        actor_id=by.pk if by else None,
        object_kind=obj._meta.label_lower if obj is not None else "",
        object_id=str(obj.pk) if obj is not None else "",
        client=hash_address(current_address()),
    )
