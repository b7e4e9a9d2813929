"""Why applications are rejected: a list that the house keeps."""

from __future__ import annotations

import secrets

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..seen import print_of


def new_key() -> str:
    """Return the key of a reason of the house's own."""
    return secrets.token_hex(4)


class RejectionReasonQuerySet(models.QuerySet):
    """Reasons for rejecting."""

    def live(self) -> RejectionReasonQuerySet:
        """Those that may be chosen."""
        return self.filter(retired_at=None)


class RejectionReason(models.Model):
    """A reason for rejecting, and the words in which it may be shared with the candidate.

    Name and words are translated (`hiring/translation.py`): the team reads the name, a candidate the words, in the
    language of the posting. `key` names it in forms; those that ship have a readable one. One that is retired can't be
    chosen any more, and is still read where it was.
    """

    WRITTEN = ("name_en", "name_fr", "is_shareable", "words_en", "words_fr")  # what leads change of it

    key = models.SlugField(_("key"), max_length=12, unique=True, default=new_key, editable=False)
    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("words for the candidate"), max_length=300, blank=True)
    is_shareable = models.BooleanField(_("may be shared with candidates"), default=True)
    position = models.PositiveIntegerField(_("position"), default=0, editable=False)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = RejectionReasonQuerySet.as_manager()

    class Meta:
        verbose_name = _("reason for rejecting")
        verbose_name_plural = _("reasons for rejecting")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="rejection_reason_named",
                condition=Q(name_en__isnull=False, name_en__gt="", name_fr__isnull=False, name_fr__gt=""),
                violation_error_message=_("Give it a name in both languages."),
            ),
            models.CheckConstraint(
                name="rejection_reason_has_words",
                condition=Q(is_shareable=False)
                | Q(words_en__isnull=False, words_en__gt="", words_fr__isnull=False, words_fr__gt=""),
                violation_error_message=_("What may be shared has words in both languages."),
            ),
            models.UniqueConstraint(
                Lower("name_en"),
                condition=Q(retired_at=None),
                name="rejection_reason_once_en",
                violation_error_message=_("There is a reason of this English name already."),
            ),
            models.UniqueConstraint(
                Lower("name_fr"),
                condition=Q(retired_at=None),
                name="rejection_reason_once_fr",
                violation_error_message=_("There is a reason of this French name already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def print_now(self) -> str:
        """A short print of what leads change of it, as it is."""
        return print_of(getattr(self, name) or "" for name in self.WRITTEN)

    def words_in(self, language: str) -> str:
        """What a candidate may read of it in a language; empty where it is not shared."""
        return getattr(self, f"words_{language}") if self.is_shareable else ""
