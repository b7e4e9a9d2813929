"""What was changed, so that it can be undone, and what was decided about a line."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..querysets import ChangeQuerySet
from ..studio_choices import DriftChoice
from .line import Line
from .posting import Posting


class Change(models.Model):
    """One change of a posting's working text, with what undoing it takes.

    `steps` is a list of {"line": id or None, "before": {field: value}, "after": {field: value}}; a step without
    a line is about the posting's own facts. `refused_at`: somebody changed the same since, it is offered no more.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="changes", verbose_name=_("posting"))
    said = models.CharField(_("what was done"), max_length=200)
    steps = models.JSONField(default=list)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    refused_at = models.DateTimeField(_("refused"), null=True, blank=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        ordering = ["-id"]
        indexes = [models.Index(fields=["posting", "-id"], name="change_of_posting")]

    def __str__(self) -> str:
        return self.said


class Waiver(models.Model):
    """A finding that somebody waved off, with the reason: it stays off while the words it is about stay.

    `words` are the finding's words in the line, or empty where it is about a field or the whole.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="waivers", verbose_name=_("posting"))
    rule = models.CharField(_("rule"), max_length=80)
    line = models.ForeignKey(
        Line, models.CASCADE, null=True, blank=True, related_name="waivers", verbose_name=_("line")
    )
    anchor = models.CharField(_("field"), max_length=40, blank=True)
    words = models.CharField(_("words"), max_length=200, blank=True)
    reason = models.CharField(_("reason"), max_length=200)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "rule", "line", "words"], condition=Q(line__isnull=False), name="waiver_once_a_line"
            ),
            models.UniqueConstraint(
                fields=["posting", "rule", "anchor", "words"],
                condition=Q(line__isnull=True),
                name="waiver_once_a_field",
            ),
            models.CheckConstraint(
                name="waiver_has_reason", condition=~Q(reason=""), violation_error_message=_("Say why in a word.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}: {self.reason}"


class Settlement(models.Model):
    """What somebody decided about a line whose mission or skill has changed: keep, take, edit, or drop.

    `was` and `now` are the reference's old and new wording (`now` is empty where the entry was retired),
    `text` the line's words after the decision.
    """

    line = models.ForeignKey(Line, models.CASCADE, related_name="settlements", verbose_name=_("line"))
    choice = models.CharField(_("choice"), max_length=6, choices=DriftChoice.choices)
    was = models.CharField(_("reference wording then"), max_length=400)
    now = models.CharField(_("reference wording now"), max_length=400, blank=True)
    text = models.CharField(_("text"), max_length=600)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("decision about a change of the reference")
        verbose_name_plural = _("decisions about changes of the reference")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_choice_display()}: {self.text}"
