"""A draft, assessed: what the checks find, which stage its words describe, and what stops publishing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from roles.models import Role

from . import checks
from .checks.data.coded_words import EXEMPTABLE
from .checks.finding import Draft, Finding, Severity
from .content import Content
from .fit import Fit, stage_fit
from .jurisdictions import pay_laws
from .readiness import Missing, missing
from .reference import Reference, reference_of


@dataclass(frozen=True)
class Assessment:
    """What the editor shows beside a text: what is missing, what the checks find, and which stage it reads as."""

    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]
    fit: Fit
    stage_number: int

    @property
    def by_line(self) -> dict[int, list[Finding]]:
        """The findings about lines, by the line's id."""
        lines = sorted((finding for finding in self.findings if finding.line is not None), key=lambda one: one.line)
        return {line: list(found) for line, found in groupby(lines, key=lambda one: one.line)}

    @property
    def blocking(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.severity == Severity.BLOCKS]

    @property
    def groups(self) -> list[tuple[str, list[Finding]]]:
        """The findings by severity, what blocks first; empty ones left out."""
        groups = [(severity, [one for one in self.findings if one.severity == severity]) for severity in Severity]
        return [(str(severity), found) for severity, found in groups if found]

    @property
    def shares(self) -> list[tuple[int, int]]:
        """Each stage's share of what the words describe, in whole percent."""
        return [(number, round(share * 100)) for number, share in sorted((self.fit.shares or {}).items())]


def assess(content: Content, role: Role, *, today: date) -> Assessment:
    """Assess a text against the sheet of a role loaded by `Role.objects.with_sheet()`."""
    reference = reference_of(role, content.language)
    lacking = missing(content, today=today)
    anchors = {item.anchor for item in lacking}
    found = checks.run(draft_of(content, reference, today=today))
    return Assessment(
        missing=tuple(lacking),
        findings=tuple(finding for finding in found if not _says_again(finding, anchors)),
        fit=stage_fit(content.lines, reference, content.company),
        stage_number=content.stage.number,
    )


def draft_of(content: Content, reference: Reference | None, *, today: date) -> Draft:
    """The text as the checks see it, with the pay laws as curators keep them; one query."""
    exempt = EXEMPTABLE.get(content.stage.role_key, frozenset())
    return Draft(content=content, reference=reference, today=today, exempt_stems=exempt, jurisdictions=pay_laws())


def _says_again(finding: Finding, anchors: set[str]) -> bool:
    """Whether a finding only repeats what the list of missing things says already."""
    return finding.family == "completeness" and finding.anchor in anchors


def refusals(content: Content, *, today: date) -> list[Missing]:
    """Return what stops publishing: what is missing, and the findings that block, each with the place to go to."""
    blocking = [one for one in checks.run(draft_of(content, None, today=today)) if one.severity == Severity.BLOCKS]
    return [*missing(content, today=today), *(Missing(_place(finding), finding.message) for finding in blocking)]


def _place(finding: Finding) -> str:
    return f"line-{finding.line}-text" if finding.line is not None else finding.anchor or "lines"
