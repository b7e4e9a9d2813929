"""What the editor shows beside lines and in its panel: an assessment, made ready for the templates."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from roles.models import Role

from ..assessment import Assessment
from ..checks.finding import Finding, Severity
from ..content import Content
from ..fit import Recognised
from ..matching import MISSION
from ..models import Line
from ..page_order import browser_span
from ..questions import is_on_form
from ..reference import Reference, ReferenceMission
from ..waiving import Waived, may_wave


@dataclass
class Shown:
    """A finding with its spot on the page. `uid` is its own there, also where two findings have one key.

    `reason` and `problem` are what was typed and what is wrong with it, where waving it off was refused.
    """

    finding: Finding
    uid: str
    line: Line | None
    start: int = 0
    end: int = 0
    waived: Waived | None = None
    reason: str = ""
    problem: str = ""
    where: str = ""

    @property
    def spot(self) -> str:
        """The id of the field that it is about."""
        return f"line-{self.line.pk}-text" if self.line else self.finding.anchor or "lines"

    @property
    def is_on_form(self) -> bool:
        return self.line is None and is_on_form(self.finding.anchor)

    @property
    def may_wave(self) -> bool:
        return may_wave(self.finding)

    @property
    def may_fix(self) -> bool:
        """Whether one click mends it: what the template sets stays as it is."""
        return self.finding.fix is not None and not (self.line and self.line.is_locked)

    @property
    def is_of_title(self) -> bool:
        return self.line is None and self.finding.anchor == "id_title"


@dataclass(frozen=True)
class Reads:
    """What a line of the recruiter's own is about. `name` is None where nothing of the sheet is; `words` decided it."""

    about: str
    name: str | None
    words: tuple[str, ...]
    settled: bool


def mark(lines: Iterable[Line], content: Content, assessment: Assessment) -> dict[str, Any]:
    """Give each line its number, findings and what it reads as; return the panel's groups of findings."""
    rows = {line.pk: line for line in lines}
    texts = {line.id: line.text for line in content.lines}
    seen: Counter[str] = Counter()
    standing = [_shown(finding, rows, texts, seen) for finding in assessment.findings]
    for line in rows.values():
        line.number = assessment.numbers.get(line.pk)
        line.findings = [one for one in standing if one.line is line]
        line.reads = reads_of(line, assessment.recognised.get(line.pk), assessment.reference)
    by_severity = [
        (str(severity), [one for one in standing if one.finding.severity == severity]) for severity in Severity
    ]
    waved = []
    for off in assessment.waved:
        one = _shown(off.finding, rows, texts, seen)
        one.waived = off.waived
        waved.append(one)
    return {
        "groups": [(severity, found) for severity, found in by_severity if found],
        "standing": standing,
        "waved": waved,
    }


def _shown(finding: Finding, rows: dict[int, Line], texts: dict[int, str], seen: Counter[str]) -> Shown:
    seen[finding.key] += 1
    uid = finding.key if seen[finding.key] == 1 else f"{finding.key}-{seen[finding.key]}"
    line = rows.get(finding.line) if finding.line is not None else None
    start, end = browser_span(texts.get(finding.line, ""), finding.start, finding.end) if line else (0, 0)
    return Shown(finding, uid, line, start, end)


def reads_of(line: Line, recognised: Recognised | None, reference: Reference) -> Reads | None:
    """What a line without a source is about; None for one from the sheet."""
    if line.source or recognised is None:
        return None
    if recognised.kind is None:
        return Reads("none", None, (), recognised.settled)
    entry = reference.mission(recognised.key) if recognised.kind == MISSION else reference.skill(recognised.key)
    if entry is None:  # retired since somebody said so
        name = str(line.about_mission or line.about_skill or recognised.key)
    else:
        name = entry.statement if isinstance(entry, ReferenceMission) else entry.name
    words = tuple(dict.fromkeys(cue.text for cue in recognised.match.cues)) if recognised.match else ()
    return Reads(f"{recognised.kind}:{recognised.key}", name, words, recognised.settled)


def missing_missions(assessment: Assessment, role: Role) -> list[tuple[ReferenceMission, int]]:
    """The core missions that no line names, each with the id to pick it by."""
    ids = {mission.key: mission.pk for mission in role.missions.all()}
    return [(mission, ids[mission.key]) for mission in assessment.picture.missing if mission.key in ids]
