"""Showing the name of somebody who is screened without it, before a decision."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from accounts.audit import AuditAction, record
from accounts.models import User

from ..models import Application
from .locking import lock_with_person


@transaction.atomic
def reveal_application(*, application: Application, by: User, reason: str = "") -> bool:
    """Show name, contact and files of an application to all who see it, for good; return whether they were hidden."""
    now = lock_with_person(application)
    if not now.is_hidden:
        return False
    now.revealed_at, now.revealed_by, now.reveal_reason = timezone.now(), by, reason
    now.save(update_fields=["revealed_at", "revealed_by", "reveal_reason"])
    record(AuditAction.NAME_REVEALED, by=by, obj=now)
    return True
