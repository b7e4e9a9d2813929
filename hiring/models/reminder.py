"""Reminders to owners of postings of those who have waited longer than was promised."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReminderChoice(models.Model):
    """How often somebody wants to be reminded; each working day where they chose nothing."""

    class Often(models.TextChoices):
        DAILY = "daily", pgettext_lazy("reminders", "Each working day")
        WEEKLY = "weekly", pgettext_lazy("reminders", "On Mondays")
        NEVER = "never", pgettext_lazy("reminders", "Never")

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminder_choice", verbose_name=_("who")
    )
    often = models.CharField(_("how often"), max_length=8, choices=Often.choices, default=Often.DAILY)

    class Meta:
        verbose_name = _("choice of reminders")
        verbose_name_plural = _("choices of reminders")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_often_display()}"


class Reminder(models.Model):
    """That somebody was reminded on a day: once, however often the sweep looks."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reminders", verbose_name=_("who"))
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("reminder")
        verbose_name_plural = _("reminders")
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "on"],
                name="reminder_once_a_day",
                violation_error_message=_("This person was reminded today."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.on:%Y-%m-%d}"
