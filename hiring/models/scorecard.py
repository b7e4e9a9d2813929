"""What interviewers make of a candidate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import Verdict
from ..querysets import ScorecardQuerySet
from .application import Application

SCORECARD_MAX = 4000


class Scorecard(models.Model):
    """One interviewer's verdict on an application, with words for it.

    The scale has four points and no middle: somebody who has talked to a candidate leans one way, and a middle would
    be where everybody hides who has not thought about which. Greenhouse and Lever ask in the same way.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="scorecards", verbose_name=_("application")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    verdict = models.PositiveSmallIntegerField(_("verdict"), choices=Verdict.choices)
    words = models.TextField(_("words"), max_length=SCORECARD_MAX)
    at = models.DateTimeField(_("at"))
    edited_at = models.DateTimeField(_("edited"), null=True, blank=True)

    objects = ScorecardQuerySet.as_manager()

    class Meta:
        verbose_name = _("scorecard")
        verbose_name_plural = _("scorecards")
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "by"],
                name="scorecard_once",
                violation_error_message=_("This person has given a verdict already."),
            ),
            models.CheckConstraint(
                name="scorecard_verdict_on_scale",
                condition=Q(verdict__in=Verdict.values),
                violation_error_message=_("A verdict is one of four."),
            ),
            models.CheckConstraint(
                name="scorecard_has_words",
                condition=~Q(words=""),
                violation_error_message=_("A verdict has words."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}, {self.by}"
