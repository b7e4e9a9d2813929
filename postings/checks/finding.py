"""What a check finds, and the plain value that checks read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from ..content import Content
from ..reference import Reference
from .data.pay_laws import PayLaw


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
    the posting, `anchor` is the field's id in the editor.
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


@dataclass(frozen=True)
class Draft:
    """A posting as the checks see it: its content, the reference it is drafted from, the day, and house settings.

    `exempt_stems` are stems of coded words that the role can't avoid; `jurisdictions` are the pay laws as curators keep
    them, by code ("FR", "US-CA"): where it has one, what ships doesn't count.
    """

    content: Content
    reference: Reference | None
    today: date
    exempt_stems: frozenset[str] = frozenset()
    jurisdictions: Mapping[str, PayLaw] = field(default_factory=dict)
