"""Checks: rules over a draft. `run` applies every registered rule; each family has its file."""

from __future__ import annotations

from . import clarity, completeness, inclusive, law, law_questions, law_words, stage
from .finding import Draft, Evidence, Finding, Fix, Severity, Strength
from .registry import RULES, Reading

__all__ = ["RULES", "Draft", "Evidence", "Finding", "Fix", "Severity", "Strength", "findings_of", "run"]

FAMILIES = (law, law_words, law_questions, stage, inclusive, clarity, completeness)
_WEIGHT = {severity: weight for weight, severity in enumerate(Severity)}


def run(draft: Draft) -> list[Finding]:
    """Return what every rule finds in a draft: what blocks first, then fields, then lines in their order.

    Two equal drafts give two equal lists.
    """
    return findings_of(Reading(draft))


def findings_of(reading: Reading) -> list[Finding]:
    """The same for a draft made ready already, whose fit and score the caller wants too."""
    order = {passage.line.id: passage.number for passage in reversed(reading.lines) if passage.line}
    found = [finding for rule in RULES.values() for finding in rule.findings(reading)]
    return sorted(
        found,
        key=lambda finding: (
            _WEIGHT[finding.severity],
            order.get(finding.line, 0) if finding.line is not None else 0,
            finding.start,
            finding.rule,
            finding.message,
        ),
    )
