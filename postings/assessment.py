"""A draft, assessed: what the checks find, which stage its words describe, and what stops publishing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from roles.models import Role

from . import checks
from .checks.data.coded_words import EXEMPTABLE
from .checks.data.pay_laws import PayLaw
from .checks.finding import Draft, Finding, Severity
from .checks.registry import Reading
from .content import Content
from .fit import Fit, Recognised
from .jurisdictions import pay_laws
from .page_order import numbers, place_of
from .picture import Coded, Picture, coded_of, picture_of
from .readiness import Missing, missing
from .reference import Reference, reference_of
from .waiving import Waived, WavedOff, sift


@dataclass(frozen=True)
class Assessment:
    """What the editor shows beside a text: what is missing, what the checks find, and which stage it reads as.

    `findings` stand, `waved` were waved off; both by severity, then in the order of the page. `numbers` are those that
    the page shows beside the lines.
    """

    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]
    waved: tuple[WavedOff, ...]
    fit: Fit
    stage_number: int
    reference: Reference
    picture: Picture
    coded: Coded
    numbers: dict[int, int]

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
    def recognised(self) -> dict[int, Recognised]:
        """What each line is about, by the line's id."""
        return {one.line.id: one for one in self.fit.recognised}

    def finding(self, key: str) -> Finding | None:
        """The finding of a key, whether it stands or was waved off; None where it is gone."""
        return next((one for one in (*self.findings, *(off.finding for off in self.waved)) if one.key == key), None)


def assess(content: Content, role: Role, *, today: date, waived: Iterable[Waived] = ()) -> Assessment:
    """Assess a text against the sheet of a role loaded by `Role.objects.with_sheet()`."""
    reference = reference_of(role, content.language)
    return assess_against(content, reference, today=today, jurisdictions=pay_laws(), waived=waived)


def assess_against(
    content: Content,
    reference: Reference,
    *,
    today: date,
    jurisdictions: Mapping[str, PayLaw] | None = None,
    waived: Iterable[Waived] = (),
) -> Assessment:
    """Assess a text against a sheet; no database inside.

    `jurisdictions` are the pay laws as curators keep them, `waived` is what somebody waved off.
    """
    lacking = missing(content, today=today)
    anchors = {item.anchor for item in lacking}
    reading = Reading(draft_of(content, reference, today=today, jurisdictions=jurisdictions))
    found = [finding for finding in checks.findings_of(reading) if not _says_again(finding, anchors)]
    standing, waved = sift(_as_on_the_page(found, content), waived)
    return Assessment(
        missing=tuple(lacking),
        findings=tuple(standing),
        waved=tuple(waved),
        fit=reading.fit,
        stage_number=content.stage.number,
        reference=reference,
        picture=picture_of(reading.fit, reference, content.stage.number),
        coded=coded_of(reading),
        numbers=dict(reading.draft.numbers),
    )


def draft_of(
    content: Content,
    reference: Reference | None,
    *,
    today: date,
    jurisdictions: Mapping[str, PayLaw] | None = None,
) -> Draft:
    """The text as the checks see it; without `jurisdictions`, the pay laws that ship count."""
    exempt = EXEMPTABLE.get(content.stage.role_key, frozenset())
    return Draft(
        content=content,
        reference=reference,
        today=today,
        exempt_stems=exempt,
        jurisdictions=jurisdictions or {},
        numbers=numbers(content),
    )


def _as_on_the_page(found: list[Finding], content: Content) -> list[Finding]:
    """Findings by severity, then in the order of the page; those of one spot stay as they are."""
    weights = {severity: weight for weight, severity in enumerate(Severity)}
    lines, kinds = numbers(content), {line.id: line.kind for line in content.lines}
    return sorted(found, key=lambda one: (weights[one.severity], *place_of(one, lines, kinds)))


def _says_again(finding: Finding, anchors: set[str]) -> bool:
    """Whether a finding only repeats what the list of missing things says already."""
    return finding.family == "completeness" and finding.anchor in anchors


def refusals(content: Content, *, today: date) -> list[Missing]:
    """Return what stops publishing: what is missing, and the findings that block, each with the place to go to."""
    draft = draft_of(content, None, today=today, jurisdictions=pay_laws())
    blocking = [finding for finding in checks.run(draft) if finding.severity == Severity.BLOCKS]
    return [*missing(content, today=today), *(Missing(_place(finding), finding.message) for finding in blocking)]


def _place(finding: Finding) -> str:
    return f"line-{finding.line}-text" if finding.line is not None else finding.anchor or "lines"
