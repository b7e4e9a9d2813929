"""Contact data that somebody of the team takes over into a candidate's record."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from candidates.actions import lock_person, take_contact
from candidates.models import Candidate

from .locking import lock_applications
from .messages import follow_address


@transaction.atomic
def take_over_contact(*, candidate: Candidate, field: str, value: str, by: User) -> Candidate:
    """Take contact data over as `candidates.actions.take_contact` does; what waits to be sent follows a new address.

    Raises ContactTaken, ValidationError and PersonGone.
    """
    before = lock_person(candidate)
    lock_applications(before.applications.order_by().values("pk"))
    now = take_contact(candidate=before, field=field, value=value, by=by)
    if now.email != before.email:
        follow_address(candidate=now, tokens={})
    return now
