"""What changes an entry's standing: retired, or back in use. Nothing else writes `retired_at`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from .models import Mission, Skill

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def retire_entry(*, entry: Mission | Skill, by: User) -> bool:
    """Take a mission or skill out of what new postings can pick; lines that came from it stay.

    Returns whether that changed anything: retiring a retired entry doesn't.
    """
    return _set_retired(entry, by=by, retired=True)


@transaction.atomic
def restore_entry(*, entry: Mission | Skill, by: User) -> bool:
    """Offer a retired mission or skill again. Returns whether that changed anything."""
    return _set_retired(entry, by=by, retired=False)


def _set_retired(entry: Mission | Skill, *, by: User, retired: bool) -> bool:
    entry = type(entry).objects.select_for_update().get(pk=entry.pk)
    if bool(entry.retired_at) == retired:
        return False
    entry.retired_at = timezone.now() if retired else None
    entry._history_user = by
    entry._change_reason = "retired" if retired else "restored"
    entry.save(update_fields=["retired_at"])
    return True
