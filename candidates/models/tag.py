"""Words that recruiters put on people."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..querysets import TagQuerySet


class Tag(models.Model):
    """A word that people are found by, however its letters are written; made by typing it."""

    name = models.CharField(_("name"), max_length=40)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    created_at = models.DateTimeField(_("made"), auto_now_add=True)

    objects = TagQuerySet.as_manager()

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"), name="tag_name_once", violation_error_message=_("There is a tag of this name.")
            ),
            models.CheckConstraint(
                name="tag_has_name", condition=~Q(name=""), violation_error_message=_("A tag has a name.")
            ),
        ]

    def __str__(self) -> str:
        return self.name
