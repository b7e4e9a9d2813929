"""Where which law is in force."""

from __future__ import annotations

from django.db import transaction

from accounts.audit import AuditAction, record
from accounts.models import User

from ..models import Jurisdiction


@transaction.atomic
def save_jurisdiction(*, jurisdiction: Jurisdiction, by: User) -> Jurisdiction:
    """Save a row of the table as a curator's edit; the checks go by it from the next look on."""
    jurisdiction._history_user = by
    jurisdiction.save()
    record(AuditAction.LAW_CHANGE, by=by, obj=jurisdiction)
    return jurisdiction
