"""Asking people whether their data may be kept."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from postings.choices import Language

from .candidate import Candidate
from .privacy import new_token


class ConsentAsk(models.Model):
    """That somebody was asked by e-mail to agree; the link in it leads to a page where they do, or don't.

    `wording` is what they were asked to agree to. An answer is a Consent; no answer changes nothing.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="consent_asks", verbose_name=_("candidate"))
    company_name = models.CharField(_("company"), max_length=120)
    wording = models.TextField(_("wording"))
    language = models.CharField(_("language"), max_length=2, choices=Language.choices)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True)

    class Meta:
        verbose_name = _("question about consent")
        verbose_name_plural = _("questions about consent")
        ordering = ["-asked_at", "-id"]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.asked_at:%Y-%m-%d}"
