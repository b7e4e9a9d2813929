"""Filters of a list that somebody gave a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from postings.models import Posting

from ..querysets import SavedViewQuerySet


class SavedView(models.Model):
    """A way to look at the applications for a posting, or for any: what the address of the list says after the "?".

    One that is shared is everybody's who may see the posting's candidates; only who made it changes it.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", verbose_name=_("whose")
    )
    posting = models.ForeignKey(
        Posting, models.CASCADE, null=True, blank=True, related_name="saved_views", verbose_name=_("posting")
    )  # none: it serves every posting
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(_("filters"), max_length=1000)
    is_shared = models.BooleanField(_("shared with the team"), default=False)
    created_at = models.DateTimeField(_("saved"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = [Lower("name"), "id"]
        constraints = [
            models.UniqueConstraint(
                "user",
                "posting",
                Lower("name"),
                name="saved_view_name_once",
                violation_error_message=_("You have saved filters of that name already."),
            ),
            models.UniqueConstraint(
                "user",
                Lower("name"),
                name="saved_view_name_once_everywhere",
                condition=Q(posting__isnull=True),
                violation_error_message=_("You have saved filters of that name already."),
            ),
            models.CheckConstraint(
                name="saved_view_shared_has_posting",
                condition=Q(is_shared=False) | Q(posting__isnull=False),
                violation_error_message=_("Filters for every posting are yours alone."),
            ),
            models.CheckConstraint(
                name="saved_view_has_name",
                condition=~Q(name=""),
                violation_error_message=_("Saved filters have a name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def url_for(self, posting: Posting) -> str:
        """The list of a posting as these filters show it."""
        return f"{reverse('studio:posting_applications', args=[posting.code])}?{self.query}"
