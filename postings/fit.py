"""How a posting's lines fit each stage: what each is about, and which stage they describe together."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .choices import LineKind
from .content import ContentCompany, ContentLine
from .matching import MISSION, SKILL, Match, Matcher, matcher
from .reference import Reference, ReferenceMission, ReferenceSkill, ReferenceStage

# How likely a stage's posting names an entry, by the weight that it has at that stage; absent otherwise.
MISSION_LIKELIHOOD = {"core": 0.6, "occasional": 0.3}
MISSION_ABSENT = 0.08
SKILL_LIKELIHOOD = {"essential": 0.5, "useful": 0.35}
SKILL_ABSENT = 0.15
SKILL_FACTOR = 0.4  # what somebody must bring says less about the job than what they will do
GUESS_FACTOR = 0.8  # a line recognised by its cues, beside one that was picked from the sheet
DAMPING = 0.7  # lines of one posting aren't independent
LEANS = {"technical": (50, 100), "balanced": (30, 70), "management": (0, 50)}  # technical share that fits, in percent
NOTHING = "none"  # what a line is about where somebody said that it is about nothing of the sheet


@dataclass(frozen=True)
class Recognised:
    """A line with the mission or skill that it is about: picked from the sheet, said by somebody, or told by its words.

    Only what words told has a `match`; `settled` is somebody's word, also where it is about nothing of the sheet.
    """

    line: ContentLine
    kind: str | None = None
    key: str | None = None
    match: Match | None = None
    settled: bool = False


@dataclass(frozen=True)
class StageFit:
    """How lines fit one stage: core missions found and missing (keys), and ids of lines of other stages only."""

    number: int
    coverage: float
    present: tuple[str, ...]
    missing: tuple[str, ...]
    foreign: tuple[int, ...]
    technical_percent: int | None


@dataclass(frozen=True)
class Fit:
    """Which stage lines describe. `shares` sum to 1, None where no line tells; `number` is the largest.

    `technical_percent` is the share of technical work that the missions describe, None where there are none.
    """

    number: int | None
    shares: Mapping[int, float] | None
    confidence: float
    reasons: tuple[str, ...]
    stages: tuple[StageFit, ...]
    technical_percent: int | None
    recognised: tuple[Recognised, ...]

    def at(self, number: int) -> StageFit | None:
        """How the lines fit a stage."""
        return next((stage for stage in self.stages if stage.number == number), None)


def recognise_line(line: ContentLine, find: Matcher) -> Recognised:
    """Return what a line is about: the entry it came from, else what somebody said, else what its words tell."""
    if line.mission:
        return Recognised(line, MISSION, line.mission)
    if line.skill:
        return Recognised(line, SKILL, line.skill)
    if line.about == NOTHING:
        return Recognised(line, settled=True)
    if line.about:
        kind, _colon, key = line.about.partition(":")
        return Recognised(line, kind, key, settled=True)
    match = find.recognise(line.text, prefer=likely_kind(line.kind))
    return Recognised(line, match.kind, match.key, match) if match else Recognised(line)


def likely_kind(kind: str) -> str | None:
    """What a line of a kind is sooner about; None where it may be about either."""
    return {LineKind.MISSION: MISSION, LineKind.MUST: SKILL, LineKind.NICE: SKILL}.get(kind)


def stage_fit(lines: Iterable[ContentLine], reference: Reference, company: ContentCompany | None = None) -> Fit:
    """Return which stage the lines describe, and how they fit each."""
    find = matcher(reference)
    recognised = tuple(recognise_line(line, find) for line in lines)
    numbers = [stage.number for stage in reference.stages]
    missions = _missions(recognised, reference)
    stages = tuple(_fit_of(stage, missions, reference) for stage in reference.stages)
    percents = [mission.technical_percent for _line, mission in missions]
    technical = round(Fraction(sum(percents), len(percents))) if percents else None
    totals = dict.fromkeys(numbers, 0.0)
    telling = 0.0
    for one in recognised:
        logs = _logs(one, reference, numbers)
        totals = {number: totals[number] + logs[number] for number in numbers}
        telling += max(logs.values(), default=0.0) - min(logs.values(), default=0.0)
    if not numbers or telling < 0.2:
        reasons = (_("No line tells one stage from another."),)
        return Fit(None, None, 0.0, reasons, stages, technical, recognised)
    shares = _shares(totals)
    ranked = sorted(numbers, key=lambda number: -shares[number])
    second = shares[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = round((shares[ranked[0]] - second) * (1 - math.exp(-telling / 3)), 3)
    reasons = _reasons(ranked[0], stages, missions, reference, technical, company)
    return Fit(ranked[0], shares, confidence, tuple(reasons), stages, technical, recognised)


def _missions(recognised: Iterable[Recognised], reference: Reference) -> list[tuple[ContentLine, ReferenceMission]]:
    by_key = {mission.key: mission for mission in reference.missions}
    return [(one.line, by_key[one.key]) for one in recognised if one.kind == MISSION and one.key in by_key]


def _fit_of(
    stage: ReferenceStage, missions: list[tuple[ContentLine, ReferenceMission]], reference: Reference
) -> StageFit:
    named = {mission.key for _line, mission in missions}
    core = [mission.key for mission in reference.core_missions(stage.number)]
    present = tuple(key for key in core if key in named)
    return StageFit(
        number=stage.number,
        coverage=round(len(present) / len(core), 3) if core else 0.0,
        present=present,
        missing=tuple(key for key in core if key not in named),
        foreign=tuple(line.id for line, mission in missions if mission.stages and stage.number not in mission.stages),
        technical_percent=stage.technical_percent,
    )


def _logs(one: Recognised, reference: Reference, numbers: list[int]) -> dict[int, float]:
    """What a line says for each stage, around 0."""
    entry: ReferenceMission | ReferenceSkill | None
    if one.kind == MISSION and (entry := reference.mission(one.key)):
        likelihood, absent, factor = MISSION_LIKELIHOOD, MISSION_ABSENT, 1.0
    elif one.kind == SKILL and (entry := reference.skill(one.key)):
        likelihood, absent, factor = SKILL_LIKELIHOOD, SKILL_ABSENT, SKILL_FACTOR
    else:
        return dict.fromkeys(numbers, 0.0)
    if one.match:
        factor *= GUESS_FACTOR * one.match.score
    if one.line.kind in (LineKind.MUST, LineKind.NICE) and one.kind == MISSION:
        factor *= 0.5
    logs = {number: math.log(likelihood.get(entry.stages.get(number), absent)) for number in numbers}
    mean = sum(logs.values()) / len(logs) if logs else 0.0
    return {number: factor * DAMPING * (log - mean) for number, log in logs.items()}


def _shares(totals: Mapping[int, float]) -> dict[int, float]:
    top = max(totals.values())
    powers = {number: math.exp(total - top) for number, total in totals.items()}
    shares = {number: round(power / sum(powers.values()), 3) for number, power in powers.items()}
    largest = max(shares, key=lambda number: shares[number])
    shares[largest] = round(1 - sum(share for number, share in shares.items() if number != largest), 3)
    return shares


def _reasons(
    number: int,
    stages: Iterable[StageFit],
    missions: list[tuple[ContentLine, ReferenceMission]],
    reference: Reference,
    technical: int | None,
    company: ContentCompany | None,
) -> list[str]:
    by_number = {stage.number: stage for stage in stages}
    fit = by_number[number]
    core = len(fit.present) + len(fit.missing)
    reasons = []
    if core:
        reasons.append(
            _("The lines name %(present)d of the %(core)d core missions of #%(number)d.")
            % {"present": len(fit.present), "core": core, "number": number}
        )
    own = [mission for _line, mission in missions if set(mission.stages) == {number}]
    if own:
        reasons.append(
            _("Only #%(number)d has this mission: “%(mission)s”.") % {"number": number, "mission": own[0].statement}
        )
    if fit.foreign:
        reasons.append(
            ngettext(
                "%(count)d line belongs to other stages only.",
                "%(count)d lines belong to other stages only.",
                len(fit.foreign),
            )
            % {"count": len(fit.foreign)}
        )
    if technical is not None and fit.technical_percent is not None:
        reasons.append(
            _("Its missions are %(percent)d%% technical; #%(number)d is about %(stage)d%%.")
            % {"percent": technical, "number": number, "stage": fit.technical_percent}
        )
    elif technical is not None:
        reasons.append(_("Its missions are %(percent)d%% technical.") % {"percent": technical})
    if company and company.engineers is not None:
        counted = stage_of_engineers(company.engineers, reference)
        if counted and counted != number:
            reasons.append(
                _("The company’s number of engineers (%(count)d) is that of #%(number)d.")
                % {"count": company.engineers, "number": counted}
            )
    return reasons


def stage_of_engineers(count: int, reference: Reference) -> int | None:
    """Return the stage whose head-counts hold a number of engineers, None where no stage's do."""
    for stage in reference.stages:
        if stage.engineers_min is None and stage.engineers_max is None:
            continue
        low = stage.engineers_min or 0
        if low <= count and (stage.engineers_max is None or count <= stage.engineers_max):
            return stage.number
    return None
