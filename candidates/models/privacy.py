"""What people agreed to, how long data is kept, and who was erased."""

from __future__ import annotations

import secrets

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


def new_token() -> str:
    """Return the secret of a consent's own page: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(32)


class Consent(models.Model):
    """A candidate's word that their data may be kept for other postings, until they take it back.

    `wording` is what they agreed to, as it read then. Extending it renews `renewed_at`; `reminded_at` is when
    they were last told that it runs out.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="consents", verbose_name=_("candidate"))
    wording = models.TextField(_("wording"))
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    given_at = models.DateTimeField(_("given"))
    renewed_at = models.DateTimeField(_("given or renewed"))
    reminded_at = models.DateTimeField(_("reminded"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate"],
                condition=Q(withdrawn_at__isnull=True),
                name="consent_one_in_force",
                violation_error_message=_("The candidate has agreed already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.given_at:%Y-%m-%d}"


class RetentionRule(models.Model):
    """How long candidates' data is kept where the job is in a country; the rule without a country holds elsewhere."""

    country = models.CharField(
        _("country"), max_length=2, unique=True, blank=True, help_text=_("ISO 3166: “FR”. Empty: everywhere else.")
    )
    decided_months = models.PositiveSmallIntegerField(
        _("after the decision, months"), default=3, validators=[MinValueValidator(1)]
    )
    consent_months = models.PositiveSmallIntegerField(
        _("with consent, months after the last contact"), default=24, validators=[MinValueValidator(1)]
    )
    reminder_days = models.PositiveSmallIntegerField(
        _("reminder, days before"), default=30, validators=[MinValueValidator(1)]
    )
    source = models.CharField(_("where the rule comes from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("retention rule")
        verbose_name_plural = _("retention rules")
        ordering = ["country"]
        constraints = [
            models.CheckConstraint(
                name="retention_lasts",
                condition=Q(decided_months__gte=1, consent_months__gte=1, reminder_days__gte=1),
                violation_error_message=_("Data is kept for a month at least."),
            )
        ]

    def __str__(self) -> str:
        return self.country or str(_("everywhere else"))


class Erasure(models.Model):
    """That somebody was erased: a salted hash of the e-mail address, nothing else.

    The same is written beside the files (`erasures.py`), so that a database restored from a backup learns of it.
    """

    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField(_("at"))
    mirrored = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.digest[:12]
