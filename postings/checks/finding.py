"""What a check finds, and the plain value that checks read."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from ..content import Content
from ..reference import Reference
from .data.pay_laws import PayLaw

WORDS_MAX = 200  # of a finding's words, as a waiver keeps them


class Severity(StrEnum):
    """How much a finding weighs: one that blocks stops publishing."""

    BLOCKS = "blocks"
    WARNS = "warns"
    ADVISES = "advises"


class Strength(StrEnum):
    """How well founded a rule is."""

    LAW = "law"
    REFERENCE = "reference"
    STUDY = "study"
    MIXED = "mixed evidence"
    HOUSE = "house advice"

    @property
    def label(self) -> str:
        """The strength in the language in use."""
        return str(STRENGTHS[self])


STRENGTHS = {
    Strength.LAW: _("law"),
    Strength.REFERENCE: _("our reference"),
    Strength.STUDY: _("study"),
    Strength.MIXED: _("mixed evidence"),
    Strength.HOUSE: _("house advice"),
}


@dataclass(frozen=True)
class Evidence:
    """Where a rule comes from: the source in words (an article, a paper), its strength, an address if there is one."""

    source: str
    strength: Strength
    url: str = ""


@dataclass(frozen=True)
class Fix:
    """A change that one click makes: other words for a line, or dropping it (`text` None)."""

    label: str
    text: str | None


@dataclass(frozen=True)
class Finding:
    """What a rule found.

    `rule` names the rule for good ("law.pay-range"), `family` its file. Where it is about a line, `line`
    is the line's id and `start`, `end` are offsets in that line's text, half open; where it is about a field of
    the posting, `anchor` is the field's id in the editor. `words` are those that it is about, or the figures that it
    compares; empty where it is about something that is not there.
    """

    rule: str
    family: str
    severity: Severity
    message: str
    reason: str
    evidence: Evidence
    line: int | None = None
    start: int = 0
    end: int = 0
    anchor: str = ""
    fix: Fix | None = None
    words: str = ""

    @property
    def kept_words(self) -> str:
        """The words as a waiver keeps them: long ones cut, with a digest, so that any change of them shows."""
        if len(self.words) <= WORDS_MAX:
            return self.words
        digest = hashlib.sha256(self.words.encode(errors="surrogatepass")).hexdigest()[:16]
        return f"{self.words[: WORDS_MAX - 17]}…{digest}"

    @property
    def key(self) -> str:
        """What tells this finding from others of the posting, as long as the words that it is about stay."""
        return key_of(self.rule, self.line, "" if self.line is not None else self.anchor, self.kept_words)


def key_of(rule: str, line: int | None, anchor: str, words: str) -> str:
    """A short name of a finding: equal for equal rule, place and words."""
    said = "\0".join((rule, str(line or ""), anchor, words))
    return hashlib.sha256(said.encode(errors="surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Draft:
    """A posting as the checks see it: its content, the reference it is drafted from, the day, and house settings.

    `exempt_stems` are stems of coded words that the role can't avoid; `jurisdictions` are the pay laws as curators keep
    them, by code ("FR", "US-CA"): where it has one, what ships doesn't count. `numbers` are those that the page shows
    beside the lines, by the line's id; lines without one are counted as they stand.
    """

    content: Content
    reference: Reference | None
    today: date
    exempt_stems: frozenset[str] = frozenset()
    jurisdictions: Mapping[str, PayLaw] = field(default_factory=dict)
    numbers: Mapping[int, int] = field(default_factory=dict)
