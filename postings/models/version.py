"""The frozen texts that candidates read."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models import Stage

from ..choices import Contract, Currency, Language, Period, Remote
from .posting import Posting


class Version(models.Model):
    """The frozen text of a posting, as published at one moment; the database refuses to change it afterwards.

    `content` is the whole text (`content.py` gives its shape); the other columns repeat what lists
    filter and sort by.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="versions", verbose_name=_("posting"))
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="versions_published", verbose_name=_("published by")
    )
    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("slug"), max_length=160)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    company_name = models.CharField(_("company"), max_length=120)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="versions", verbose_name=_("stage"))
    places_text = models.CharField(_("places"), max_length=600, blank=True)
    remote = models.CharField(_("remote work"), max_length=10, choices=Remote.choices, blank=True)
    contract = models.CharField(_("contract"), max_length=12, choices=Contract.choices)
    pay_min = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(max_length=3, choices=Currency.choices, blank=True)
    pay_period = models.CharField(max_length=5, choices=Period.choices, blank=True)
    closes_on = models.DateField(_("closing date"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "number"], name="version_number_unique"),
            models.CheckConstraint(name="version_numbered_from_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"
