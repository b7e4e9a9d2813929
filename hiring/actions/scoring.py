"""Verdicts are given, and changed by who gave them until the application is decided."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..choices import State
from ..models import Application, Scorecard
from .locking import in_order


class ScorecardRefused(Exception):
    """A verdict that comes too late; the text says why to the user."""


@transaction.atomic
def give_verdict(*, application: Application, verdict: int, words: str, by: User) -> Scorecard:
    """Give one's verdict on an application, or change it; the same again changes nothing.

    The audit trail says that it was given or changed, not the words. Raises ScorecardRefused once it is decided.
    """
    now = in_order(Application.objects.all()).get(pk=application.pk)
    if now.state != State.ACTIVE:
        raise ScorecardRefused(
            _("Verdicts can’t be given any more: the application is “%(state)s”.") % {"state": now.get_state_display()}
        )
    fields = {"verdict": verdict, "words": words}
    card, is_new = Scorecard.objects.get_or_create(application=now, by=by, defaults={**fields, "at": timezone.now()})
    if is_new:
        record(AuditAction.SCORECARD, by=by, obj=card)
    elif (card.verdict, card.words) != (verdict, words):
        card.verdict, card.words, card.edited_at = verdict, words, timezone.now()
        card.save(update_fields=["verdict", "words", "edited_at"])
        record(AuditAction.SCORECARD_CHANGED, by=by, obj=card)
    return card
