"""The files of candidates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .. import files
from ..querysets import DocumentQuerySet
from ..scanning import has_scanner
from .candidate import Candidate


class Document(models.Model):
    """A file of a candidate's, kept in the private folder under a random name."""

    class Kind(models.TextChoices):
        CV = "cv", _("CV")
        ANSWER = "answer", _("answer to a question")
        OTHER = "other", _("another document")
        NOTE = "note", _("file of a note")

    class Scan(models.TextChoices):
        NONE = "none", _("not scanned")
        CLEAN = "clean", _("nothing found")
        INFECTED = "infected", _("virus found")

    class Reading(models.TextChoices):
        WAITING = "waiting", _("being read")
        READ = "read", _("read")
        EMPTY = "empty", _("no text in it")
        FAILED = "failed", _("can’t be read")

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
    scan = models.CharField(_("virus scan"), max_length=8, choices=Scan.choices, default=Scan.NONE, editable=False)
    reading = models.CharField(
        _("reading"), max_length=8, choices=Reading.choices, default=Reading.WAITING, editable=False
    )
    problem = models.CharField(max_length=12, blank=True, editable=False)
    text = models.TextField(_("text"), blank=True, editable=False)
    pages = models.PositiveIntegerField(_("pages"), default=0, editable=False)
    read_at = models.DateTimeField(null=True, blank=True, editable=False)
    read_tries = models.PositiveSmallIntegerField(default=0, editable=False)
    next_try_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(
                fields=["-created_at"],
                name="document_in_trouble",
                condition=Q(reading__in=["failed", "waiting"]) | Q(scan="infected"),
            )
        ]
        constraints = [
            models.CheckConstraint(
                name="document_not_empty", condition=Q(size__gt=0), violation_error_message=_("The file is empty.")
            ),
            models.CheckConstraint(
                name="document_read_at_a_time",
                condition=Q(reading="waiting", read_at__isnull=True)
                | (~Q(reading="waiting") & Q(read_at__isnull=False)),
                violation_error_message=_("A file that was read was read at a time."),
            ),
        ]

    def __str__(self) -> str:
        return self.original_name

    @property
    def is_openable(self) -> bool:
        """Whether anybody may open the file: not before a scan where there is a scanner, never an infected one."""
        return self.scan == self.Scan.CLEAN or (self.scan == self.Scan.NONE and not has_scanner())


class DocumentPage(models.Model):
    """One page of a document as a picture (JPEG), kept in the private folder like the document."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="pictures", verbose_name=_("document"))
    number = models.PositiveSmallIntegerField(_("number"))
    file = models.FileField(_("file"), upload_to=files.page_path, max_length=200)
    width = models.PositiveSmallIntegerField(_("width, pixels"))
    height = models.PositiveSmallIntegerField(_("height, pixels"))

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="document_page_once")]

    def __str__(self) -> str:
        return f"{self.document}, {self.number}"
