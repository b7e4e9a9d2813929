"""Consent, holds, and erasing what this app knows of a person."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..erasures import digest_of
from ..models import Candidate, Consent, ConsentAsk, Document, Erasure, Resume, SearchEntry
from ..search.due import mark_due
from ..signals import candidate_erased
from .importing import erase_from_imports
from .intake import delete_documents
from .locking import lock_person
from .merging import forget_merges
from .tagging import clear_tags


class OnHold(Exception):
    """The data must be kept for now; the message says so to the user."""


@transaction.atomic
def give_consent(*, candidate: Candidate, wording: str, by: User | None) -> Consent | None:
    """Write down that a candidate's data may be kept for other postings; None where they agreed before."""
    now = timezone.now()
    consent, given = Consent.objects.get_or_create(
        candidate=candidate, withdrawn_at=None, defaults={"wording": wording, "given_at": now, "renewed_at": now}
    )
    return consent if given else None


@transaction.atomic
def renew_consent(*, consent: Consent, by: User | None) -> Consent:
    """Let the time start anew; a consent that was taken back is not renewed."""
    _in_force(consent).update(renewed_at=timezone.now(), reminded_at=None)
    consent.refresh_from_db()
    return consent


@transaction.atomic
def withdraw_consent(*, consent: Consent, by: User | None) -> Consent:
    """Take the consent back; again changes nothing."""
    in_force = _in_force(consent)
    people = list(in_force.values_list("candidate", flat=True))
    if in_force.update(withdrawn_at=timezone.now()):
        mark_due(people)
    consent.refresh_from_db()
    return consent


def _in_force(consent: Consent) -> QuerySet[Consent]:
    """A consent while it holds, and those in force of the same person under another row that was merged."""
    if consent.withdrawn_at:
        return Consent.objects.none()
    person = consent.candidate.merged_into_id or consent.candidate_id
    return Consent.objects.filter(Q(candidate=person) | Q(candidate__merged_into=person), withdrawn_at=None)


@transaction.atomic
def set_hold(*, candidate: Candidate, reason: str, by: User) -> Candidate:
    """Keep a candidate's data from being erased, with a reason, or let it go again with an empty one."""
    now = lock_person(candidate)
    if now.hold_reason != reason:
        now.hold_reason = reason
        now.save(update_fields=["hold_reason"])
        record(AuditAction.HOLD, by=by, obj=now)
    return now


def erase_record(*, candidate: Candidate, former: Sequence[str] = (), by: User | None) -> None:
    """Empty a locked candidate's row and delete what hangs on it; files go once the transaction is through.

    `former` are addresses that were theirs before and are nobody's now. Raises OnHold.

    Erase through `hiring.actions.erase_candidate`: this is its part for this app.
    """
    if candidate.hold_reason:
        raise OnHold(_("This data must be kept for now: %(reason)s") % {"reason": candidate.hold_reason})
    delete_documents(Document.objects.filter(candidate=candidate))
    Consent.objects.filter(candidate=candidate).delete()
    ConsentAsk.objects.filter(candidate=candidate).delete()
    clear_tags(candidate)
    SearchEntry.objects.filter(candidate=candidate).delete()
    Resume.objects.filter(candidate=candidate).delete()
    forget_merges(candidate)
    erase_from_imports(candidate, former=former)
    email, now = candidate.email, timezone.now()
    addresses = [*filter(None, [email]), *former]
    for address in addresses:
        Erasure.objects.update_or_create(digest=digest_of(address), defaults={"at": now, "mirrored": False})
    candidate.name, candidate.email, candidate.erased_at = _("Erased"), None, now
    candidate.phone = candidate.links = candidate.source_note = candidate.told_how = ""
    candidate.tell_by = None
    candidate.save()
    record(AuditAction.ERASE, by=by, obj=candidate)
    for address in addresses:
        candidate_erased.send(Candidate, email=address)
