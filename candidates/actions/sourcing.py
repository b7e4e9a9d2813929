"""Somebody is added by hand, and told of it: article 14 of the GDPR, for data that wasn't got from the person."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.models import Company

from ..erasures import was_erased
from ..files import CheckedFile
from ..models import Candidate, normalise_email
from .intake import add_document, atomic_with_files

TELL_WITHIN = timedelta(days=30)  # article 14(3)(a): one month at the latest


class KnownAlready(Exception):
    """There is a candidate with this e-mail address; the first argument is their row."""


class WasErased(Exception):
    """The person of this address was erased."""


def add_candidate(
    *,
    by: User,
    name: str,
    source: str,
    basis: str,
    email: str = "",
    phone: str = "",
    links: str = "",
    source_note: str = "",
    company: Company | None = None,
    language: str = "en",
    cv: CheckedFile | None = None,
    form_key: UUID | None = None,
) -> Candidate:
    """Add somebody who didn't apply, with their CV where there is one; they must be told within a month.

    The same form again is the same candidate. Raises KnownAlready, WasErased and StorageUnavailable.
    """
    email = normalise_email(email)
    if form_key and (candidate := Candidate.objects.filter(form_key=form_key).first()):
        return candidate
    _check_email(email)
    try:
        with atomic_with_files() as documents:
            candidate = Candidate.objects.create(
                name=name,
                email=email or None,
                phone=phone,
                links=links,
                source=source,
                source_note=source_note,
                basis=basis,
                company=company,
                language=language,
                added_by=by,
                tell_by=timezone.localdate() + TELL_WITHIN,
                form_key=form_key,
            )
            if cv:
                documents.append(add_document(candidate=candidate, cv=cv, by=by))
            record(AuditAction.CANDIDATE_ADDED, by=by, obj=candidate)
            return candidate
    except IntegrityError:  # the same came in at the same time, and is there now
        known = Candidate.objects.filter(form_key=form_key).first() if form_key else None
        if known is None:
            _check_email(email)
            raise
        return known


def _check_email(email: str) -> None:
    if email and (known := Candidate.objects.filter(email=email).first()):
        raise KnownAlready(known)
    if email and was_erased(email):
        raise WasErased(_("This person’s data was deleted. Don’t add them without their word: ask them to apply."))


@transaction.atomic
def note_told(*, candidate: Candidate, at: datetime, how: str, by: User) -> bool:
    """Write down that somebody was told, when and how; again changes nothing. Return whether it was news."""
    news = Candidate.objects.to_tell().filter(pk=candidate.pk).update(told_at=at, told_how=how)
    if news:
        record(AuditAction.CANDIDATE_TOLD, by=by, obj=candidate)
        candidate.refresh_from_db(fields=["told_at", "told_how"])
    return bool(news)
