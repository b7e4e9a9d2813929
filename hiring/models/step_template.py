"""Steps that postings may start with, kept under a name."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from postings.choices import Language
from postings.models import Company, Posting

from ..choices import StepKind
from ..steps import StepValues, what_is_wrong


class StepTemplateQuerySet(models.QuerySet):
    """Templates of steps."""

    def usable(self, posting: Posting) -> StepTemplateQuerySet:
        """Those for a posting, in its language: its company's before those of all companies."""
        own = Q(company=posting.company_id) | Q(company=None)
        ordering = (F("company").asc(nulls_last=True), "name", "pk")
        return self.filter(own, language=posting.language).order_by(*ordering)


class StepTemplate(models.Model):
    """The names and kinds of steps, for a company or for all; the default is what new postings start with."""

    name = models.CharField(_("name"), max_length=80)
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="step_templates",
        verbose_name=_("company"),
        help_text=_("Empty: for all companies."),
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH)
    steps = models.JSONField(_("steps"), default=list)
    is_default = models.BooleanField(
        _("default"),
        default=False,
        help_text=_("New postings in this language start with these steps."),
    )

    objects = StepTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("template of steps")
        verbose_name_plural = _("templates of steps")
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                Lower("name"),
                "language",
                name="step_template_once",
                condition=Q(company__isnull=True),
                violation_error_message=_("There is a template of this name already."),
            ),
            models.UniqueConstraint(
                Lower("name"),
                "language",
                "company",
                name="step_template_once_a_company",
                condition=Q(company__isnull=False),
                violation_error_message=_("The company has a template of this name already."),
            ),
            models.UniqueConstraint(
                fields=["language"],
                name="step_template_one_default",
                condition=Q(is_default=True, company__isnull=True),
            ),
            models.UniqueConstraint(
                fields=["company", "language"],
                name="step_template_one_default_a_company",
                condition=Q(is_default=True, company__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def values(self) -> tuple[StepValues, ...]:
        """The steps, as values."""
        return tuple(StepValues(step["name"], step["kind"]) for step in self.steps)

    def clean(self) -> None:
        if wrong := what_is_wrong(read_values(self.steps)):
            raise ValidationError({"steps": wrong})

    def validate_constraints(self, exclude: Any = None) -> None:
        """Check what is unique but the default: saving takes it from another template, that is no clash."""
        is_default, self.is_default = self.is_default, False
        try:
            super().validate_constraints(exclude)
        finally:
            self.is_default = is_default


def read_values(data: Any) -> tuple[StepValues, ...]:
    """Read the names and kinds of steps; raise ValidationError where data is none."""
    try:
        values = tuple(StepValues(str(step["name"]), StepKind(step["kind"])) for step in data)
    except (TypeError, KeyError, ValueError):
        raise ValidationError({"steps": _now("Each step has a name and a kind.")}) from None
    return values
