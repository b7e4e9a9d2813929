"""What was done to many applications at once, and to whom it could not be done."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from postings.models import Posting

from ..querysets import BatchQuerySet
from .application import Move
from .step import Step


class Batch(models.Model):
    """One bulk action on a posting's applications; its moves name `key`, which also makes it one, however often sent.

    `written` has the number of each application that was written to, where that is all that was done. `left_out` has
    the number of each application that it could not be done to, and why; nothing of who that is.
    """

    class Kind(models.TextChoices):
        MOVE = "move", pgettext_lazy("bulk action", "Moved")
        REJECT = "reject", pgettext_lazy("bulk action", "Rejected")
        WRITE = "write", pgettext_lazy("bulk action", "Written to")

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="batches", verbose_name=_("posting"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    to_step = models.ForeignKey(Step, models.PROTECT, null=True, related_name="+", verbose_name=_("to step"))
    key = models.UUIDField(unique=True, editable=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    written = models.JSONField(_("written to"), default=list)
    left_out = models.JSONField(_("left out"), default=list)

    objects = BatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("bulk action")
        verbose_name_plural = _("bulk actions")
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="batch_move_has_step",
                condition=Q(kind="move", to_step__isnull=False) | (~Q(kind="move") & Q(to_step__isnull=True)),
                violation_error_message=_("A bulk move goes to a step, other bulk actions go to none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.at:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return reverse("studio:batch", args=[self.pk])

    def moves(self) -> models.QuerySet:
        """The moves that it made."""
        return Move.objects.filter(batch=self.key)
