"""Where things stand on the editor's page, and where their words are for the browser."""

from __future__ import annotations

from .checks.finding import Finding
from .choices import LineKind
from .content import Content

# The fields of the posting as the page shows them, below the lines.
FIELDS = (
    *("id_title", "id_stage", "id_summary", "id_places", "id_remote", "id_remote_note", "id_contract", "id_starts_on"),
    *("id_pay_min", "id_pay_max", "id_pay_currency", "id_pay_period", "id_pay_note", "id_benefits"),
    *("id_process", "id_answer_days", "id_closes_on", "id_contact_name", "id_contact_email"),
)
KINDS = tuple(str(kind) for kind in LineKind)

Place = tuple[int, int, int]


def numbers(content: Content) -> dict[int, int]:
    """The number of each line on the page, from 1: part by part, each in its order; by the line's id."""
    ordered = sorted(content.lines, key=lambda line: _kind(line.kind))
    return {line.id: number for number, line in enumerate(ordered, start=1)}


def place_of(finding: Finding, lines: dict[int, int], kinds: dict[int, str]) -> Place:
    """Where a finding's spot is on the page, for sorting; `lines` are the `numbers`, `kinds` the lines' parts."""
    if finding.line is not None:
        return _kind(kinds.get(finding.line, "")), lines.get(finding.line, 0), finding.start
    part = finding.anchor.removeprefix("lines-")
    if part in KINDS:
        return _kind(part), 0, 0
    return len(KINDS) + 1, FIELDS.index(finding.anchor) if finding.anchor in FIELDS else len(FIELDS), 0


def _kind(kind: str) -> int:
    return KINDS.index(kind) if kind in KINDS else len(KINDS)


def browser_span(text: str, start: int, end: int) -> tuple[int, int]:
    """Return offsets as a field in a browser counts them: in UTF-16 units, an end of line as one."""
    return _browser_offset(text, start), _browser_offset(text, end)


def _browser_offset(text: str, at: int) -> int:
    before = text[:at]
    return len(before.replace("\r\n", "\n").encode("utf-16-le", errors="surrogatepass")) // 2
