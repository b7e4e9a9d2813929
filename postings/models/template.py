"""What a company says in all its postings."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..choices import Contract, Language, Remote
from ..content import split_lines
from ..querysets import TemplateQuerySet
from .company import Company


class Template(models.Model):
    """Words and facts that a company's postings start with; `locked` names those that a posting may not change.

    `boilerplate` becomes lines of "Also good to know", one for each line of the text.
    """

    company = models.ForeignKey(Company, models.CASCADE, related_name="templates", verbose_name=_("company"))
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH)
    summary = models.TextField(_("opening words"), blank=True, max_length=600)
    places = models.JSONField(_("places"), default=list, blank=True)
    remote = models.CharField(_("remote work"), max_length=10, choices=Remote.choices, blank=True)
    remote_note = models.CharField(_("remote work in detail"), max_length=140, blank=True)
    contract = models.CharField(_("contract"), max_length=12, choices=Contract.choices, blank=True)
    benefits = models.TextField(_("benefits"), blank=True)
    process = models.TextField(_("hiring process"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("answer within, days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    boilerplate = models.TextField(_("lines that every posting ends with"), blank=True)
    locked = models.JSONField(_("locked"), default=list, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="templates_created", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = TemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template")
        verbose_name_plural = _("templates")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["company", "name"],
                name="template_name_once",
                violation_error_message=_("The company has a template of this name already."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("studio:template", args=[self.pk])

    @property
    def company_url(self) -> str:
        """The page of its company, which lists the templates."""
        return reverse("studio:company", args=[self.company_id])

    @property
    def lines(self) -> tuple[str, ...]:
        """The boilerplate, a text for each line of a posting."""
        return split_lines(self.boilerplate)
