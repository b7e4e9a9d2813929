"""The reference as its file words it: for uses without a database, such as a fresh clone."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from roles import reference as reference_package
from roles.reference.format import Sheet, read_sheet

from .reference import Reference, ReferenceMission, ReferenceSkill, ReferenceStage

FOLDER = Path(reference_package.__file__).resolve().parent


def reference_of_sheet(sheet: Sheet, language: str) -> Reference:
    """Return a sheet worded in a language; in English where it has no other words."""

    def worded(texts):
        return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")

    role, parts = sheet.role, sheet.parts
    return Reference(
        role_key=role.key,
        role_title=worded(role.title),
        abbreviation=role.abbreviation,
        language=language,
        other_titles=tuple(worded(role.other_titles)),
        stages=tuple(
            ReferenceStage(
                number=stage.number,
                name=worded(stage.name),
                lean=stage.lean,
                technical_percent=stage.technical_percent,
                engineers_min=stage.engineers_min,
                engineers_max=stage.engineers_max,
            )
            for stage in sorted(parts["stages"], key=lambda stage: stage.number)
        ),
        missions=tuple(
            ReferenceMission(
                key=mission.key,
                statement=worded(mission.statement),
                line=worded(mission.line),
                area=mission.area,
                technical_percent=mission.technical_percent,
                stages=dict(mission.stages),
                cues=tuple(worded(mission.cues)),
            )
            for mission in parts["missions"]
        ),
        skills=tuple(
            ReferenceSkill(
                key=skill.key,
                name=worded(skill.name),
                line=worded(skill.line),
                kind=skill.kind,
                stages=dict(skill.stages),
                cues=tuple(worded(skill.cues)),
            )
            for skill in parts["skills"]
        ),
    )


@lru_cache(maxsize=8)
def shipped_reference(role: str = "cto", language: str = "en") -> Reference:
    """Return the sheet that ships for a role. Raises OSError where none does."""
    return reference_of_sheet(read_sheet(FOLDER / f"{role}.yaml"), language)
