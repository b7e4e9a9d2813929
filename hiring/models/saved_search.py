"""Searches that somebody asks again and again."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import SavedSearchQuerySet

MOST_NEW = 100  # new hits are counted up to here


class SavedSearch(models.Model):
    """A search over people under a name, its owner's alone.

    `new_count` is how many people it finds who came in since its owner looked: after the moment, and after the search
    entry that was the last one then. The sweep counts; `counted_at` says when it did.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_searches", verbose_name=_("owner")
    )
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(_("search"), max_length=1_000)  # as it stands in the address
    looked_at = models.DateTimeField(_("looked at"), default=timezone.now)
    seen_entry = models.BigIntegerField(default=0, editable=False)
    new_count = models.PositiveSmallIntegerField(_("new since"), default=0, editable=False)
    counted_at = models.DateTimeField(_("counted"), default=timezone.now, editable=False)

    objects = SavedSearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="saved_search_name_once"),
            models.CheckConstraint(
                name="saved_search_has_name",
                condition=~Q(name=""),
                violation_error_message=_("A saved search has a name."),
            ),
            models.CheckConstraint(
                name="saved_search_counts_so_far",
                condition=Q(new_count__lte=MOST_NEW),
                violation_error_message=_("New hits are counted up to 100."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def new_words(self) -> str:
        """How many are new, as it is shown; nothing where none is."""
        return "99+" if self.new_count >= MOST_NEW else str(self.new_count or "")
