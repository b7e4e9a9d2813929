"""What a person's resume says beyond contact data, in the words of JSON Resume."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from .candidate import Candidate


class Resume(models.Model):
    """Sections of JSON Resume 1.0.0, cleaned by `exchange.resume`: known keys only, bounded, never empty."""

    candidate = models.OneToOneField(Candidate, models.CASCADE, related_name="resume", verbose_name=_("candidate"))
    content = models.JSONField(_("content"))
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    class Meta:
        verbose_name = _("resume")
        verbose_name_plural = _("resumes")

    def __str__(self) -> str:
        return str(self.candidate)
