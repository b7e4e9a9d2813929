"""What colleagues write down about somebody."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Document

from ..querysets import NoteQuerySet
from .application import Application

NOTE_MAX = 4000
NOTE_FILES_MAX = 5


class Note(models.Model):
    """A few words on an application, or where there is none about the person.

    A private one is for its author and leads. `form_key` makes a form count once.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="notes", verbose_name=_("candidate"))
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, blank=True, related_name="notes", verbose_name=_("application")
    )
    text = models.TextField(_("note"), max_length=NOTE_MAX)
    is_private = models.BooleanField(_("private"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)
    form_key = models.UUIDField(unique=True, editable=False)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Mention", related_name="+")

    objects = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="note_has_text", condition=~Q(text=""), violation_error_message=_("A note has words.")
            )
        ]

    def __str__(self) -> str:
        return f"{self.shown_name}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("studio:note", args=[self.pk])

    @property
    def shown_name(self) -> str:
        """Whom it is about, as the studio may say it; reads the application's posting where it is on one."""
        return self.application.shown_name if self.application else self.candidate.name

    @property
    def page_url(self) -> str:
        """Where the note is read: on its application's page, else on the person's."""
        return f"{(self.application or self.candidate).get_absolute_url()}#note-{self.pk}"


class NoteFile(models.Model):
    """A file that a colleague put to a note; who reads the note may read it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="files", verbose_name=_("note"))
    document = models.OneToOneField(Document, models.CASCADE, related_name="noted", verbose_name=_("file"))

    class Meta:
        verbose_name = _("file of a note")
        verbose_name_plural = _("files of notes")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.document)


class Mention(models.Model):
    """That a note names a colleague; `seen_at` is when they opened it."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="mentions", verbose_name=_("note"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="mentions", verbose_name=_("who"))
    seen_at = models.DateTimeField(_("seen"), null=True, blank=True)

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["note", "user"], name="mention_once")]

    def __str__(self) -> str:
        return f"{self.note}, {self.user}"
