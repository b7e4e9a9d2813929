"""Changing what is known of how to reach a candidate."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..links import tidy_links
from ..models import Candidate, normalise_email
from .locking import lock_person


class ContactTaken(Exception):
    """The e-mail address is another candidate's."""


@transaction.atomic
def take_contact(*, candidate: Candidate, field: str, value: str, by: User) -> Candidate:
    """Write an e-mail address or a phone number over what is known, or add a link (`field` is "links").

    The same again changes nothing. Raises ContactTaken, and ValidationError where there are too many links.
    """
    now = lock_person(candidate)
    if field == "email":
        value = normalise_email(value)
        if Candidate.objects.filter(email=value).exclude(pk=now.pk).exists():
            raise ContactTaken(_("Another candidate has this e-mail address: they may be the same person."))
    elif field == "links":
        value = tidy_links(f"{now.links}\n{value}")
    elif field != "phone":
        raise ValueError(f"{field} is no contact data")
    if getattr(now, field) == value:
        return now
    setattr(now, field, value)
    now.save(update_fields=[field])
    record(AuditAction.CONTACT_CHANGED, by=by, obj=now)
    return now
