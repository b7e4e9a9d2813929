"""Questions to take into a posting's form: those that curators keep for all, and a company's own."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models import Mission, Role, Skill

from ..choices import QuestionKind
from ..querysets import LibraryQuestionQuerySet
from .company import Company


class LibraryQuestion(models.Model):
    """A question that postings may take: about a mission, a skill, or neither; for some stages, or for all.

    Its texts are translated (`translation.py`); one that a company keeps may be in one language only. `key` names
    one that ships with the house. `stages` are numbers, none for all. `options` are one a line.
    """

    key = models.SlugField(_("key"), max_length=60, null=True, blank=True, unique=True, editable=False)
    role = models.ForeignKey(Role, models.CASCADE, related_name="library", verbose_name=_("role"))
    mission = models.ForeignKey(
        Mission, models.SET_NULL, null=True, blank=True, related_name="library", verbose_name=_("mission")
    )
    skill = models.ForeignKey(
        Skill, models.SET_NULL, null=True, blank=True, related_name="library", verbose_name=_("skill")
    )
    stages = models.JSONField(_("stages"), default=list, blank=True)
    company = models.ForeignKey(
        Company, models.CASCADE, null=True, blank=True, related_name="library", verbose_name=_("company")
    )
    kind = models.CharField(_("kind"), max_length=8, choices=QuestionKind.choices)
    text = models.CharField(_("question"), max_length=300, blank=True)
    help_text = models.CharField(_("explanation"), max_length=300, blank=True)
    options = models.TextField(_("answers to choose from"), blank=True, help_text=_("One a line."))
    order = models.PositiveIntegerField(_("order"), default=0)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("created by"),
    )
    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    objects = LibraryQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of the library")
        verbose_name_plural = _("questions of the library")
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="library_one_source",
                condition=Q(mission__isnull=True) | Q(skill__isnull=True),
                violation_error_message=_("A question is about a mission or about a skill, not about both."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def source(self) -> Mission | Skill | None:
        """The entry of the sheet that it asks about."""
        return self.mission or self.skill

    def says(self, name: str, language: str) -> str:
        """A text of it in exactly that language; empty where it has none there."""
        return getattr(self, f"{name}_{language}") or ""
