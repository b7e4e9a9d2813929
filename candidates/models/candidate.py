"""Candidates."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..links import validate_links


def normalise_email(email: str) -> str:
    """Return the form of an e-mail address that tells candidates apart."""
    return email.strip().lower()


class Candidate(models.Model):
    """A person who applied; one row a person, told apart by the normalised e-mail address."""

    name = models.CharField(_("name"), max_length=160)
    email = models.EmailField(_("e-mail"), unique=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    links = models.TextField(_("links"), blank=True, validators=[validate_links], help_text=_("One a line."))
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="candidate_has_name", condition=~Q(name=""), violation_error_message=_("A candidate has a name.")
            ),
            models.CheckConstraint(
                name="candidate_email_lower_case",
                condition=Q(email=Lower("email")),
                violation_error_message=_("The e-mail is kept in lower case."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def link_list(self) -> list[str]:
        return [link for link in self.links.splitlines() if link]
