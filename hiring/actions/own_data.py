"""A candidate asks for a copy of their data, to be erased, or to change their address: over a link sent to it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.audit import AuditAction, record
from accounts.limits import seconds_to_wait
from candidates.actions import PersonGone, lock_people, lock_person
from candidates.holders import holders_of
from candidates.models import Candidate, normalise_email

from .. import mail, own_mail
from ..archive import archive_of
from ..choices import State
from ..models import DataLink
from .erasing import erase_candidate

GOOD_FOR = timedelta(minutes=10)
KEPT_FOR = timedelta(days=91)  # longer than messages: erasing finds by a link what went to the address that it names
LINKS_PER_HOUR = 3
OF_DATA = (DataLink.Purpose.EXPORT, DataLink.Purpose.ERASE)
OF_EMAIL = (DataLink.Purpose.EMAIL, DataLink.Purpose.CONFIRM)


class LinkSpent(Exception):
    """The link was used, or is too old, or is none."""


class KeptForWork(Exception):
    """The person was hired: what the employer must keep is not deleted by a link."""


@transaction.atomic
def ask_for_data(*, email: str, purpose: str) -> None:
    """Send a link to an address if it is a candidate's; whoever asks learns nothing from the answer."""
    holders = Candidate.objects.filter(pk__in=holders_of(normalise_email(email)), erased_at=None)
    lock_people(list(holders.values_list("pk", flat=True)))
    candidate = holders.first()  # by now: no link goes to an address that is not theirs any more
    if candidate is None or not candidate.email:
        return
    if seconds_to_wait("data-link", per_hour=LINKS_PER_HOUR, key=str(candidate.pk)):
        return
    secret = add_link(candidate=candidate, purpose=purpose)
    if purpose == DataLink.Purpose.EMAIL:
        own_mail.queue_ask(candidate, secret=secret)
    else:
        mail.queue_data_link(candidate, secret=secret, purpose=purpose)


def add_link(*, candidate: Candidate, purpose: str, new_email: str = "") -> str:
    """Write a link down and return its secret, which is kept nowhere."""
    secret = secrets.token_urlsafe(32)
    DataLink.objects.create(
        candidate=candidate,
        purpose=DataLink.Purpose(purpose),
        new_email=new_email,
        digest=_digest(secret),
        created_at=timezone.now(),
    )
    return secret


def find_link(secret: str, *, purposes: Collection[str] = OF_DATA) -> DataLink:
    """Return the link of a secret while it is good and for one of these purposes; raise LinkSpent."""
    since = timezone.now() - GOOD_FOR
    links = DataLink.objects.select_related("candidate").filter(digest=_digest(secret), used_at=None)
    link = links.filter(created_at__gt=since, purpose__in=purposes).first()
    if link is None:
        raise LinkSpent
    return link


def spend_link(link: DataLink) -> None:
    """Use a link up, its person locked before it, as whom they are by now; raise LinkSpent where somebody was
    quicker."""
    try:
        link.candidate = lock_person(link.candidate_id)
    except PersonGone as gone:
        raise LinkSpent from gone
    if not DataLink.objects.filter(pk=link.pk, used_at=None).update(used_at=timezone.now()):
        raise LinkSpent


def prune_links() -> int:
    """Delete links whose time is long over; return how many."""
    return DataLink.objects.filter(created_at__lt=timezone.now() - KEPT_FOR).delete()[0]


@transaction.atomic
def use_link(*, secret: str) -> bytes | None:
    """Do what a link is for, once: return the archive, or None where the person was erased.

    Raises LinkSpent, KeptForWork, and OnHold (`candidates.actions`).
    """
    link = find_link(secret)
    spend_link(link)
    if link.purpose == DataLink.Purpose.EXPORT:
        record(AuditAction.EXPORT, by=None, obj=link.candidate)
        return archive_of(link.candidate)
    if link.candidate.applications.filter(state=State.HIRED).exists():
        raise KeptForWork
    erase_candidate(candidate=link.candidate, by=None)
    return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
