"""What the search knows of candidates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from postings.choices import Language
from postings.models import Posting

from ..querysets import SearchEntryQuerySet
from .candidate import Candidate


class SearchEntry(models.Model):
    """The words by which a candidate is found, for those who see them for a posting; without one, for those who
    see the person.

    A database keeps more beside it, which the ORM does not know (`search.index`): SQLite the table
    `candidates_searchwords`, PostgreSQL the column `vector`.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="search_entries", verbose_name=_("candidate"))
    posting = models.ForeignKey(
        Posting, models.CASCADE, null=True, related_name="search_entries", verbose_name=_("posting")
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    text = models.TextField(_("text"))

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["candidate", "posting"], name="search_entry_once_a_posting"),
            models.UniqueConstraint(
                fields=["candidate"], condition=Q(posting__isnull=True), name="search_entry_once_a_person"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.posting or _('no posting')}"
