"""The reference as a plain value in one language: what stage fit, the ad reader and the checks read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils import translation

from roles.models import Role


@dataclass(frozen=True)
class ReferenceMission:
    """A mission: `technical_percent` 0 to 100, `stages` from stage number to "core" or "occasional"."""

    key: str
    statement: str
    line: str
    area: str
    technical_percent: int
    stages: Mapping[int, str]
    cues: tuple[str, ...] = ()

    def is_core_at(self, number: int) -> bool:
        return self.stages.get(number) == "core"


@dataclass(frozen=True)
class ReferenceSkill:
    """A skill: `stages` from stage number to "essential" or "useful"."""

    key: str
    name: str
    line: str
    kind: str
    stages: Mapping[int, str]
    cues: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReferenceStage:
    """A stage: `technical_percent` 0 to 100 where the source has a figure; head-counts are the curators' defaults."""

    number: int
    name: str
    lean: str
    technical_percent: int | None = None
    engineers_min: int | None = None
    engineers_max: int | None = None


@dataclass(frozen=True)
class Reference:
    """A role's sheet in one language, without what was retired."""

    role_key: str
    role_title: str
    abbreviation: str
    language: str
    stages: tuple[ReferenceStage, ...] = ()
    missions: tuple[ReferenceMission, ...] = ()
    skills: tuple[ReferenceSkill, ...] = ()
    other_titles: tuple[str, ...] = field(default=())

    def mission(self, key: str | None) -> ReferenceMission | None:
        return next((mission for mission in self.missions if mission.key == key), None)

    def skill(self, key: str | None) -> ReferenceSkill | None:
        return next((skill for skill in self.skills if skill.key == key), None)

    def core_missions(self, number: int) -> list[ReferenceMission]:
        """The missions that are core at a stage, in the sheet's order."""
        return [mission for mission in self.missions if mission.is_core_at(number)]


def reference_of(role: Role, language: str) -> Reference:
    """Return the sheet of a role loaded by `Role.objects.with_sheet()`, worded in a language."""
    with translation.override(language):
        return Reference(
            role_key=role.key,
            role_title=role.title,
            abbreviation=role.short_title,
            language=language,
            other_titles=tuple(role.other_title_list),
            stages=tuple(
                ReferenceStage(
                    number=stage.number,
                    name=stage.name,
                    lean=stage.lean,
                    technical_percent=stage.technical_percent,
                    engineers_min=stage.engineers_min,
                    engineers_max=stage.engineers_max,
                )
                for stage in sorted(role.stages.all(), key=lambda stage: stage.number)
            ),
            missions=tuple(
                ReferenceMission(
                    key=mission.key,
                    statement=mission.statement,
                    line=mission.line,
                    area=mission.area,
                    technical_percent=mission.technical_percent,
                    stages={at.stage.number: at.weight for at in mission.at_stages.all()},
                    cues=tuple(mission.cue_list),
                )
                for mission in role.missions.all()
                if mission.retired_at is None
            ),
            skills=tuple(
                ReferenceSkill(
                    key=skill.key,
                    name=skill.name,
                    line=skill.line,
                    kind=skill.kind,
                    stages={at.stage.number: at.importance for at in skill.at_stages.all()},
                    cues=tuple(skill.cue_list),
                )
                for skill in role.skills.all()
                if skill.retired_at is None
            ),
        )
