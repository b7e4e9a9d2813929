"""Somebody is asked by e-mail whether their data may be kept for other jobs, and answers on a page of their own."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User
from candidates.actions import give_consent, lock_person
from candidates.models import Candidate, Consent, ConsentAsk
from candidates.privacy import keep_wording
from postings.models import Company

from .. import mail

GOOD_FOR = timedelta(days=30)  # also how long nobody is asked again


class NotToAsk(Exception):
    """There is nothing to ask, or nobody to be asked; the message says so to the user."""


@transaction.atomic
def ask_consent(*, candidate: Candidate, company: Company, language: str, by: User) -> ConsentAsk:
    """Send somebody the question; raises NotToAsk and PersonGone."""
    now = lock_person(candidate)
    if not now.email:
        raise NotToAsk(_("Their e-mail address isn’t known."))
    if now.consents.filter(withdrawn_at=None).exists():
        raise NotToAsk(_("They agreed already."))
    if now.consent_asks.filter(asked_at__gt=timezone.now() - GOOD_FOR).exists():
        raise NotToAsk(_("They were asked within the last 30 days: wait for their answer."))
    with translation.override(language):
        ask = ConsentAsk.objects.create(
            candidate=now,
            company_name=company.name,
            wording=keep_wording(company=company.name),
            language=language,
            asked_by=by,
            asked_at=timezone.now(),
        )
        mail.queue_consent_ask(ask)
    if now.company_id is None:
        now.company, now.language = company, language
        now.save(update_fields=["company", "language"])
    record(AuditAction.CONSENT_ASKED, by=by, obj=now)
    return ask


@transaction.atomic
def agree(*, ask: ConsentAsk) -> Consent:
    """Take the answer; again changes nothing. Return the consent that is in force."""
    person = lock_person(ask.candidate_id)
    given = give_consent(candidate=person, wording=ask.wording, by=None)
    ConsentAsk.objects.filter(pk=ask.pk, agreed_at=None).update(agreed_at=timezone.now())
    return given or person.consents.get(withdrawn_at=None)
