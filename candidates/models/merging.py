"""People who may be the same, and those who were put together."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import PairQuerySet
from .candidate import Candidate

UNDO_FOR = timedelta(days=30)


class MatchKey(models.Model):
    """One thing by which a candidate may match others (`duplicates.keys_of`), as a digest."""

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="match_keys", verbose_name=_("candidate"))
    kind = models.CharField(max_length=5)
    value = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("match key")
        verbose_name_plural = _("match keys")
        ordering = ["pk"]
        indexes = [models.Index(fields=["value", "kind"], name="match_key_by_value")]
        constraints = [models.UniqueConstraint(fields=["candidate", "kind", "value"], name="match_key_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.value[:8]}"


class Pair(models.Model):
    """Two candidates who may be the same person, and why; `dismissed_at` once somebody said that they aren't."""

    one = models.ForeignKey(Candidate, models.CASCADE, related_name="pairs_as_one", verbose_name=_("candidate"))
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="pairs_as_other", verbose_name=_("other"))
    reasons = models.JSONField(_("reasons"), default=list)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    dismissed_at = models.DateTimeField(_("said not to be the same"), null=True, blank=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )

    objects = PairQuerySet.as_manager()

    class Meta:
        verbose_name = _("possible duplicate")
        verbose_name_plural = _("possible duplicates")
        ordering = ["-found_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="pair_once"),
            models.CheckConstraint(
                name="pair_in_order", condition=Q(one__lt=F("other")), violation_error_message=_("A pair has an order.")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one_id}, {self.other_id}"


class Merge(models.Model):
    """One candidate put together with another: `other` stays as an empty shell that leads to `survivor`.

    `former` are the values that the merge changed, before and after, and `moved` the rows that changed hands, so that
    it can be undone exactly for 30 days; then both are thrown away (`final_at`).
    """

    survivor = models.ForeignKey(Candidate, models.CASCADE, related_name="merges", verbose_name=_("stays"))
    other = models.ForeignKey(Candidate, models.CASCADE, related_name="merges_as_other", verbose_name=_("merged"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    former = models.JSONField(default=list)
    moved = models.JSONField(default=list)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    final_at = models.DateTimeField(_("final"), null=True, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["other"], condition=Q(undone_at__isnull=True), name="merge_once"),
            models.CheckConstraint(
                name="merge_of_two",
                condition=~Q(survivor=F("other")),
                violation_error_message=_("Two different candidates are merged."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.other_id} > {self.survivor_id}"

    @property
    def undo_until(self) -> datetime:
        return self.at + UNDO_FOR

    @property
    def can_be_undone(self) -> bool:
        return self.undone_at is None and self.final_at is None and timezone.now() < self.undo_until
