"""A sheet's file: what goes in, and how it is read into plain values.

`parse` gives a `Sheet` of frozen dataclasses, or raises MalformedSheet with every problem of the
file. Each field of an entry carries, as metadata, the kind that reads it (`kinds.py`); loading and
dumping go by the same kinds, so that an entry's fields are declared here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, ClassVar

from django.db.models import Model

from roles import models
from roles.diagnosis import ANSWERS, CHOICES, Fact

from .kinds import (
    Choice,
    Degrees,
    Facts,
    Kind,
    Line,
    Optional,
    OtherKey,
    Reader,
    Slug,
    Texts,
    TextsByStage,
    Whole,
    Words,
)
from .nodes import List, MalformedSheet, Map, Node, Problem, compose


class AnyAnswer:
    """The answers to all questions, as a closed list."""

    values = [value for value, _label in ANSWERS]


def of(kind: Kind) -> Any:
    """A dataclass field that this kind reads."""
    return field(metadata={"kind": kind})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A keyed part of a sheet; `at`, the line it starts on, isn't content."""

    part: ClassVar[str]
    model: ClassVar[type[Model]]
    at: int = field(default=0, compare=False)

    @property
    def ref(self) -> str | int:
        """What tells the entry from its like."""
        return self.key

    @classmethod
    def kinds(cls) -> dict[str, Kind]:
        """The fields that a file holds, in its order, each with its kind."""
        return {one.name: one.metadata["kind"] for one in fields(cls) if "kind" in one.metadata}

    def __str__(self) -> str:
        return f"{self.part} {self.ref}"


@dataclass(frozen=True, kw_only=True)
class RoleEntry(Entry):
    part, model = "role", models.Role
    key: str = of(Slug())
    title: Mapping[str, str] = of(Texts(models.Role, "title"))
    abbreviation: str = of(Line(models.Role, "abbreviation"))
    other_titles: Mapping[str, tuple[str, ...]] = of(Words())
    family: Mapping[str, str] = of(Texts(models.Role, "family"))
    summary: Mapping[str, str] = of(Texts(models.Role, "summary"))
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class CodeEntry(Entry):
    part, model = "codes", models.Code
    key: str = of(Slug())
    scheme: str = of(Choice(models.Code.Scheme))
    code: str = of(Line(models.Code, "code"))
    label: Mapping[str, str] = of(Texts(models.Code, "label"))
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class SectionEntry(Entry):
    part, model = "sections", models.Section
    key: str = of(Slug())
    question: Mapping[str, str] = of(Texts(models.Section, "question"))
    answer: Mapping[str, str] = of(Texts(models.Section, "answer"))
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class StageEntry(Entry):
    part, model = "stages", models.Stage
    number: int = of(Whole(1, 3))
    name: Mapping[str, str] = of(Texts(models.Stage, "name"))
    phase: Mapping[str, str] = of(Texts(models.Stage, "phase"))
    summary: Mapping[str, str] = of(Texts(models.Stage, "summary"))
    lean: str = of(Choice(models.Lean))
    technical_percent: int | None = of(Whole(0, 100, null=True))
    engineers_min: int | None = of(Whole(0, 32_767, null=True))
    engineers_max: int | None = of(Whole(0, 32_767, null=True))
    facts: tuple[str, ...] = of(Facts())

    @property
    def ref(self) -> int:
        return self.number


@dataclass(frozen=True, kw_only=True)
class MissionEntry(Entry):
    part, model = "missions", models.Mission
    key: str = of(Slug())
    area: str = of(Choice(models.Area))
    technical_percent: int = of(Whole(0, 100))
    stages: Mapping[int, str] = of(Degrees(models.MissionStage, "weight", models.Weight))
    statement: Mapping[str, str] = of(Texts(models.Mission, "statement"))
    line: Mapping[str, str] = of(Texts(models.Mission, "line"))
    cues: Mapping[str, tuple[str, ...]] = of(Words())
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class SkillEntry(Entry):
    part, model = "skills", models.Skill
    key: str = of(Slug())
    kind: str = of(Choice(models.Skill.Kind))
    stages: Mapping[int, str] = of(Degrees(models.SkillStage, "importance", models.Importance))
    name: Mapping[str, str] = of(Texts(models.Skill, "name"))
    line: Mapping[str, str] = of(Texts(models.Skill, "line"))
    cues: Mapping[str, tuple[str, ...]] = of(Words())
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class SignEntry(Entry):
    part, model = "signs", models.Sign
    key: str = of(Slug())
    fact: str = of(Choice(Fact))
    at_least: int | None = of(Whole(0, 1_000_000, null=True))
    at_most: int | None = of(Whole(0, 1_000_000, null=True))
    answer: str = of(Optional(AnyAnswer))
    stage: int = of(Whole(1, 3))
    weight: int = of(Whole(1, 5))
    reason: Mapping[str, str] = of(Texts(models.Sign, "reason"))
    facts: tuple[str, ...] = of(Facts())

    @property
    def is_bounded(self) -> bool:
        return self.at_least is not None or self.at_most is not None


@dataclass(frozen=True, kw_only=True)
class CollaboratorEntry(Entry):
    part, model = "collaborators", models.Collaborator
    key: str = of(Slug())
    name: Mapping[str, str] = of(Texts(models.Collaborator, "name"))
    description: Mapping[str, str] = of(Texts(models.Collaborator, "description"))
    stages: Mapping[int, Mapping[str, str]] = of(TextsByStage(models.CollaboratorStage, "how"))
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class TrainingEntry(Entry):
    part, model = "training", models.Training
    key: str = of(Slug())
    name: Mapping[str, str] = of(Texts(models.Training, "name"))
    description: Mapping[str, str] = of(Texts(models.Training, "description"))
    facts: tuple[str, ...] = of(Facts())


@dataclass(frozen=True, kw_only=True)
class CareerEntry(Entry):
    part, model = "career", models.CareerStep
    key: str = of(Slug())
    title: Mapping[str, str] = of(Texts(models.CareerStep, "title"))
    description: Mapping[str, str] = of(Texts(models.CareerStep, "description"))
    to_role: str | None = of(OtherKey())
    facts: tuple[str, ...] = of(Facts())


ENTRIES: tuple[type[Entry], ...] = (
    CodeEntry,
    SectionEntry,
    StageEntry,
    MissionEntry,
    SkillEntry,
    SignEntry,
    CollaboratorEntry,
    TrainingEntry,
    CareerEntry,
)


@dataclass(frozen=True)
class Sheet:
    """A role and every part of its sheet."""

    role: RoleEntry
    parts: Mapping[str, tuple[Entry, ...]]
    file: str = field(default="", compare=False)

    def __iter__(self) -> Iterator[Entry]:
        yield self.role
        for entries in self.parts.values():
            yield from entries


def read_sheet(path: Path) -> Sheet:
    """Read a sheet's file. Raises MalformedSheet where its content isn't one, OSError where it can't be opened."""
    content = path.read_bytes()
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise MalformedSheet([Problem(str(path), line, "not UTF-8")]) from error
    return parse(text, str(path))


def parse(text: str, file: str) -> Sheet:
    """Read a sheet's text. Raises MalformedSheet naming the file and every problem with its line."""
    root = compose(text, file)
    read = Reader(file)
    tops = read.map(root, "the sheet", ("role", *(cls.part for cls in ENTRIES)))
    role = _entry(read, RoleEntry, tops.get("role"))
    parts = {cls.part: _entries(read, cls, tops.get(cls.part)) for cls in ENTRIES}
    _check_stages(read, parts)
    if read.problems:
        raise MalformedSheet(read.problems)
    return Sheet(role, parts, file)


def _entries(read: Reader, cls: type[Entry], node: Node | None) -> tuple[Entry, ...]:
    if node is None:
        return ()
    if not isinstance(node, List):
        read.refuse(node, f"{cls.part}: a list is needed here")
        return ()
    entries = tuple(entry for item in node.items if (entry := _entry(read, cls, item)))
    seen: dict[str | int, int] = {}
    for entry in entries:
        if entry.ref is not None and (first := seen.setdefault(entry.ref, entry.at)) != entry.at:
            read.refuse_line(entry.at, f"{cls.part}: {entry.ref} is on line {first} already")
    return entries


def _entry(read: Reader, cls: type[Entry], node: Node | None) -> Entry | None:
    if node is None:
        return None
    kinds = cls.kinds()
    found = read.map(node, cls.part, kinds)
    if not isinstance(node, Map):
        return None
    values = {name: kinds[name].read(read, value, name) for name, value in found.items()}
    # A missing field is a problem already; None lets the rest of the entry be checked.
    return cls(**{name: values.get(name) for name in kinds}, at=node.line)


def _check_stages(read: Reader, parts: Mapping[str, tuple[Entry, ...]]) -> None:
    """Missions, skills and collaborators name stages of this sheet, and a stage's head-counts are in order."""
    numbers = {stage.number for stage in parts["stages"]}
    for name in ("missions", "skills", "collaborators"):
        for entry in parts[name]:
            for number in sorted(set(entry.stages or ()) - numbers):
                read.refuse_line(entry.at, f"{entry}: the sheet has no stage {number}")
    for sign in parts["signs"]:
        if sign.fact and (sign.fact in CHOICES) != bool(sign.answer):
            read.refuse_line(sign.at, f"{sign}: a question with answers needs one of them, a number needs bounds")
        elif sign.answer and (
            sign.answer not in CHOICES[sign.fact].values or (sign.at_least, sign.at_most) != (None, None)
        ):
            read.refuse_line(sign.at, f"{sign}: {sign.answer} is no answer to {sign.fact}, or has bounds")
        if None not in (sign.at_least, sign.at_most) and sign.at_least > sign.at_most:
            read.refuse_line(sign.at, f"{sign}: at_least is above at_most")
        if sign.stage not in numbers and sign.stage:
            read.refuse_line(sign.at, f"{sign}: the sheet has no stage {sign.stage}")
    for stage in parts["stages"]:
        if None not in (stage.engineers_min, stage.engineers_max) and stage.engineers_min > stage.engineers_max:
            read.refuse_line(stage.at, f"{stage}: engineers_min is above engineers_max")
