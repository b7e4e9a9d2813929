"""What candidates are asked when they apply."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import QuestionKind
from ..querysets import QuestionQuerySet
from .library import LibraryQuestion
from .line import Line
from .posting import Posting


class Question(models.Model):
    """One question of a posting's form; remembers the line that it was made from, and that line's words then.

    `options` are the answers to choose from, in order. `knock_out` says which answers put an application last in
    the list, and does nothing else: answers by their words ("yes" and "no" for those kinds), or the bounds of a
    number as {"min": 3, "max": null}, outside of which it is one. A question that was taken away stays as a row,
    for the answers that were given to it.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="questions", verbose_name=_("posting"))
    line = models.ForeignKey(
        Line, models.RESTRICT, null=True, blank=True, related_name="questions", verbose_name=_("line")
    )
    library = models.ForeignKey(
        LibraryQuestion, models.SET_NULL, null=True, blank=True, editable=False, related_name="questions"
    )
    line_text = models.CharField(_("the line's words then"), max_length=600, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300)
    help_text = models.CharField(_("explanation"), max_length=300, blank=True)
    options = models.JSONField(_("answers to choose from"), default=list, blank=True)
    is_required = models.BooleanField(_("must be answered"), default=False)
    knock_out = models.JSONField(_("answers that put last"), null=True, blank=True)
    order = models.PositiveIntegerField(_("order"), default=0)
    creation_key = models.UUIDField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="question_has_text", condition=~Q(text=""), violation_error_message=_("A question needs words.")
            ),
            models.CheckConstraint(
                name="question_options_for_choices",
                condition=Q(kind__in=QuestionKind.choosing()) & ~Q(options=[])
                | ~Q(kind__in=QuestionKind.choosing()) & Q(options=[]),
                violation_error_message=_("A choice has answers to choose from, another question has none."),
            ),
            models.CheckConstraint(
                name="question_line_has_words",
                condition=Q(line__isnull=True) | ~Q(line_text=""),
                violation_error_message=_("A question from a line keeps the line's words."),
            ),
            models.UniqueConstraint(
                fields=["posting", "creation_key"],
                name="question_created_once",
                violation_error_message=_("This question was added already."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
