"""Which stage an ad reads as: facts stated in it first, then what it asks for, each with its reason."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from ..reference import Reference
from .facts import Facts, Stated, read_facts
from .sections import AdKind
from .signals import SIGNALS, is_denied
from .split import AdLine
from .words import flat

STAGES = (1, 2, 3)
Weights = tuple[float, float, float]

# How much a line's words count by what the line is. What a person must have done before says less than what they
# will do here; benefits and boilerplate say nothing but how shares are given.
KIND_FACTOR: dict[AdKind, float] = {
    AdKind.TITLE: 0.8,
    AdKind.MISSION: 1.0,
    AdKind.OTHER: 0.9,
    AdKind.COMPANY: 0.8,
    AdKind.MUST: 0.45,
    AdKind.NICE: 0.3,
    AdKind.BENEFITS: 0.0,
    AdKind.EQUAL: 0.0,
    AdKind.PROCESS: 0.0,
    AdKind.PAY: 0.0,
}
ANYWHERE = frozenset({"equity", "founder"})  # read in benefits and pay too
REPEAT = 0.25  # what a second and third line saying the same adds
MISSIONS_WEIGHT = 0.45  # what the missions recognised weigh beside the signals
TEMPERATURE = 0.75
DOUBT = 0.05  # no ad is read without any; shared by the three
MIN_EVIDENCE = 0.6  # less than this says nothing: the number is None
MAX_REASONS = 5

# Engineers, up to and including; beyond the last, the last row. Ours, around the reference's own bounds.
ENGINEERS: tuple[tuple[int, Weights], ...] = (
    (0, (2.4, -0.8, -1.8)),
    (2, (1.5, 0.5, -1.5)),
    (5, (-0.5, 2.2, -1.0)),
    (12, (-1.2, 2.2, -0.3)),
    (17, (-1.5, 1.5, 0.4)),
    (25, (-1.8, 0.3, 1.5)),
    (10**9, (-2.2, -1.0, 2.6)),
)
PEOPLE: tuple[tuple[int, Weights], ...] = (
    (5, (1.6, 0.0, -1.2)),
    (12, (0.8, 0.5, -0.8)),
    (30, (-0.2, 0.7, -0.4)),
    (80, (-0.7, 0.7, 0.1)),
    (200, (-1.2, 0.2, 0.7)),
    (10**9, (-1.8, -0.5, 1.6)),
)
CODING: tuple[tuple[int, Weights], ...] = (
    (14, (-0.9, -0.4, 1.2)),
    (29, (-0.7, 0.6, 0.5)),
    (64, (-0.4, 1.6, -0.6)),
    (74, (0.4, 0.9, -0.9)),
    (100, (1.2, 0.3, -1.4)),
)


@dataclass(frozen=True)
class Evidence:
    """Words of the ad that speak for a stage: which line (its place in the list), where in it, and what they weigh."""

    key: str
    reason: str
    weights: Weights
    line: int
    start: int
    end: int
    text: str

    @property
    def words(self) -> str:
        """The words as a reason quotes them."""
        return self.text.strip()


@dataclass(frozen=True)
class StageReading:
    """The stage an ad reads as: None where it doesn't say. Shares are 0 to 1 and sum to 1."""

    number: int | None
    confidence: float
    shares: Mapping[int, float]
    reasons: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    facts: Facts = field(default_factory=Facts)


def read_stage(
    lines: list[AdLine], reference: Reference | None = None, missions: Mapping[int, float] | None = None
) -> StageReading:
    """Return the stage that an ad's lines read as; `missions` are the shares that the missions found give, if any."""
    facts = read_facts(lines)
    evidence = [*_stated(facts, lines), *_signals(lines)]
    totals = [0.0, 0.0, 0.0]
    said: dict[str, int] = {}
    counted: list[Evidence] = []
    for one in sorted(evidence, key=lambda one: -_spread(one.weights)):
        times = said.get(one.key, 0)
        said[one.key] = times + 1
        if times > 2:
            continue
        factor = REPEAT if times else 1.0
        totals = [total + weight * factor for total, weight in zip(totals, one.weights, strict=True)]
        if not times:
            counted.append(one)
    if missions:
        logs = [math.log(max(missions.get(number, 0.0), 0.02)) for number in STAGES]
        mean = sum(logs) / len(logs)
        totals = [total + MISSIONS_WEIGHT * (log - mean) for total, log in zip(totals, logs, strict=True)]
    spread = max(totals) - min(totals)
    if spread < MIN_EVIDENCE:
        return StageReading(
            None, 0.0, _thirds(), (_("Nothing in the text tells one stage from another."),), facts=facts
        )
    shares = softmax(totals)
    ranked = sorted(STAGES, key=lambda number: -shares[number])
    first, second = ranked[:2]
    confidence = (shares[first] - shares[second]) * (1 - 0.6 ** (len(counted) + spread / 2))
    return StageReading(
        number=first,
        confidence=round(max(0.0, min(1.0, confidence)), 3),
        shares=shares,
        reasons=tuple(_reasons(counted, first, second)),
        evidence=tuple(counted),
        facts=facts,
    )


def softmax(totals: list[float]) -> dict[int, float]:
    """Shares that sum to 1, rounded to a thousandth."""
    top = max(totals)
    powers = [math.exp((total - top) * TEMPERATURE) for total in totals]
    shares = {
        number: round((1 - DOUBT) * power / sum(powers) + DOUBT / 3, 3)
        for number, power in zip(STAGES, powers, strict=True)
    }
    largest = max(shares, key=lambda number: shares[number])
    shares[largest] = round(1 - sum(share for number, share in shares.items() if number != largest), 3)
    return shares


def _thirds() -> dict[int, float]:
    return {1: 0.334, 2: 0.333, 3: 0.333}


def _spread(weights: Weights) -> float:
    return max(weights) - min(weights)


def _row(table: tuple[tuple[int, Weights], ...], value: int) -> Weights:
    return next(weights for bound, weights in table if value <= bound)


def _stated(facts: Facts, lines: list[AdLine]) -> list[Evidence]:
    found = []
    if facts.engineers:
        count = facts.engineers.value
        reason = (
            _("It says that there is no engineer yet")
            if not count
            else _("It counts %(count)d engineers") % {"count": count}
        )
        found.append(_from_fact("engineers", reason, _row(ENGINEERS, count), facts.engineers, lines))
    if facts.people:
        reason = _("It counts %(count)d people in the company") % {"count": facts.people.value}
        weights = _row(PEOPLE, facts.people.value)
        if facts.engineers:  # who codes there is known, the others matter less
            weights = tuple(weight * 0.4 for weight in weights)
        found.append(_from_fact("people", reason, weights, facts.people, lines))
    if facts.coding_percent:
        percent = facts.coding_percent.value
        reason = _("About %(percent)d%% of the work is said to be technical") % {"percent": percent}
        found.append(_from_fact("coding", reason, _row(CODING, percent), facts.coding_percent, lines))
    return found


def _from_fact(key: str, reason: str, weights: Weights, stated: Stated, lines: list[AdLine]) -> Evidence:
    text = lines[stated.line].text[stated.start : stated.end]
    return Evidence(key, reason, weights, stated.line, stated.start, stated.end, text)


def _signals(lines: list[AdLine]) -> list[Evidence]:
    found = []
    for number, line in enumerate(lines):
        said = flat(line.text)
        factor = KIND_FACTOR[line.kind]
        for signal in SIGNALS:
            weight = factor or (1.0 if signal.key in ANYWHERE else 0.0)
            if not weight:
                continue
            hit = next(
                (hit for hit in signal.pattern.finditer(said) if signal.denies or not is_denied(said, hit.start())),
                None,
            )
            if hit and hit.end() > hit.start():
                weights = tuple(weight * one for one in signal.weights)
                words = line.text[hit.start() : hit.end()]
                found.append(Evidence(signal.key, str(signal.reason), weights, number, hit.start(), hit.end(), words))
    return found


def _reasons(evidence: list[Evidence], first: int, second: int) -> list[str]:
    """Sentences for the stage that won, strongest first, and the strongest one against it."""

    def gain(one: Evidence) -> float:
        return one.weights[first - 1] - max(one.weights[number - 1] for number in STAGES if number != first)

    speaking = sorted((one for one in evidence if gain(one) > 0.05), key=lambda one: -gain(one))
    reasons = [
        _("%(reason)s: “%(words)s”.") % {"reason": one.reason, "words": one.words} for one in speaking[:MAX_REASONS]
    ]
    against = min(evidence, key=gain, default=None)
    if against and against.weights[second - 1] - against.weights[first - 1] > 0.8:
        reasons.append(
            _("What speaks for #%(number)d instead: %(reason)s: “%(words)s”.")
            % {
                "number": second,
                "reason": against.reason[:1].lower() + against.reason[1:],
                "words": against.text.strip(),
            }
        )
    return reasons or [_("Its missions are those of #%(number)d.") % {"number": first}]
