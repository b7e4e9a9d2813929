"""The steps of a posting's hiring, from the inbox to the offer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from postings.models import Posting

from ..choices import StepKind
from ..querysets import StepQuerySet


class Step(models.Model):
    """One column of a posting's pipeline. A removed step holds no application any more; the log still names it."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="steps", verbose_name=_("posting"))
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=10, choices=StepKind.choices)
    position = models.PositiveSmallIntegerField(_("position"))
    removed_at = models.DateTimeField(_("removed"), null=True, blank=True, editable=False)

    objects = StepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["posting", "position", "id"]
        constraints = [
            models.UniqueConstraint(
                "posting",
                Lower("name"),
                name="step_name_once",
                condition=Q(removed_at__isnull=True),
                violation_error_message=_("This posting has a step of that name already."),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                name="step_one_inbox",
                condition=Q(kind=StepKind.INBOX, removed_at__isnull=True),
                violation_error_message=_("A posting has one step where new applications arrive."),
            ),
            models.CheckConstraint(
                name="step_inbox_stays",
                condition=~Q(kind=StepKind.INBOX) | Q(removed_at__isnull=True),
                violation_error_message=_("New applications need a step to arrive in."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
