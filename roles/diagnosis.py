"""Which stage do a company's facts call for? A pure function over facts and signs, with its reasons in sentences.

The signs and their weights are the curators' own (`Sign`), from no source; every page that shows a diagnosis says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields, replace
from fractions import Fraction
from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Coder(models.TextChoices):
    """Who writes the code today."""

    NOBODY = "nobody", gettext_lazy("nobody yet")
    FOUNDER = "founder", gettext_lazy("a founder")
    OUTSIDE = "outside", gettext_lazy("freelancers or an agency")
    EMPLOYEES = "employees", gettext_lazy("our own engineers")


class Manager(models.TextChoices):
    """Who manages the engineers today."""

    NOBODY = "nobody", gettext_lazy("nobody, or there is nobody to manage")
    FOUNDER = "founder", gettext_lazy("a founder, beside other work")
    ENGINEER = "engineer", gettext_lazy("one of the engineers")
    MANAGERS = "managers", gettext_lazy("managers of their own")


class Answer(models.TextChoices):
    YES = "yes", gettext_lazy("yes")
    NO = "no", gettext_lazy("no")


class Fact(models.TextChoices):
    """What is asked about a company; the names are `CompanyFacts`'s fields."""

    PEOPLE = "people", gettext_lazy("people")
    ENGINEERS = "engineers", gettext_lazy("engineers today")
    ENGINEERS_NEXT_YEAR = "engineers_next_year", gettext_lazy("engineers in a year")
    IN_USE = "in_use", gettext_lazy("is there a product in use?")
    CODER = "coder", gettext_lazy("who writes the code today?")
    MANAGER = "manager", gettext_lazy("who manages the engineers?")
    RESTS_ON_TECH = "rests_on_tech", gettext_lazy("does the business rest on technology?")
    HANDS_ON = "hands_on", gettext_lazy("hands-on work wanted, %")


CHOICES: dict[str, type[models.TextChoices]] = {
    Fact.IN_USE: Answer,
    Fact.CODER: Coder,
    Fact.MANAGER: Manager,
    Fact.RESTS_ON_TECH: Answer,
}


ANSWERS = list(dict.fromkeys(choice for choices in (Answer, Coder, Manager) for choice in choices.choices))


@dataclass(frozen=True)
class CompanyFacts:
    """What is known of a company; None where it isn't. Numbers are counts, `hands_on` is a percentage."""

    people: int | None = None
    engineers: int | None = None
    engineers_next_year: int | None = None
    in_use: str | None = None
    coder: str | None = None
    manager: str | None = None
    rests_on_tech: str | None = None
    hands_on: int | None = None

    @property
    def unknown(self) -> list[str]:
        """Names of the facts that aren't known."""
        return [item.name for item in fields(self) if getattr(self, item.name) is None]


@dataclass(frozen=True)
class StageSign:
    """A fact within bounds, or with an answer, speaks for a stage, with a weight and a reason.

    `reason` may name the fact's value as %(value)s.
    """

    fact: str
    stage: int
    weight: int
    reason: str
    at_least: int | None = None
    at_most: int | None = None
    answer: str = ""

    def holds(self, facts: CompanyFacts) -> bool:
        """Whether the sign is seen in these facts."""
        value = getattr(facts, self.fact)
        if value is None:
            return False
        if self.answer:
            return value == self.answer
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def sentence(self, facts: CompanyFacts) -> str:
        """The reason, with the fact's value in it."""
        return self.reason.replace("%(value)s", str(getattr(facts, self.fact)))


@dataclass(frozen=True)
class Diagnosis:
    """`shares` by stage number sum to 1 (all 0 where nothing is known); `confidence` is 0 to 1."""

    stage: int
    runner_up: int
    confidence: Fraction
    shares: dict[int, Fraction]
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    tips: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def confidence_percent(self) -> int:
        return round(self.confidence * 100)

    def as_data(self, facts: CompanyFacts) -> dict[str, Any]:
        """The diagnosis and the facts it came from, as plain JSON values, to be kept."""
        return {
            "facts": {name: value for name, value in asdict(facts).items() if value is not None},
            "stage": self.stage,
            "runner_up": self.runner_up,
            "confidence": self.confidence_percent,
            "reasons": list(self.reasons),
        }


STAGES = (1, 2, 3)
MOST_TIPS = 2


def diagnose(facts: CompanyFacts, signs: Sequence[StageSign]) -> Diagnosis:
    """Return the stage that the facts call for, why, the runner-up, and what would tip it.

    Every combination of facts gives an answer: equal weights go to the earlier stage, since a job grows
    more easily than it shrinks. The confidence is how far the stage is ahead, lessened by what isn't known.
    """
    points = _points(facts, signs)
    stage, runner_up = _ranking(points)[:2]
    total = sum(points.values())
    seen = [sign for sign in signs if sign.holds(facts)]
    asked = {sign.fact for sign in signs}
    known = Fraction(len(asked - set(facts.unknown)), len(asked)) if asked else Fraction(0)
    lead = Fraction(points[stage] - points[runner_up], total) if total else Fraction(0)
    return Diagnosis(
        stage=stage,
        runner_up=runner_up,
        confidence=lead * known,
        shares={number: Fraction(points[number], total) if total else Fraction(0) for number in STAGES},
        reasons=_sentences(seen, facts, stage),
        against=_sentences(seen, facts, runner_up),
        tips=tuple(_tips(facts, signs, stage, runner_up)),
        unknown=tuple(name for name in facts.unknown if name in asked),
    )


def _points(facts: CompanyFacts, signs: Iterable[StageSign]) -> dict[int, int]:
    points = dict.fromkeys(STAGES, 0)
    for sign in signs:
        if sign.holds(facts):
            points[sign.stage] += sign.weight
    return points


def _ranking(points: dict[int, int]) -> list[int]:
    return sorted(STAGES, key=lambda number: (-points[number], number))


def _sentences(seen: Iterable[StageSign], facts: CompanyFacts, stage: int) -> tuple[str, ...]:
    """Reasons for a stage, the weightiest first."""
    own = sorted((sign for sign in seen if sign.stage == stage), key=lambda sign: -sign.weight)
    return tuple(dict.fromkeys(sign.sentence(facts) for sign in own))


def _tips(facts: CompanyFacts, signs: Sequence[StageSign], stage: int, runner_up: int) -> Iterator[str]:
    """Single facts that, were they otherwise, would make it the runner-up: the smallest change of each."""
    found = 0
    for fact in Fact:
        for value in _other_values(fact, facts, signs):
            changed = replace(facts, **{fact.value: value})
            if _ranking(_points(changed, signs))[0] == runner_up:
                yield _tip(fact, value, getattr(facts, fact), runner_up)
                found += 1
                break
        if found == MOST_TIPS:
            return


def _other_values(fact: Fact, facts: CompanyFacts, signs: Iterable[StageSign]) -> list[Any]:
    """Values of a fact that its signs tell apart, nearest to the present one first."""
    now = getattr(facts, fact)
    if fact in CHOICES:
        return [value for value in CHOICES[fact].values if value != now]
    bounds = {
        bound for sign in signs if sign.fact == fact for bound in (sign.at_least, sign.at_most) if bound is not None
    }
    return sorted(bounds - {now}, key=lambda bound: (abs(bound - (now or 0)), bound))


def _tip(fact: Fact, value: Any, now: Any, stage: int) -> str:
    words = {"fact": fact.label, "stage": stage}
    if fact in CHOICES:
        return _("It would be #%(stage)d if the answer to “%(fact)s” were “%(value)s”.") % {
            **words,
            "value": CHOICES[fact](value).label,
        }
    if now is not None and value < now:
        return _("It would be #%(stage)d with %(value)d or fewer: %(fact)s.") % {**words, "value": value}
    return _("It would be #%(stage)d with %(value)d or more: %(fact)s.") % {**words, "value": value}
