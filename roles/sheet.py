"""A role's sheet, arranged for reading: pure helpers over a role loaded by `Role.objects.with_sheet()`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .models import Area, Collaborator, Importance, Mission, Role, Section, Skill, Stage, Weight

PLACES = {
    "which-profile": "stages",
    "strategic-part": "stages",
    "what-is-not-known": "stages",
    "problems-solved": "problems",
    "expertise": "skills",
    "pay": "pay",
    "public-classifications": "codes",
}
"""Where the sheet shows a section, by key; the others are its questions and answers."""


def missions_by_area(role: Role, stage: Stage) -> list[tuple[Area, list[tuple[Mission, Weight]]]]:
    """Missions of the role at the stage, by area: core ones first, each kind in the sheet's order.

    Retired missions are left out, and so are areas without a mission at this stage.
    """
    picked = _at_stage(role.missions.all(), stage, "weight", Weight)
    return [
        (area, of_area)
        for area in Area
        if (of_area := [(mission, weight) for mission, weight in picked if mission.area == area])
    ]


def skills_by_kind(role: Role, stage: Stage) -> list[tuple[Skill.Kind, list[tuple[Skill, Importance]]]]:
    """Skills of the role at the stage, by kind: essential ones first, each sort in the sheet's order.

    Retired skills are left out, and so are kinds without a skill at this stage.
    """
    picked = _at_stage(role.skills.all(), stage, "importance", Importance)
    return [
        (kind, of_kind)
        for kind in Skill.Kind
        if (of_kind := [(skill, importance) for skill, importance in picked if skill.kind == kind])
    ]


def collaborators_at(role: Role, stage: Stage) -> list[tuple[Collaborator, str]]:
    """Whom the role works with at the stage, and how."""
    return [
        (collaborator, at.how)
        for collaborator in role.collaborators.all()
        for at in collaborator.at_stages.all()
        if at.stage_id == stage.pk
    ]


@dataclass(frozen=True)
class SkillRow:
    """A skill, and its importance at each of the role's stages; None where it has none."""

    skill: Skill
    importances: list[tuple[Stage, Importance | None]]


def skill_table(role: Role) -> list[tuple[Skill.Kind, list[SkillRow]]]:
    """Every skill in use by kind, with its importance at each stage; kinds without a skill are left out."""
    stages = list(role.stages.all())
    rows = [
        SkillRow(skill, [(stage, importance.get(stage.pk)) for stage in stages])
        for skill in role.skills.all()
        if skill.retired_at is None
        for importance in [{at.stage_id: Importance(at.importance) for at in skill.at_stages.all()}]
    ]
    return [(kind, of_kind) for kind in Skill.Kind if (of_kind := [row for row in rows if row.skill.kind == kind])]


def sections_by_place(role: Role) -> dict[str, list[Section]]:
    """The role's sections by the part of the sheet that shows them."""
    places: dict[str, list[Section]] = {place: [] for place in (*PLACES.values(), "questions")}
    for section in role.sections.all():
        places[PLACES.get(section.key, "questions")].append(section)
    return places


def technical_share(missions: Iterable[Mission]) -> Fraction | None:
    """Share of technical work that the missions describe, 0 to 1, each counting alike; None for no mission."""
    percents = [mission.technical_percent for mission in missions]
    return Fraction(sum(percents), 100 * len(percents)) if percents else None


def _at_stage(entries, stage: Stage, field: str, degrees) -> list:
    """Pairs of an entry in use and its degree at the stage, the highest degree first."""
    pairs = [
        (entry, degrees(getattr(at, field)))
        for entry in entries
        if entry.retired_at is None
        for at in entry.at_stages.all()
        if at.stage_id == stage.pk
    ]
    rank = list(degrees)
    return sorted(pairs, key=lambda pair: rank.index(pair[1]))
