"""The bullets of a posting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from roles.models import Mission, Skill

from ..choices import LineKind
from ..drift import Drift, drift_of
from ..querysets import LineQuerySet
from .posting import Posting


class Line(models.Model):
    """One bullet of a posting; remembers the mission or skill it came from, and that text as it was."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="lines", verbose_name=_("posting"))
    kind = models.CharField(_("kind"), max_length=8, choices=LineKind.choices)
    text = models.CharField(_("text"), max_length=600)
    order = models.PositiveIntegerField(_("order"), default=0)
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("mission")
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("skill")
    )
    source_text = models.CharField(_("reference wording then"), max_length=400, blank=True)
    about_mission = models.ForeignKey(Mission, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    about_skill = models.ForeignKey(Skill, models.SET_NULL, null=True, blank=True, related_name="+", editable=False)
    about_settled = models.BooleanField(
        default=False,
        editable=False,
        help_text=_("Somebody said what a line of their own is about, or that it is about nothing of the sheet."),
    )
    from_template = models.BooleanField(_("from the template"), default=False, editable=False)
    creation_key = models.UUIDField(null=True, blank=True, editable=False)
    revision = models.PositiveIntegerField(default=1, editable=False)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "mission"],
                condition=Q(mission__isnull=False),
                name="line_mission_once",
                violation_error_message=_("The posting has this mission already."),
            ),
            models.UniqueConstraint(
                fields=["posting", "skill"],
                condition=Q(skill__isnull=False),
                name="line_skill_once",
                violation_error_message=_("The posting has this skill already."),
            ),
            models.UniqueConstraint(
                fields=["posting", "creation_key"],
                name="line_created_once",
                violation_error_message=_("This line was added already."),
            ),
            models.CheckConstraint(
                name="line_one_source",
                condition=Q(mission__isnull=True) | Q(skill__isnull=True),
                violation_error_message=_("A line comes from a mission or from a skill, not from both."),
            ),
            models.CheckConstraint(
                name="line_source_has_text",
                condition=Q(mission__isnull=True, skill__isnull=True, source_text="")
                | (~Q(source_text="") & (Q(mission__isnull=False) | Q(skill__isnull=False))),
                violation_error_message=_("A line with a source keeps its wording, one without has none."),
            ),
            models.CheckConstraint(
                name="line_about_one",
                condition=Q(about_mission__isnull=True) | Q(about_skill__isnull=True),
                violation_error_message=_("A line is about a mission or about a skill, not about both."),
            ),
            models.CheckConstraint(
                name="line_about_is_settled",
                condition=Q(about_settled=True) | Q(about_mission__isnull=True, about_skill__isnull=True),
                violation_error_message=_("What a line is about is somebody's word."),
            ),
            models.CheckConstraint(
                name="line_about_without_source",
                condition=Q(about_settled=False) | Q(mission__isnull=True, skill__isnull=True),
                violation_error_message=_("A line that has a source is about its source."),
            ),
            models.CheckConstraint(
                name="line_has_text", condition=~Q(text=""), violation_error_message=_("A line needs words.")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def source(self) -> Mission | Skill | None:
        """The reference entry that the line came from."""
        return self.mission or self.skill

    @property
    def is_locked(self) -> bool:
        """Whether the posting's template keeps the line as it is."""
        return self.from_template and "boilerplate" in self.posting.locked

    @property
    def about(self) -> str:
        """What somebody said that a line of their own is about, as `content.ContentLine` has it; empty for a guess."""
        if not self.about_settled:
            return ""
        if self.about_mission:
            return f"mission:{self.about_mission.key}"
        return f"skill:{self.about_skill.key}" if self.about_skill else "none"

    @property
    def is_reworded(self) -> bool:
        return bool(self.source_text) and self.text != self.source_text

    @property
    def drift(self) -> Drift | None:
        """How far the line is behind the reference; None where it is not, or was not loaded `with_drift()`."""
        if not hasattr(self, "reference_text"):
            return None
        return drift_of(
            was=self.source_text,
            now=self.reference_text,
            ours=self.text,
            state=self.posting_state,
            is_dropped=self.dropped_at is not None,
            is_retired=self.source_retired_at is not None,
            is_settled=self.is_retirement_settled,
        )
