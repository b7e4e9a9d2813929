"""What the checks found in the text that candidates read."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .version import Version


class LiveCheck(models.Model):
    """How many findings block or warn in a version, as the sweep last saw it.

    Kept, for lists show it of many postings at once; a rule, the reference or the day may change what is found, so it
    is looked at again each day.
    """

    version = models.OneToOneField(
        Version, models.CASCADE, related_name="live_check", verbose_name=_("version"), primary_key=True
    )
    blocks = models.PositiveSmallIntegerField(_("findings that block"))
    warns = models.PositiveSmallIntegerField(_("findings that warn"))
    checked_at = models.DateTimeField(_("checked"), db_index=True)

    class Meta:
        verbose_name = _("check of a live version")
        verbose_name_plural = _("checks of live versions")
        ordering = ["version"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.blocks}, {self.warns}"
