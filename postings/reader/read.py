"""Read an existing ad: its lines, each matched to the reference where its words tell, and the stage it reads as."""

from __future__ import annotations

from dataclasses import dataclass

from ..choices import LineKind
from ..content import ContentCompany, ContentLine
from ..fit import Fit, stage_fit
from ..matching import MISSION, SKILL, Match, matcher
from ..reference import Reference
from .formats import clean
from .sections import AdKind
from .split import AdLine, split_ad
from .stage import StageReading, read_stage
from .words import guess_language

LINE_KINDS = {
    AdKind.MISSION: LineKind.MISSION,
    AdKind.MUST: LineKind.MUST,
    AdKind.NICE: LineKind.NICE,
    AdKind.OTHER: LineKind.OTHER,
}
POSTING_KINDS = LINE_KINDS | {AdKind.EQUAL: LineKind.OTHER}
PREFERRED = {AdKind.MISSION: MISSION, AdKind.MUST: SKILL, AdKind.NICE: SKILL}
MATCHED = frozenset({AdKind.MISSION, AdKind.MUST, AdKind.NICE, AdKind.OTHER})


@dataclass(frozen=True)
class ReadLine:
    """A line of the ad and what it is about; `line.start` and `line.end` are offsets in the ad's text."""

    line: AdLine
    match: Match | None = None

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def kind(self) -> AdKind:
        return self.line.kind

    @property
    def source(self) -> str | None:
        """The key of the mission or skill that it is about."""
        return self.match.key if self.match else None


@dataclass(frozen=True)
class Ad:
    """An ad as it was read. `text` is the cleaned text, which all offsets are in; `fit` is that of its missions."""

    text: str
    language: str
    title: str
    lines: tuple[ReadLine, ...]
    stage: StageReading
    fit: Fit

    def of_kind(self, kind: AdKind) -> list[ReadLine]:
        """The lines of one kind, in order."""
        return [line for line in self.lines if line.kind == kind]

    @property
    def people(self) -> int | None:
        return self.stage.facts.people.value if self.stage.facts.people else None

    @property
    def engineers(self) -> int | None:
        return self.stage.facts.engineers.value if self.stage.facts.engineers else None

    def content_lines(self) -> tuple[ContentLine, ...]:
        """The lines that a posting would have, each with the number (from 1) that it has in the ad as its id."""
        return tuple(
            ContentLine(
                id=number,
                kind=POSTING_KINDS[one.kind],
                text=one.text,
                mission=one.source if one.match and one.match.kind == MISSION else None,
                skill=one.source if one.match and one.match.kind == SKILL else None,
            )
            for number, one in enumerate(self.lines, start=1)
            if one.kind in POSTING_KINDS
        )


def read_ad(text: str, reference: Reference, language: str | None = None) -> Ad:
    """Read an ad's text. Raises UnreadableAd where it is empty or far too long.

    The reference is best worded in the ad's language: `guess_language` tells it beforehand.
    """
    text = clean(text)
    lines = split_ad(text)
    find = matcher(reference)
    read = tuple(
        ReadLine(line, find.recognise(line.text, prefer=PREFERRED.get(line.kind)) if line.kind in MATCHED else None)
        for line in lines
    )
    company = ContentCompany(name="")
    fit = stage_fit(
        [
            ContentLine(id=number, kind=LINE_KINDS[one.kind], text=one.text)
            for number, one in enumerate(read, start=1)
            if one.kind in LINE_KINDS
        ],
        reference,
        company,
    )
    stage = read_stage(lines, missions=fit.shares)
    title = next((line.text for line in lines if line.kind is AdKind.TITLE), "")
    return Ad(text, language or guess_language(text), title, read, stage, fit)
