"""What a template sets in its postings: which facts, which lines, and what following it takes. No database inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .choices import LineKind
from .merge import canonical

if TYPE_CHECKING:
    from .models import Line, Posting, Template

BOILERPLATE = "boilerplate"
TEMPLATE_FACTS = (
    "summary",
    "places",
    "remote",
    "remote_note",
    "contract",
    "benefits",
    "process",
    "answer_days",
    "contact_name",
    "contact_email",
)
LOCKABLE = (*TEMPLATE_FACTS, BOILERPLATE)


def facts_of(template: Template) -> dict[str, Any]:
    """The facts that the template says something about, for a new posting."""
    return {name: value for name in TEMPLATE_FACTS if (value := getattr(template, name)) not in ("", None, [])}


@dataclass(frozen=True)
class LinesPlan:
    """How lines become those of the template: `reword` gives lines their words, `drop` and `add` do the rest."""

    reword: tuple[tuple[Line, str], ...] = ()
    drop: tuple[Line, ...] = ()
    add: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.reword or self.drop or self.add)


def plan_lines(wanted: Sequence[str], lines: Iterable[Line]) -> LinesPlan:
    """Compare a posting's lines of a template with what the template says now.

    A line that says one of the texts stays; of the others, each in turn takes over a text that no line
    says, so that what hangs on a line (a comment, say) stays with it.
    """
    left = list(wanted)
    others = []
    reword: list[tuple[Line, str]] = []
    for line in lines:
        if line.text not in left:
            others.append(line)
            continue
        left.remove(line.text)
        if line.dropped_at is not None or line.kind != LineKind.OTHER:
            reword.append((line, line.text))
    others.sort(key=lambda line: line.dropped_at is not None)
    pairs = list(zip(others, left, strict=False))
    return LinesPlan(
        reword=(*reword, *pairs),
        drop=tuple(others[len(pairs) :]),
        add=tuple(left[len(pairs) :]),
    )


@dataclass(frozen=True)
class Following:
    """What a posting takes to follow its template: facts by name, and lines."""

    facts: Mapping[str, Any]
    lines: LinesPlan

    def __bool__(self) -> bool:
        return bool(self.facts or self.lines)

    @property
    def names(self) -> list[str]:
        """Names of the locked parts that differ."""
        return [*self.facts, *([BOILERPLATE] if self.lines else [])]


def following(template: Template, posting: Posting, lines: Iterable[Line]) -> Following:
    """Compare a posting with what its template locks; `lines` are those that came from the template."""
    locked = [name for name in TEMPLATE_FACTS if name in template.locked]
    facts = {
        name: getattr(template, name)
        for name in locked
        if canonical(getattr(template, name)) != canonical(getattr(posting, name))
    }
    return Following(facts, plan_lines(template.lines, lines) if BOILERPLATE in template.locked else LinesPlan())
