"""Files of people that are brought in: one run a file, one row a person."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..querysets import ImportRunQuerySet
from .candidate import Candidate


class ImportRun(models.Model):
    """One file on its way in: uploaded, its columns named, checked, confirmed, done.

    Nothing but the run and its rows is written before it is confirmed. The rows hold what the file said; they go
    after a while (`pruned_at`), the figures stay. `form_key` makes a form count once.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("columns to be named")
        CHECKED = "checked", _("waits for your word")
        RUNNING = "running", _("being imported")
        DONE = "done", _("imported")

    class Format(models.TextChoices):
        CSV = "csv", "CSV"
        JSON = "json", "JSON Resume"

    form_key = models.UUIDField(null=True, unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    created_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    format = models.CharField(_("format"), max_length=4, choices=Format.choices)
    header = models.JSONField(_("headings"), default=list)
    mapping = models.JSONField(_("what the columns are about"), default=list)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.DRAFT, editable=False)
    basis = models.CharField(_("lawful basis"), max_length=10, choices=Candidate.Basis.choices, blank=True)
    source_note = models.CharField(_("where the file comes from"), max_length=200, blank=True)
    confirmed_at = models.DateTimeField(_("confirmed"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)
    counts = models.JSONField(_("rows by their fate"), default=dict)
    pruned_at = models.DateTimeField(null=True, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="import_confirmed_has_basis",
                condition=models.Q(state__in=["draft", "checked"], confirmed_at__isnull=True)
                | (models.Q(state__in=["running", "done"], confirmed_at__isnull=False) & ~models.Q(basis="")),
                violation_error_message=_("Say on what basis you hold this data."),
            )
        ]

    def __str__(self) -> str:
        return self.file_name or str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("studio:import", args=[self.pk])

    @property
    def new_count(self) -> int:
        """How many people are new, as far as is known by now."""
        return self.counts.get(ImportRow.Fate.NEW, 0)


class ImportRow(models.Model):
    """One person of a file as the file says them (`raw`, JSON), and what becomes of the row."""

    class Fate(models.TextChoices):
        NEW = "new", _("new")
        FILLS = "fills", _("known: fills blanks")
        KNOWN = "known", _("known: nothing new")
        TWICE = "twice", _("in the file before")
        REFUSED = "refused", _("to be mended")
        ERASED = "erased", _("was erased: left out")
        FAILED = "failed", _("could not be imported")

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rows", verbose_name=_("import"))
    number = models.PositiveIntegerField(_("row"))
    raw = models.TextField(_("as the file says it"))
    email = models.CharField(_("e-mail"), max_length=254, blank=True, db_index=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    fate = models.CharField(_("what becomes of it"), max_length=8, choices=Fate.choices, blank=True)
    problems = models.JSONField(_("problems"), default=list)
    ignored = models.JSONField(_("left out"), default=list)
    filled = models.JSONField(_("filled"), default=list)
    handled = models.BooleanField(default=False)
    candidate = models.ForeignKey(
        Candidate, models.SET_NULL, null=True, related_name="import_rows", verbose_name=_("candidate")
    )

    class Meta:
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "handled", "fate"], name="import_row_to_do")]

    def __str__(self) -> str:
        return f"{self.run_id}, {self.number}"
