"""The files of candidates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import files
from .candidate import Candidate


class Document(models.Model):
    """A file of a candidate's, kept in the private folder under a random name."""

    class Kind(models.TextChoices):
        CV = "cv", _("CV")

    class Format(models.TextChoices):
        PDF = files.PDF, "PDF"
        DOCX = files.DOCX, "DOCX"

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="documents", verbose_name=_("candidate"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind.choices, default=Kind.CV)
    file = models.FileField(_("file"), upload_to=files.private_path, max_length=200)
    original_name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=80, choices=Format.choices)
    size = models.PositiveIntegerField(_("size, bytes"))
    sha256 = models.CharField("SHA-256", max_length=64)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="document_not_empty", condition=Q(size__gt=0), violation_error_message=_("The file is empty.")
            )
        ]

    def __str__(self) -> str:
        return self.original_name
