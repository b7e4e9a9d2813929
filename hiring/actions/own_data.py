"""A candidate asks for a copy of their data, or to be erased: over a link sent to their address."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import AuditAction, record
from accounts.limits import seconds_to_wait
from candidates.models import Candidate, normalise_email

from .. import mail
from ..archive import archive_of
from ..choices import State
from ..models import DataLink
from .erasing import erase_candidate

GOOD_FOR = timedelta(minutes=10)
LINKS_PER_HOUR = 3


class LinkSpent(Exception):
    """The link was used, or is too old, or is none."""


class KeptForWork(Exception):
    """The person was hired: what the employer must keep is not deleted by a link."""


@transaction.atomic
def ask_for_data(*, email: str, purpose: str) -> None:
    """Send a link to an address if it is a candidate's; whoever asks learns nothing from the answer."""
    candidate = Candidate.objects.filter(email=normalise_email(email), erased_at=None).first()
    if candidate is None:
        return
    if seconds_to_wait("data-link", per_hour=LINKS_PER_HOUR, key=str(candidate.pk)):
        return
    secret = secrets.token_urlsafe(32)
    DataLink.objects.create(
        candidate=candidate, purpose=DataLink.Purpose(purpose), digest=_digest(secret), created_at=timezone.now()
    )
    mail.queue_data_link(candidate, secret=secret, purpose=purpose)


def find_link(secret: str) -> DataLink:
    """Return the link of a secret while it is good; raise LinkSpent."""
    since = timezone.now() - GOOD_FOR
    links = DataLink.objects.select_related("candidate").filter(digest=_digest(secret), used_at=None)
    link = links.filter(created_at__gt=since).first()
    if link is None:
        raise LinkSpent
    return link


@transaction.atomic
def use_link(*, secret: str) -> bytes | None:
    """Do what a link is for, once: return the archive, or None where the person was erased.

    Raises LinkSpent, KeptForWork, and OnHold (`candidates.actions`).
    """
    link = find_link(secret)
    if not DataLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        raise LinkSpent
    if link.purpose == DataLink.Purpose.EXPORT:
        record(AuditAction.EXPORT, by=None, obj=link.candidate)
        return archive_of(link.candidate)
    if link.candidate.applications.filter(state=State.HIRED).exists():
        raise KeptForWork
    erase_candidate(candidate=link.candidate, by=None)
    return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
