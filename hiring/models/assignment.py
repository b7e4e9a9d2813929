"""Who of a posting's members looks at which candidate."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .application import Application


class Assignment(models.Model):
    """That a member of the posting is to look at an application; an interviewer sees only those.

    It counts while its user is a member of the posting: `ApplicationQuerySet.visible_to` asks for both.
    """

    application = models.ForeignKey(
        Application, models.CASCADE, related_name="assignments", verbose_name=_("application")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="assignments", verbose_name=_("who")
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), auto_now_add=True)

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "user"],
                name="assignment_once",
                violation_error_message=_("This person is assigned already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.application}, {self.user}"
