"""Somebody added by hand is told that we hold their data."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from candidates.actions import lock_person, note_told
from candidates.models import Candidate
from candidates.privacy import Clause, notice_to_sourced
from postings.models import Company

from .. import mail
from ..retention import rule_of_company


def notice_of(candidate: Candidate, *, contact: str) -> list[Clause]:
    """Return what the person must hear, in the active language."""
    held = {
        _("your name"): candidate.name,
        _("your e-mail address"): candidate.email,
        _("your phone number"): candidate.phone,
        _("links to what you published"): candidate.links,
        _("your CV"): candidate.documents.exists(),
        _("your career as a file says it"): candidate.resume_content,
    }
    source = candidate.get_source_display()
    return notice_to_sourced(
        company=candidate.company.name if candidate.company else _("The company"),
        contact=contact,
        data=[label for label, value in held.items() if value],
        source=f"{source}: {candidate.source_note.rstrip('.')}" if candidate.source_note else source,
        basis=candidate.basis,
        months=rule_of_company(candidate.company).decided_months,
    )


@transaction.atomic
def tell_candidate(*, candidate: Candidate, company: Company, language: str, by: User) -> bool:
    """Send the message that the law asks for, once; return whether it was due. The person has an e-mail address.

    `company` is who holds the data, `language` the one to write in: both are kept for later messages. Raises
    PersonGone.
    """
    now = lock_person(candidate)
    if not note_told(candidate=now, at=timezone.now(), how="", by=by):
        return False
    now.company, now.language = company, language
    now.save(update_fields=["company", "language"])
    with translation.override(language):
        mail.queue_told(now, notice=notice_of(now, contact=by.email), contact=by.email)
    return True
