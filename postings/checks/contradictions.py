"""Where a posting denies its stage or its company's facts, in plain words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..choices import LineKind
from ..content import ContentCompany, ContentStage
from ..fit import LEANS, Fit, Recognised, stage_of_engineers
from ..reference import Reference, ReferenceMission, ReferenceStage
from .registry import Reading, quoted

SURE = 0.5  # a guess has to rest on more than one common word to be held against a line
TEAM_MAX = 12  # people; a company of more is no team

_ASKED = re.compile(r"\A\W*(?:(?:you\s+(?:will\s+|are\s+to\s+)?|to\s+))?(\w+)", re.IGNORECASE)


@dataclass(frozen=True)
class Contradiction:
    """What in a posting denies its stage or its company's facts.

    `line` is the line's id, None where it is about the whole; `start` and `end` are offsets in that line's text.
    `rests_on` tells it from another of its rule: the figures that it compares.
    """

    rule: str
    message: str
    reason: str
    line: int | None = None
    start: int = 0
    end: int = 0
    rests_on: str = ""


def contradictions(reading: Reading) -> list[Contradiction]:
    """Return what in a draft denies its stage or the company's facts; lines first, in their order. Worked out once."""
    if "contradictions" not in reading.memo:
        reading.memo["contradictions"] = list(_contradictions(reading))
    return reading.memo["contradictions"]


def _contradictions(reading: Reading) -> Iterator[Contradiction]:
    reference, content, fit = reading.draft.reference, reading.content, reading.fit
    stage = stage_of(reading)
    if reference is None or stage is None or fit is None:
        return
    numbers = {id(passage.line): passage.number for passage in reading.lines}
    for one in fit.recognised:
        if one.line.kind == LineKind.MISSION and id(one.line) in numbers:
            yield from _foreign_line(one, numbers[id(one.line)], content.stage, reference, content.company)
    yield from _of_head_counts(stage, reference, content.company)
    yield from _of_share(stage, fit)


def stage_of(reading: Reading) -> ReferenceStage | None:
    """The posting's stage as the sheet has it; None without a sheet."""
    reference = reading.draft.reference
    stages = reference.stages if reference else ()
    return next((stage for stage in stages if stage.number == reading.content.stage.number), None)


def looked_for(stage: ContentStage, company: ContentCompany) -> str:
    """Whom the posting looks for, as a clause: "You look for the first engineer of a team of 2"."""
    if stage.role_key != "cto" or stage.number not in {1, 2, 3}:
        return _("You look for %(role)s #%(number)d (%(name)s)") % {
            "role": stage.role_abbreviation,
            "number": stage.number,
            "name": stage.name,
        }
    return {1: _first, 2: _leading, 3: _directing}[stage.number](company)


def _first(company: ContentCompany) -> str:
    if company.engineers:
        return ngettext(
            "You look for somebody to build the product with %(engineers)d engineer",
            "You look for somebody to build the product with %(engineers)d engineers",
            company.engineers,
        ) % {"engineers": company.engineers}
    if company.people and company.people <= TEAM_MAX:
        return _("You look for the first engineer of a team of %(people)d") % {"people": company.people}
    if company.people:
        return _("You look for the first engineer of a company of %(people)d people") % {"people": company.people}
    return _("You look for the first engineer of a company")


def _leading(company: ContentCompany) -> str:
    if company.engineers:
        return ngettext(
            "You look for somebody to lead a team of %(engineers)d engineer",
            "You look for somebody to lead a team of %(engineers)d engineers",
            company.engineers,
        ) % {"engineers": company.engineers}
    return _("You look for somebody to lead a growing team")


def _directing(company: ContentCompany) -> str:
    if company.engineers:
        return ngettext(
            "You look for somebody to direct %(engineers)d engineer",
            "You look for somebody to direct %(engineers)d engineers",
            company.engineers,
        ) % {"engineers": company.engineers}
    return _("You look for somebody to direct large teams")


def _foreign_line(
    one: Recognised, number: int, stage: ContentStage, reference: Reference, company: ContentCompany
) -> Iterator[Contradiction]:
    """A line whose mission belongs to other stages only."""
    mission = reference.mission(one.key) if one.kind == "mission" else None
    if mission is None or not mission.stages or stage.number in mission.stages:
        return
    if one.match and one.match.score < SURE:
        return
    start, end = 0, len(one.line.text)
    if one.match and one.match.cues:
        start, end = one.match.cues[0].start, one.match.cues[0].end
    yield Contradiction(
        "stage.foreign-mission",
        _("%(looked_for)s, and line %(number)d asks to %(deed)s.")
        % {
            "looked_for": looked_for(stage, company),
            "number": number,
            "deed": _deed(one.line.text, mission, reference),
        },
        _("On the sheet “%(mission)s” belongs to %(stages)s only. Drop the line, or look at the stage again.")
        % {"mission": mission.statement, "stages": _numbers(mission.stages)},
        one.line.id,
        start,
        end,
    )


def _deed(text: str, mission: ReferenceMission, reference: Reference) -> str:
    """What a line asks for, to follow "asks to": its own words where they begin with a verb, else the sheet's.

    The sheet's missions are worded as deeds, so their first words are the verbs that we know.
    """
    asked = _ASKED.match(text) if reference.language == "en" else None
    if asked and asked.group(1).lower() in _verbs(reference.missions):
        words = quoted(re.split(r"[.;!?](?:\s|\Z)", text[asked.start(1) :], maxsplit=1)[0])
    else:
        words = mission.statement.rstrip(".")
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


@lru_cache(maxsize=32)
def _verbs_of(statements: tuple[str, ...]) -> frozenset[str]:
    return frozenset(statement.split()[0].lower() for statement in statements if statement.strip())


def _verbs(missions: tuple[ReferenceMission, ...]) -> frozenset[str]:
    return _verbs_of(tuple(mission.statement for mission in missions))


def _of_head_counts(stage: ReferenceStage, reference: Reference, company: ContentCompany) -> Iterator[Contradiction]:
    engineers, people = company.engineers, company.people
    other = _("Another stage may fit better, or the company’s facts have changed. Keep the stage if you know why.")
    if engineers is not None:
        low, high = stage.engineers_min, stage.engineers_max
        if (low is not None and engineers < low) or (high is not None and engineers > high):
            yield Contradiction(
                "stage.team-size", _too_few_or_many(stage, reference, engineers), other, rests_on=str(engineers)
            )
        if people is not None and engineers > people:
            yield Contradiction(
                "stage.people",
                _("The company has %(engineers)d engineers among %(people)d people: one of the two is wrong.")
                % {"engineers": engineers, "people": people},
                _("Correct the company’s facts."),
                rests_on=f"{engineers}/{people}",
            )
    elif people is not None and stage.engineers_min and people < 2 * stage.engineers_min:
        # Engineers are seldom half of a company.
        yield Contradiction(
            "stage.people",
            ngettext(
                "The posting is for #%(number)d, which the sheet has start at %(min)d engineers,"
                " and the whole company is %(people)d person.",
                "The posting is for #%(number)d, which the sheet has start at %(min)d engineers,"
                " and the whole company is %(people)d people.",
                people,
            )
            % {"number": stage.number, "min": stage.engineers_min, "people": people},
            other,
            rests_on=str(people),
        )


def _too_few_or_many(stage: ReferenceStage, reference: Reference, engineers: int) -> str:
    counted = stage_of_engineers(engineers, reference)
    if counted is not None and counted != stage.number:
        return ngettext(
            "The posting is for #%(number)d, and the company has %(count)d engineer:"
            " the sheet counts that as #%(counted)d.",
            "The posting is for #%(number)d, and the company has %(count)d engineers:"
            " the sheet counts that as #%(counted)d.",
            engineers,
        ) % {"number": stage.number, "count": engineers, "counted": counted}
    return ngettext(
        "The company has %(count)d engineer; the sheet expects %(range)s for #%(number)d.",
        "The company has %(count)d engineers; the sheet expects %(range)s for #%(number)d.",
        engineers,
    ) % {"count": engineers, "range": _range(stage.engineers_min, stage.engineers_max), "number": stage.number}


def _of_share(stage: ReferenceStage, fit: Fit) -> Iterator[Contradiction]:
    low, high = LEANS.get(stage.lean, (0, 100))
    if fit.technical_percent is None or low <= fit.technical_percent <= high:
        return
    if fit.technical_percent < low:
        message = _("The missions are %(percent)d%% technical, less than #%(number)d calls for: at least %(bound)d%%.")
    else:
        message = _("The missions are %(percent)d%% technical, more than #%(number)d calls for: at most %(bound)d%%.")
    bound = low if fit.technical_percent < low else high
    values = {"percent": fit.technical_percent, "number": stage.number, "bound": bound}
    yield Contradiction(
        "stage.technical-share",
        message % values,
        _("Candidates will picture another job. Change the missions, or look at the stage again."),
        rests_on="<" if bound == low else ">",
    )


def _numbers(stages) -> str:
    return _(" or ").join(f"#{number}" for number in sorted(stages))


def _range(low: int | None, high: int | None) -> str:
    if high is None:
        return _("%(low)d or more") % {"low": low or 0}
    return _("%(low)d to %(high)d") % {"low": low or 0, "high": high}
