"""A frozen text laid out to be read and commented on, line by line and field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .assessment import Assessment
from .checks.finding import Finding
from .choices import LineKind
from .comments import ANCHORS, COMPANY, Thread, line_key, texts_of
from .content import Content

# Fields of the editor that are part of another's place.
HOMES = {
    "id_pay_max": "id_pay_min",
    "id_pay_currency": "id_pay_min",
    "id_pay_period": "id_pay_min",
    "id_pay_note": "id_pay_min",
    "id_remote_note": "id_remote",
    "id_contact_email": "id_contact_name",
}


@dataclass(frozen=True)
class Item:
    """A line or a field: its words, what changed in it, what the checks find there, and what is said of it.

    `before` is how it read in the text compared with; None where nothing changed, empty where it is new. `number` is a
    line's, as findings call it.
    """

    key: str
    label: str
    text: str
    thread: Thread
    findings: tuple[Finding, ...] = ()
    before: str | None = None
    number: int | None = None

    @property
    def is_line(self) -> bool:
        return self.key not in ANCHORS


@dataclass(frozen=True)
class Section:
    """Items under a heading."""

    key: str
    title: str
    items: tuple[Item, ...]
    is_lines: bool = False


def sections(
    content: Content, *, threads: Mapping[str, Thread], assessment: Assessment, before: Content | None
) -> list[Section]:
    """Return a text in the order in which candidates meet it; `before` is the text to mark changes against."""
    texts = texts_of(content)
    former = texts_of(before) if before else None
    found = findings_by_place(assessment)

    def item(key: str, number: int | None = None) -> Item:
        changed = former is not None and former.get(key) != texts[key]
        return Item(
            key=key,
            label=threads[key].label,
            text=texts[key],
            thread=threads[key],
            findings=tuple(found.get(key, ())),
            before=former.get(key, "") if changed else None,
            number=number,
        )

    def fields(key: str, title: str, *anchors: str) -> Section:
        return Section(key, title, tuple(item(anchor) for anchor in anchors))

    lines = [
        Section(
            f"lines-{kind.value}",
            str(kind.label),
            tuple(item(line_key(line.id), assessment.numbers[line.id]) for line in content.of_kind(kind)),
            is_lines=True,
        )
        for kind in LineKind
    ]
    return [
        fields("part-job", _("The job"), "id_title", "id_stage", "id_summary"),
        *(section for section in lines if section.items),
        fields("part-where", _("Where"), "id_places", "id_remote"),
        fields("part-pay", _("Contract and pay"), "id_pay_min", "id_contract", "id_starts_on", "id_benefits"),
        fields("part-hiring", _("Hiring"), "id_process", "id_answer_days", "id_contact_name", "id_closes_on"),
        fields("part-company", _("The company"), COMPANY),
    ]


def findings_by_place(assessment: Assessment) -> dict[str, list[Finding]]:
    """What the checks find, by the place that it is found at; what is about no single place is left out."""
    found: dict[str, list[Finding]] = {}
    for finding in assessment.findings:
        if key := place_of(finding):
            found.setdefault(key, []).append(finding)
    return found


def place_of(finding: Finding) -> str:
    """The place that a finding is about; empty for one about the text as a whole."""
    if finding.line is not None:
        return line_key(finding.line)
    home = HOMES.get(finding.anchor, finding.anchor)
    return home if home in ANCHORS else ""
