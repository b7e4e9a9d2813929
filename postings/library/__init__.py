"""The questions that ship with the house: read from the files beside this one, and loaded into the library.

Loading again changes nothing; what a curator edited stays, and so does what one deleted.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from roles.models import Mission, Role, Skill

from ..choices import Language
from ..models import LibraryQuestion

FILES = Path(__file__).parent
REASON = "shipped library"
ORDER_STEP = 10  # room for a curator to put one between two others


@dataclass(frozen=True)
class Shipped:
    """A question of a file; its texts are by language."""

    key: str
    kind: str
    text: Mapping[str, str]
    help_text: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, list[str]] = field(default_factory=dict)
    mission: str = ""
    skill: str = ""
    stages: tuple[int, ...] = ()


@dataclass
class Loaded:
    """What loading did, by the questions' keys."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def read_files() -> Iterator[tuple[str, list[Shipped]]]:
    """The role's key and the questions of each file."""
    for path in sorted(FILES.glob("*.yaml")):
        data = yaml.safe_load(path.read_text("utf-8"))
        questions = [Shipped(**item | {"stages": tuple(item.get("stages", ()))}) for item in data["questions"]]
        yield data["role"], questions


@transaction.atomic
def load_library() -> Loaded:
    """Bring the library to what ships, for the roles that are there."""
    loaded = Loaded()
    for role_key, questions in read_files():
        if role := Role.objects.filter(key=role_key).first():
            _load(role, questions, loaded)
    return loaded


def _load(role: Role, questions: list[Shipped], loaded: Loaded) -> None:
    missions = {mission.key: mission for mission in Mission.objects.filter(role=role)}
    skills = {skill.key: skill for skill in Skill.objects.filter(role=role)}
    rows = {row.key: row for row in LibraryQuestion.objects.shipped().filter(role=role)}
    records = LibraryQuestion.history.exclude(key=None).order_by("history_date", "history_id")
    newest = dict(records.values_list("key", "history_change_reason"))
    for order, shipped in enumerate(questions, start=1):
        values = _values(shipped) | {
            "mission": missions.get(shipped.mission),
            "skill": skills.get(shipped.skill),
            "order": order * ORDER_STEP,
        }
        row = rows.get(shipped.key)
        if newest.get(shipped.key, REASON) != REASON:  # edited, retired or deleted by a curator
            loaded.kept.append(shipped.key)
            continue
        is_new = row is None
        row = row or LibraryQuestion(key=shipped.key, role=role)
        if is_new or any(getattr(row, name) != value for name, value in values.items()):
            for name, value in values.items():
                setattr(row, name, value)
            row._change_reason = REASON
            row.save()
            (loaded.added if is_new else loaded.changed).append(shipped.key)


def _values(shipped: Shipped) -> dict[str, Any]:
    values: dict[str, Any] = {"kind": shipped.kind, "stages": list(shipped.stages)}
    for language in Language.values:
        values |= {
            f"text_{language}": shipped.text[language],
            f"help_text_{language}": shipped.help_text.get(language, ""),
            f"options_{language}": "\n".join(str(option) for option in shipped.options.get(language, ())),
        }
    return values
