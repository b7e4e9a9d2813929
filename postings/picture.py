"""What the editor draws of a posting's fit and of its coded words: plain values, no markup."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from .checks.data.coded_words import FEMININE, MASCULINE
from .checks.inclusive import NOT_ASSESSED, Score, assessed, coded_words, result_label
from .checks.registry import Passage, Reading
from .fit import LEANS, Fit
from .page_order import browser_span
from .reference import Reference, ReferenceMission


@dataclass(frozen=True)
class StageRow:
    """One stage: its share of what the words describe in whole percent, and its core missions that they name."""

    number: int
    name: str
    percent: int | None
    present: int
    core: int
    is_asked: bool

    @property
    def dots(self) -> list[bool]:
        """One a core mission, those named first."""
        return [at < self.present for at in range(self.core)]


@dataclass(frozen=True)
class Balance:
    """How technical the missions are, beside what the stage calls for; all in whole percent."""

    technical: int
    low: int
    high: int
    stage: int | None

    @property
    def management(self) -> int:
        return 100 - self.technical

    @property
    def width(self) -> int:
        return self.high - self.low

    @property
    def fits(self) -> bool:
        return self.low <= self.technical <= self.high


@dataclass(frozen=True)
class Picture:
    """Which stage the words describe. `missing` are the core missions of the posting's stage that no line names."""

    rows: tuple[StageRow, ...]
    asked: StageRow | None
    missing: tuple[ReferenceMission, ...]
    balance: Balance | None
    number: int | None
    reasons: tuple[str, ...]

    @property
    def tells(self) -> bool:
        """Whether the lines tell one stage from another."""
        return self.number is not None

    @property
    def leader(self) -> StageRow | None:
        return next((row for row in self.rows if row.number == self.number), None)


def picture_of(fit: Fit, reference: Reference, stage_number: int) -> Picture:
    """Return what to draw of a fit, for a posting of a stage."""
    names = {stage.number: stage for stage in reference.stages}
    percents = _whole(fit.shares or {})
    rows = tuple(
        StageRow(
            number=one.number,
            name=names[one.number].name,
            percent=percents.get(one.number),
            present=len(one.present),
            core=len(one.present) + len(one.missing),
            is_asked=one.number == stage_number,
        )
        for one in fit.stages
    )
    asked = fit.at(stage_number)
    missing = asked.missing if asked else ()
    return Picture(
        rows=rows,
        asked=next((row for row in rows if row.is_asked), None),
        missing=tuple(mission for mission in reference.missions if mission.key in missing),
        balance=_balance(fit, reference, stage_number),
        number=fit.number,
        reasons=fit.reasons,
    )


def _whole(shares) -> dict[int, int]:
    """Shares in whole percent that add up to 100: the largest takes what rounding leaves."""
    percents = {number: round(share * 100) for number, share in shares.items()}
    if percents:
        largest = max(percents, key=lambda number: percents[number])
        percents[largest] += 100 - sum(percents.values())
    return percents


def _balance(fit: Fit, reference: Reference, stage_number: int) -> Balance | None:
    stage = next((stage for stage in reference.stages if stage.number == stage_number), None)
    if stage is None or fit.technical_percent is None:
        return None
    low, high = LEANS.get(stage.lean, (0, 100))
    return Balance(fit.technical_percent, low, high, stage.technical_percent)


# Coded words ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class CodedPlace:
    """A coded word of the posting, how often it is there, and where first; offsets as a browser counts them."""

    word: str
    count: int
    line: int | None
    anchor: str
    start: int
    end: int


@dataclass(frozen=True)
class Coded:
    """The coded words of a posting, as the panel shows them; `is_assessed` is False for other languages than English.

    `stems` are those that the role can't avoid, in the words of the list; `exempt` are the words found of them.
    """

    score: Score
    masculine: tuple[CodedPlace, ...] = ()
    feminine: tuple[CodedPlace, ...] = ()
    exempt: tuple[CodedPlace, ...] = ()
    stems: tuple[str, ...] = ()

    @property
    def is_assessed(self) -> bool:
        return self.score.result != NOT_ASSESSED

    @property
    def label(self) -> str:
        return result_label(self.score.result)

    @property
    def balance(self) -> int:
        """Feminine less masculine."""
        return self.score.feminine - self.score.masculine


def coded_of(reading: Reading) -> Coded:
    """Return the coded words of a draft, each once, in the order of its texts."""
    score = assessed(reading)
    stems = tuple(sorted(reading.draft.exempt_stems & (MASCULINE | FEMININE)))
    if score.result == NOT_ASSESSED:
        return Coded(score, stems=stems)
    first: dict[str, dict[str, CodedPlace]] = {"masculine": {}, "feminine": {}, "exempt": {}}
    counts: Counter[tuple[str, str]] = Counter()
    for passage in reading.passages:
        for word in coded_words(passage.text, exempt=reading.draft.exempt_stems):
            side, key = "exempt" if word.exempt else word.code, word.text.lower()
            counts[side, key] += 1
            if key not in first[side]:
                first[side][key] = _coded_place(key, passage, word.start, word.end)
    found = {
        side: tuple(_counted(place, counts[side, key]) for key, place in places.items())
        for side, places in first.items()
    }
    return Coded(score, stems=stems, **found)


def _coded_place(word: str, passage: Passage, start: int, end: int) -> CodedPlace:
    start, end = browser_span(passage.text, start, end)
    return CodedPlace(word, 1, passage.line.id if passage.line else None, passage.anchor, start, end)


def _counted(place: CodedPlace, count: int) -> CodedPlace:
    return CodedPlace(place.word, count, place.line, place.anchor, place.start, place.end)
