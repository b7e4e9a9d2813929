"""Which findings somebody waved off: pure, over plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from .checks.finding import Finding, Severity


@dataclass(frozen=True)
class Waived:
    """That somebody waved a finding off: its key (`Finding.key`), why, who and when."""

    key: str
    reason: str
    by: str
    at: datetime | None = None


@dataclass(frozen=True)
class WavedOff:
    """A finding that was waved off, and that it was."""

    finding: Finding
    waived: Waived


def may_wave(finding: Finding) -> bool:
    """Whether a finding is advice: what blocks publishing has to be mended."""
    return finding.severity != Severity.BLOCKS


def sift(findings: Iterable[Finding], waived: Iterable[Waived]) -> tuple[list[Finding], list[WavedOff]]:
    """Return the findings that stand, and those that were waved off, in their order.

    A waiver holds for the same rule, place and words: where the words change, the finding stands again.
    """
    by_key = {one.key: one for one in waived}
    standing, off = [], []
    for finding in findings:
        if may_wave(finding) and (one := by_key.get(finding.key)):
            off.append(WavedOff(finding, one))
        else:
            standing.append(finding)
    return standing, off
