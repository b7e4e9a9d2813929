"""What curators look after beside the reference: recruiters' words that recur, and where which law is in force."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from roles.models import Mission, Role, Skill

from ..choices import Language
from ..studio_choices import ProposalKind, ProposalState
from .line import Line


class Proposal(models.Model):
    """Words of recruiters that recur in postings: a line that the sheet lacks, or other words for one that it has.

    `key` tells one proposal from another however often they are looked for; `count` is the number of
    postings that have the words, `text` the most frequent wording, `lines` those that it stands on. Once decided
    it stays as it was; the mission or skill is then the one that was added or reworded.
    """

    kind = models.CharField(_("kind"), max_length=8, choices=ProposalKind.choices)
    role = models.ForeignKey(Role, models.CASCADE, related_name="proposals", verbose_name=_("role"))
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    mission = models.ForeignKey(
        Mission, models.CASCADE, null=True, blank=True, related_name="proposals", verbose_name=_("mission")
    )
    skill = models.ForeignKey(
        Skill, models.CASCADE, null=True, blank=True, related_name="proposals", verbose_name=_("skill")
    )
    key = models.CharField(max_length=64, unique=True, editable=False)
    text = models.CharField(_("words"), max_length=600)
    count = models.PositiveIntegerField(_("postings"), default=0)
    stages = models.JSONField(_("at stages"), default=dict, blank=True)
    lines = models.ManyToManyField(Line, related_name="proposals", verbose_name=_("lines"), editable=False)
    first_seen_at = models.DateTimeField(_("first seen"))
    last_seen_at = models.DateTimeField(_("last seen"))
    state = models.CharField(
        _("state"), max_length=10, choices=ProposalState.choices, default=ProposalState.OPEN, editable=False
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)

    class Meta:
        verbose_name = _("proposal")
        verbose_name_plural = _("proposals")
        ordering = ["-count", "text", "id"]
        constraints = [
            models.CheckConstraint(
                name="proposal_one_source",
                condition=Q(mission__isnull=True) | Q(skill__isnull=True),
                violation_error_message=_("A wording is of a mission or of a skill, not of both."),
            ),
            models.CheckConstraint(
                name="proposal_decided_by_somebody",
                condition=Q(state=ProposalState.OPEN, decided_by__isnull=True, decided_at__isnull=True)
                | (~Q(state=ProposalState.OPEN) & Q(decided_by__isnull=False, decided_at__isnull=False)),
                violation_error_message=_("A proposal that is decided was decided by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def entry(self) -> Mission | Skill | None:
        """The entry that the words are of, or that was made of them."""
        return self.mission or self.skill


class Jurisdiction(models.Model):
    """A country or state, and from when postings for it must state a pay range; without a day the rule is off."""

    code = models.CharField(
        _("code"), max_length=8, unique=True, help_text=_("ISO 3166: “FR” for a country, “US-CA” for a state.")
    )
    name = models.CharField(_("name"), max_length=80)
    in_force_from = models.DateField(_("in force from"), null=True, blank=True)
    article = models.CharField(_("article"), max_length=200, help_text=_("The law and its article."))
    url = models.URLField(_("address of the law"), blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("jurisdiction")
        verbose_name_plural = _("jurisdictions")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
