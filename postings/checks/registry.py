"""The registry of rules, and what a rule is given to read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from re import Match
from typing import Any

from django.utils.functional import Promise

from ..content import Content, ContentLine
from ..fit import Fit, stage_fit
from .finding import Draft, Evidence, Finding, Fix, Severity, Strength

QUOTED = 60
MOST = 200  # of one rule in one draft; nobody reads more, and a run stays short whatever the text
FIXABLE = 2_000  # longer texts are no lines of a posting, and a fix copies the text


@dataclass(frozen=True)
class Passage:
    """A text that candidates read: a line, or a field of the posting named by its anchor in the editor.

    `number` is the one that the page shows beside a line; 0 for a field.
    """

    text: str
    line: ContentLine | None = None
    anchor: str = ""
    number: int = 0

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, for telling quickly what it can't contain; its offsets may differ."""
        return self.text.lower()

    @property
    def same_length_lowered(self) -> str:
        """The text in lower case where that moves no offset, else the text: for patterns in lower case."""
        return self.lowered if len(self.lowered) == len(self.text) else self.text

    def mentions(self, *parts: str) -> bool:
        """Whether the text has one of these parts of words, in lower case; much quicker than a pattern."""
        lowered = self.lowered
        return any(part in lowered for part in parts)

    @property
    def is_fixable(self) -> bool:
        """Whether it is a line, or the title, of a size that a fix may copy."""
        return (self.line is not None or self.anchor == "id_title") and len(self.text) <= FIXABLE

    @property
    def is_mission(self) -> bool:
        return self.line is not None and self.line.kind == "mission"


@dataclass(frozen=True)
class Hit:
    """What a rule body reports; the registry makes a finding of it. Severity and evidence default to the rule's."""

    message: str
    reason: str
    passage: Passage | None = None
    start: int = 0
    end: int = 0
    anchor: str = ""
    fix: Fix | None = None
    severity: Severity | None = None
    evidence: Evidence | None = None
    rests_on: str = ""

    @property
    def words(self) -> str:
        """The words that it is about; else the figures that it rests on, so that other figures are another finding."""
        return self.passage.text[self.start : self.end] if self.passage else self.rests_on


class Reading:
    """A draft made ready for many rules: its passages, and its whole text once."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.content: Content = draft.content
        # What one rule worked out and another asks for too.
        self.memo: dict[str, Any] = {}
        self.lines = [
            Passage(line.text, line, number=draft.numbers.get(line.id, number))
            for number, line in enumerate(draft.content.lines, start=1)
            if line.text.strip()
        ]

    @property
    def language(self) -> str:
        return self.content.language

    @cached_property
    def fit(self) -> Fit | None:
        """Which stage the lines describe; None without a sheet."""
        reference = self.draft.reference
        return stage_fit(self.content.lines, reference, self.content.company) if reference else None

    @cached_property
    def fields(self) -> list[Passage]:
        content = self.content
        texts = {
            "id_title": content.title,
            "id_summary": content.summary,
            "id_remote_note": content.remote_note,
            "id_pay_note": content.pay_note,
            "id_benefits": content.benefits,
            "id_process": "\n".join(content.process),
        }
        return [Passage(text, anchor=anchor) for anchor, text in texts.items() if text]

    @cached_property
    def passages(self) -> list[Passage]:
        """Every text of the posting; the title first, then the other fields, then the lines."""
        return [*self.fields, *self.lines]

    @cached_property
    def body(self) -> list[Passage]:
        """The passages without the title."""
        return [passage for passage in self.passages if passage.anchor != "id_title"]

    @cached_property
    def text(self) -> str:
        """The whole text, a passage a line."""
        return "\n".join(passage.text for passage in self.passages)

    @cached_property
    def lowered(self) -> str:
        return self.text.lower()

    @cached_property
    def countries(self) -> list[str]:
        """Where the work is: the places' countries; the company's where none is given."""
        places = list(dict.fromkeys(place.country for place in self.content.places if place.country))
        return places or ([self.content.company.country] if self.content.company.country else [])


RuleBody = Callable[[Reading], Iterator[Hit]]


@dataclass(frozen=True)
class Rule:
    """A rule: its name for good, how much it weighs, where it comes from, and the function that looks."""

    key: str
    severity: Severity
    evidence: Evidence
    body: RuleBody = field(repr=False)

    @property
    def family(self) -> str:
        return self.key.split(".")[0]

    def findings(self, reading: Reading) -> Iterator[Finding]:
        for hit in islice(self.body(reading), MOST):
            line = hit.passage.line if hit.passage else None
            yield Finding(
                rule=self.key,
                family=self.family,
                severity=hit.severity or self.severity,
                message=hit.message,
                reason=hit.reason,
                evidence=_settled(hit.evidence or self.evidence),
                line=line.id if line else None,
                start=hit.start if line else 0,
                end=hit.end if line else 0,
                anchor=hit.anchor or (hit.passage.anchor if hit.passage else ""),
                fix=hit.fix,
                words=hit.words,
            )


RULES: dict[str, Rule] = {}


def rule(key: str, severity: Severity, source: str | Promise, strength: Strength, url: str = "") -> Callable:
    """Register a rule's function under a name such as "law.pay-range", with the source that it rests on."""

    def register(body: RuleBody) -> RuleBody:
        if key in RULES:
            raise ValueError(f"There are two rules named {key}.")
        RULES[key] = Rule(key, severity, Evidence(source, strength, url), body)  # type: ignore[arg-type]
        return body

    return register


def at(passage: Passage, match: Match[str] | tuple[int, int], group: int | str = 0, **rest) -> dict:
    """Return a hit's place: the words of a match, or a span, in a passage."""
    start, end = match if isinstance(match, tuple) else match.span(group)
    return {"passage": passage, "start": start, "end": end, **rest}


def replaced(label: str, passage: Passage, start: int, end: int, words: str) -> Fix | None:
    """Return the fix that puts other words for a span, where one click can make it."""
    if not passage.is_fixable:
        return None
    return Fix(label, f"{passage.text[:start]}{words}{passage.text[end:]}")


def quoted(text: str) -> str:
    """Return words as a message quotes them: on one line, cut where they are long."""
    text = " ".join(text[: QUOTED * 4].split())
    return text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…"


def _settled(evidence: Evidence) -> Evidence:
    """Return the evidence worded in the language in use."""
    return Evidence(str(evidence.source), evidence.strength, evidence.url)
