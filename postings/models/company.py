"""The employers that postings are for."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..choices import ProductPhase
from ..querysets import CompanyQuerySet


class Company(models.Model):
    """The employer that a posting is for."""

    name = models.CharField(_("name"), max_length=120)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What the company does, for whom. Markdown works.")
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    engineers = models.PositiveIntegerField(_("engineers today"), null=True, blank=True)
    product_phase = models.CharField(_("product"), max_length=12, choices=ProductPhase.choices, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Town of the head office."))
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Country of the head office."))
    review_required = models.BooleanField(
        _("postings need an approval"),
        default=False,
        help_text=_("A posting is then published only as somebody else approved it, word for word."),
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="companies_created", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="company_engineers_among_people",
                condition=Q(people__isnull=True) | Q(engineers__isnull=True) | Q(engineers__lte=F("people")),
                violation_error_message=_("There are more engineers than people."),
            )
        ]

    def __str__(self) -> str:
        return self.name
