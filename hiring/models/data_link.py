"""Links that prove an e-mail address once more, for what a stranger with an old link must not do."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate


class DataLink(models.Model):
    """A link to take one's data along or to have it deleted: good once, for ten minutes.

    Only the digest of its secret is kept (SHA-256, hexadecimal).
    """

    class Purpose(models.TextChoices):
        EXPORT = "export", _("a copy of my data")
        ERASE = "erase", _("delete my data")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="data_links", verbose_name=_("candidate"))
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(_("asked"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to one's data")
        verbose_name_plural = _("links to one's data")
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.get_purpose_display()}"
