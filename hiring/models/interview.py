"""Interviews of candidates, planned or held."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..places import Words, parts_of
from ..querysets import InterviewQuerySet
from ..seen import print_of
from .application import Application

PLACE_MAX = 500


class Interview(models.Model):
    """A talk with a candidate: when, for how long, where, and with whom of the posting's members.

    One that is called off stays, with who did that; nobody, where the candidate withdrew. `form_key` makes a form count
    once, `sequence` counts the changes: calendars take the later of two.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="interviews", verbose_name=_("application")
    )
    starts_at = models.DateTimeField(_("starts"))
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    place = models.CharField(_("where"), max_length=PLACE_MAX, blank=True)
    interviewers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="interviews", verbose_name=_("interviewers")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("planned by"))
    at = models.DateTimeField(_("planned"), auto_now_add=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)
    cancelled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    form_key = models.UUIDField(unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)

    objects = InterviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["starts_at"], name="interview_by_start")]
        constraints = [
            models.CheckConstraint(
                name="interview_takes_time",
                condition=Q(minutes__gt=0),
                violation_error_message=_("An interview takes some minutes."),
            ),
            models.CheckConstraint(
                name="interview_cancelled_at_a_time",
                condition=Q(cancelled_at__isnull=False) | Q(cancelled_by__isnull=True),
                violation_error_message=_("Who cancels an interview does so at some time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application_id}, {self.starts_at:%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("studio:interview", args=[self.pk])

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    def print_now(self) -> str:
        """A short print of when, where and with whom it is, as it is."""
        people = self.interviewers.order_by("pk").values_list("pk", flat=True)
        return print_of((self.starts_at.timestamp(), self.minutes, self.place, *people))

    @property
    def is_ahead(self) -> bool:
        return self.starts_at > timezone.now()

    @property
    def place_parts(self) -> list[Words]:
        """Where it is, with the addresses in it that may be links."""
        return parts_of(self.place)
