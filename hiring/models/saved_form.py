"""Forms that somebody wants to finish later."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.files import private_path
from candidates.models import Document
from postings.models import Posting, Version

FOLDER = "saved"


def saved_path(file: object = None, filename: str = "") -> str:
    """Return a random path for a file of a saved form."""
    return private_path(folder=FOLDER)


class SavedForm(models.Model):
    """An apply form as it was left, for the holder of the link that was sent to the address in it.

    Only the digest of the link's secret is kept (SHA-256, hexadecimal). `data` has what was typed, right or wrong, as
    lists of texts by the names of the inputs. `form_key` is the form's own: saved again it takes its own place, and
    sent it makes one application, however often.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="saved_forms", verbose_name=_("posting"))
    version = models.ForeignKey(Version, models.CASCADE, related_name="+", verbose_name=_("version read"))
    email = models.EmailField(_("e-mail"), max_length=254, db_index=True)
    digest = models.CharField(max_length=64, unique=True)
    form_key = models.UUIDField()
    data = models.JSONField(_("what was typed"), default=dict)
    saved_at = models.DateTimeField(_("saved"))
    expires_at = models.DateTimeField(_("kept until"), db_index=True)

    class Meta:
        verbose_name = _("saved form")
        verbose_name_plural = _("saved forms")
        ordering = ["-saved_at", "-id"]
        constraints = [models.UniqueConstraint(fields=["posting", "form_key"], name="saved_form_once")]

    def __str__(self) -> str:
        return f"{self.posting}, {self.saved_at:%Y-%m-%d}"


class SavedFile(models.Model):
    """A file of a saved form, checked when it came; kept in the private folder under a random name."""

    form = models.ForeignKey(SavedForm, models.CASCADE, related_name="files", verbose_name=_("saved form"))
    field = models.CharField(_("field"), max_length=40)
    file = models.FileField(_("file"), upload_to=saved_path, max_length=200)
    name = models.CharField(_("name"), max_length=200)
    format = models.CharField(_("format"), max_length=80, choices=Document.Format.choices)

    class Meta:
        verbose_name = _("file of a saved form")
        verbose_name_plural = _("files of saved forms")
        ordering = ["form", "field"]
        constraints = [models.UniqueConstraint(fields=["form", "field"], name="saved_file_once")]

    def __str__(self) -> str:
        return self.name
