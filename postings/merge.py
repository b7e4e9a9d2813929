"""Two people edit the same posting: three-way comparison of what each saw, typed and finds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Merge:
    """`save`: fields to write; `conflicts`: fields that somebody else changed to something else meanwhile."""

    save: tuple[str, ...]
    conflicts: tuple[str, ...]


def canonical(value: Any) -> str:
    """Return one text for equal values, whether they come from a form, a row or JSON; a row stands for its id."""
    value = getattr(value, "pk", value)
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | dict):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return str(value).replace("\r\n", "\n")


def three_way(*, base: Mapping[str, str], theirs: Mapping[str, str], mine: Mapping[str, str]) -> Merge:
    """Compare canonical values field by field.

    A field that I left as I saw it keeps theirs; one that only I changed is saved; one that both
    changed, differently, is a conflict. A field that the base doesn't know counts as seen as it is now.
    """
    save, conflicts = [], []
    for name, value in mine.items():
        seen = base.get(name, theirs[name])
        if value in (seen, theirs[name]):
            continue
        (save if theirs[name] == seen else conflicts).append(name)
    return Merge(tuple(save), tuple(conflicts))
