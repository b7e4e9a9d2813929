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
    """A person who applied; one row a person, told apart by the normalised e-mail address.

    A row that was erased stays, without the person: what counts applications still counts right. With a
    `hold_reason` (a dispute, an order of a court) nothing is erased, whoever asks.
    """

    name = models.CharField(_("name"), max_length=160)
    # NULL where the row was erased: unlike an empty text it may be there often
    email = models.EmailField(_("e-mail"), unique=True, null=True)  # noqa: DJ001
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    links = models.TextField(_("links"), blank=True, validators=[validate_links], help_text=_("One a line."))
    created_at = models.DateTimeField(_("first seen"), auto_now_add=True)
    hold_reason = models.CharField(_("why the data must be kept"), max_length=200, blank=True)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

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
            models.CheckConstraint(
                name="candidate_erased_is_empty",
                condition=Q(erased_at__isnull=True, email__isnull=False)
                | Q(erased_at__isnull=False, email__isnull=True, phone="", links="", hold_reason=""),
                violation_error_message=_("Of somebody who was erased nothing is kept."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def link_list(self) -> list[str]:
        return [link for link in self.links.splitlines() if link]
