"""An ad, read and checked: what the pages and the command line show of it. Nothing is written anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from roles.models import Role

from .checks import Evidence, Finding, Severity, inclusive, run
from .checks.data.pay_laws import PayLaw
from .choices import LineKind
from .content import Content
from .jurisdictions import pay_laws
from .matching import MISSION, Cue
from .reader import Ad, AdKind, StageReading, guess_language, read_ad
from .reader.draft import draft_of
from .reader.formats import clean
from .reference import Reference, ReferenceMission, ReferenceSkill, reference_of
from .sheets import shipped_reference

ROLE = "cto"

KIND_LABELS = {
    AdKind.MISSION: LineKind.MISSION.label,
    AdKind.MUST: LineKind.MUST.label,
    AdKind.NICE: LineKind.NICE.label,
    AdKind.OTHER: LineKind.OTHER.label,
    AdKind.TITLE: _("Title of the ad"),
    AdKind.COMPANY: _("About the company"),
    AdKind.BENEFITS: _("Benefits"),
    AdKind.EQUAL: _("Equal opportunity"),
    AdKind.PROCESS: _("Hiring process"),
    AdKind.PAY: _("Pay"),
}
# The severity that words of several findings are drawn in, the heaviest first.
SEVERITIES = tuple(Severity)
SURE, FAIRLY_SURE = 0.7, 0.3  # ours, from how the regression set reads


@dataclass(frozen=True)
class Segment:
    """A piece of a line: its words, whether they are a cue, and the heaviest finding that they are the words of."""

    text: str
    is_cue: bool = False
    severity: str = ""


@dataclass(frozen=True)
class Issue:
    """Findings of one rule that have one reason and one source, each with the words of its line, if it is about one."""

    reason: str
    evidence: Evidence
    found: tuple[tuple[Finding, str], ...]


@dataclass(frozen=True)
class LineReading:
    """A line as it is shown: its place in the ad, its number in messages, its words in pieces, and what they say."""

    place: int
    number: int | None
    kind: AdKind
    text: str
    heading: str
    segments: tuple[Segment, ...]
    source: ReferenceMission | ReferenceSkill | None
    is_mission: bool
    cues: tuple[str, ...]
    findings: tuple[Finding, ...]

    @property
    def kind_label(self) -> str:
        return str(KIND_LABELS[self.kind])

    @property
    def stages(self) -> list[int]:
        """The stages whose sheet has it."""
        return sorted(self.source.stages) if self.source else []


@dataclass(frozen=True)
class AdCheck:
    """An ad with its reading, the content it would be as a posting, and the findings, what blocks first.

    `words` is the sheet in the reader's language, `reference` the same in the ad's.
    """

    ad: Ad
    reference: Reference
    words: Reference
    content: Content
    findings: tuple[Finding, ...]
    exempt: frozenset[str] = field(default=frozenset())

    @property
    def stage(self) -> StageReading:
        return self.ad.stage

    @cached_property
    def stage_name(self) -> str:
        return next((stage.name for stage in self.words.stages if stage.number == self.stage.number), "")

    @property
    def shares(self) -> list[tuple[int, str, int]]:
        """Each stage's number, name, and share of what the ad's words say, in whole percent."""
        names = {stage.number: stage.name for stage in self.words.stages}
        return [(number, names.get(number, ""), round(share * 100)) for number, share in self.stage.shares.items()]

    @property
    def runner_up(self) -> int | None:
        """The stage that the ad reads as next."""
        others = {number: share for number, share in self.stage.shares.items() if number != self.stage.number}
        return max(others, key=lambda number: others[number]) if self.stage.number else None

    @property
    def is_sure(self) -> bool:
        return self.stage.confidence >= SURE

    @property
    def is_fairly_sure(self) -> bool:
        return FAIRLY_SURE <= self.stage.confidence < SURE

    @property
    def technical_percent(self) -> int | None:
        """The share of technical work that the missions found describe."""
        return self.ad.fit.technical_percent

    @property
    def stage_technical_percent(self) -> int | None:
        at = self.ad.fit.at(self.stage.number) if self.stage.number else None
        return at.technical_percent if at else None

    @cached_property
    def present(self) -> list[ReferenceMission]:
        """Core missions of the stage that the ad names."""
        return self._core(present=True)

    @cached_property
    def lacking(self) -> list[ReferenceMission]:
        """Core missions of the stage that the ad does not mention."""
        return self._core(present=False)

    def _core(self, *, present: bool) -> list[ReferenceMission]:
        at = self.ad.fit.at(self.stage.number) if self.stage.number else None
        keys = (at.present if present else at.missing) if at else ()
        return [mission for key in keys if (mission := self.words.mission(key))]

    @cached_property
    def lines(self) -> list[LineReading]:
        by_line: dict[int, list[Finding]] = {}
        for finding in self.findings:
            if finding.line is not None:
                by_line.setdefault(finding.line, []).append(finding)
        numbers = {line.id: number for number, line in enumerate(self.content.lines, start=1)}
        shown = []
        for place, one in enumerate(self.ad.lines, start=1):
            found = by_line.get(place, [])
            cues = one.match.cues if one.match else ()
            is_mission = one.match is not None and one.match.kind == MISSION
            source = (self.words.mission if is_mission else self.words.skill)(one.source) if one.match else None
            shown.append(
                LineReading(
                    place=place,
                    number=numbers.get(place),
                    kind=one.kind,
                    text=one.text,
                    heading=one.line.heading,
                    segments=segments(one.text, cues, found),
                    source=source,
                    is_mission=is_mission,
                    cues=tuple(dict.fromkeys(cue.text for cue in cues)),
                    findings=tuple(found),
                )
            )
        return shown

    @cached_property
    def parts(self) -> list[tuple[str, str, list[LineReading]]]:
        """The lines as they follow each other, those under one heading together: heading, kind's label, lines."""
        parts: list[tuple[str, str, list[LineReading]]] = []
        for line in self.lines:
            if parts and parts[-1][2][-1].kind == line.kind and parts[-1][0] == line.heading:
                parts[-1][2].append(line)
            else:
                parts.append((line.heading, line.kind_label, [line]))
        return parts

    @cached_property
    def groups(self) -> list[tuple[str, int, list[Issue]]]:
        """The findings by severity, what blocks first, those that say the same together; empty severities left out.

        Each with the number of findings.
        """
        texts = {place: line.text for place, line in enumerate(self.ad.lines, start=1)}
        issues: dict[tuple, list[tuple[Finding, str]]] = {}
        for one in self.findings:
            words = texts.get(one.line, "")[one.start : one.end] if one.line is not None else ""
            issues.setdefault((one.severity, one.rule, one.reason, one.evidence), []).append((one, words))
        return [
            (str(severity), sum(len(issue.found) for issue in found), found)
            for severity in Severity
            if (found := [Issue(key[2], key[3], tuple(same)) for key, same in issues.items() if key[0] == severity])
        ]

    @cached_property
    def inclusive(self) -> inclusive.Score:
        """The count of coded words in the whole text; not assessed in any language but English."""
        if self.ad.language != "en":
            return inclusive.Score(0, 0, inclusive.NOT_ASSESSED)
        return inclusive.score(self.ad.text, exempt=self.exempt)

    @property
    def inclusive_label(self) -> str:
        return inclusive.result_label(self.inclusive.result)

    @property
    def masculine_words(self) -> list[str]:
        return self._coded("masculine")

    @property
    def feminine_words(self) -> list[str]:
        return self._coded("feminine")

    def _coded(self, code: str) -> list[str]:
        return list(dict.fromkeys(word.text.lower() for word in self.inclusive.words if word.code == code))

    def as_data(self) -> dict[str, Any]:
        """Return what `check_text --json` prints, as plain values."""
        return {
            "stage": {
                "number": self.stage.number,
                "confidence": self.stage.confidence,
                "shares": {str(number): share for number, share in self.stage.shares.items()},
                "reasons": list(self.stage.reasons),
            },
            "lines": [
                {
                    "text": line.text,
                    "kind": str(line.kind),
                    "source": line.source,
                    "cues": [cue.text for cue in line.match.cues] if line.match else [],
                }
                for line in self.ad.lines
            ],
            "inclusive": {
                "masculine": self.inclusive.masculine,
                "feminine": self.inclusive.feminine,
                "result": self.inclusive.result,
            },
            "findings": [
                {
                    "family": finding.family,
                    "severity": str(finding.severity),
                    "line": finding.line,
                    "start": finding.start,
                    "end": finding.end,
                    "message": str(finding.message),
                    "evidence": f"{finding.evidence.source} ({finding.evidence.strength})",
                }
                for finding in self.findings
            ],
        }


def check_ad(
    text: str, *, today: date, language: str = "", role: str = ROLE, exempt: frozenset[str] = frozenset()
) -> AdCheck:
    """Read an ad and run the checks over it; messages are in the language in use, the ad's own is guessed if not given.

    Raises UnreadableAd where the text is empty or far too long.
    """
    text = clean(text)
    language = language or guess_language(text)
    own = (translation.get_language() or "en").split("-")[0]
    references = the_references(role, {language, own})
    ad = read_ad(text, references[language], language)
    draft = draft_of(ad, references[language], today=today, exempt_stems=exempt, jurisdictions=the_pay_laws())
    return AdCheck(
        ad=ad,
        reference=references[language],
        words=references[own],
        content=draft.content,
        findings=tuple(run(draft)),
        exempt=exempt,
    )


def the_references(role: str, languages: Iterable[str]) -> dict[str, Reference]:
    """Return the role's sheet in each language as curators keep it; as it ships where no database holds it."""
    try:
        loaded = Role.objects.with_sheet().filter(key=role).first()
    except DatabaseError:
        loaded = None
    if loaded is None:
        return {language: shipped_reference(role, language) for language in languages}
    return {language: reference_of(loaded, language) for language in languages}


def the_pay_laws() -> dict[str, PayLaw]:
    """Return the pay laws as curators keep them; none, for those that ship, where there is no database."""
    try:
        return pay_laws()
    except DatabaseError:
        return {}


def segments(text: str, cues: Sequence[Cue], findings: Sequence[Finding]) -> tuple[Segment, ...]:
    """Cut a line where cues and the words of findings begin and end; the pieces make the line again."""
    is_cue, weight = bytearray(len(text)), bytearray(len(text))
    for cue in cues:
        is_cue[cue.start : cue.end] = b"\1" * (cue.end - cue.start)
    for code, severity in reversed([*enumerate(SEVERITIES, start=1)]):  # the heaviest last, over the others
        for one in findings:
            if one.severity == severity and (one.start, one.end) != (0, len(text)):  # the whole line needs no mark
                weight[one.start : one.end] = bytes([code]) * (one.end - one.start)
    pieces = []
    for (cue, code), places in groupby(range(len(text)), key=lambda at: (is_cue[at], weight[at])):
        within = list(places)
        severity = str(SEVERITIES[code - 1]) if code else ""
        pieces.append(Segment(text[within[0] : within[-1] + 1], bool(cue), severity))
    return tuple(pieces)
