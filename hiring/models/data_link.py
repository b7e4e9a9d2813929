"""Links that prove an e-mail address once more, for what a stranger with an old link must not do."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate


class DataLink(models.Model):
    """A link to take one's data along, to have it deleted, or to change one's address: good once, for ten minutes.

    Only the digest of its secret is kept (SHA-256, hexadecimal). A change of address takes two: one goes to the
    address of today, the other (`CONFIRM`) to the new one, which it names.
    """

    class Purpose(models.TextChoices):
        EXPORT = "export", _("a copy of my data")
        ERASE = "erase", _("delete my data")
        EMAIL = "email", _("change my e-mail address")
        CONFIRM = "confirm", _("confirm a new address")

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="data_links", verbose_name=_("candidate"))
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose.choices)
    digest = models.CharField(max_length=64, unique=True)
    new_email = models.EmailField(_("new e-mail"), blank=True)
    created_at = models.DateTimeField(_("asked"))
    used_at = models.DateTimeField(_("used"), null=True, blank=True)

    class Meta:
        verbose_name = _("link to one's data")
        verbose_name_plural = _("links to one's data")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="data_link_confirms_an_address",
                condition=(Q(purpose="confirm") & ~Q(new_email="")) | (~Q(purpose="confirm") & Q(new_email="")),
                violation_error_message=_("A link that confirms a new address names it, another names none."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.candidate}, {self.get_purpose_display()}"
