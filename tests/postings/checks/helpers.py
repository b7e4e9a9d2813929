"""Drafts for tests of the checks, and their findings told shortly."""

from datetime import date

from postings.checks import Draft, Finding, run
from postings.places import Place
from postings.reference import Reference, ReferenceMission, ReferenceStage
from tests.postings import builders

TODAY = date(2026, 11, 22)
CTO = Reference(
    role_key="cto",
    role_title="Chief Technical Officer",
    abbreviation="CTO",
    language="en",
    other_titles=("Chief Technology Officer", "Technical Director"),
    stages=(
        ReferenceStage(1, "First technical hire", "technical", None, 0, 2),
        ReferenceStage(2, "Growing team", "balanced", 50, 3, 15),
        ReferenceStage(3, "Large team", "management", None, 16, None),
    ),
    missions=(
        ReferenceMission("bricks", "Build the first bricks", "You build.", "technical", 100, {1: "core"}),
        ReferenceMission("architecture", "Set up", "You set up.", "technical", 90, {1: "core", 2: "occasional"}),
        ReferenceMission("budget", "Manage the budget", "You manage the budget.", "managerial", 5, {3: "core"}),
    ),
)
LONDON = Place("London", "GB")


def draft(*, today: date = TODAY, reference: Reference | None = CTO, jurisdictions=None, exempt=(), **fields) -> Draft:
    """A draft for London, where few laws of ours apply, changed by keyword."""
    fields = {"places": (LONDON,), **fields}
    return Draft(
        builders.content(**fields), reference, today, frozenset(exempt), jurisdictions if jurisdictions else {}
    )


def found(rule: str, **fields) -> list[Finding]:
    """What one rule finds in a draft of these fields."""
    return [finding for finding in run(draft(**fields)) if finding.rule == rule]


def words_found(rule: str, text: str, *, kind: str = "mission", **fields) -> list[str]:
    """The words that a rule names in one line."""
    lines = (builders.line(7, text, kind=kind),)
    return [text[finding.start : finding.end] for finding in found(rule, lines=lines, **fields) if finding.line == 7]
