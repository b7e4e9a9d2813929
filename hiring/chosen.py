"""Which rows of a list somebody chose, and in which step they saw each: ticked ones, a page, or all of a filter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from accounts.typed import whole_number

from .models import Move

MOST = 500  # rows of one bulk action
ELSEWHERE = 0  # the number of no step: whoever was seen there was moved since
TICKED, PAGE, ALL = "ticked", "page", "all"

Chosen = dict[int, int]  # the step in which each application was seen


def written(chosen: Mapping[int, int] | Iterable[tuple[int, int]]) -> str:
    """Rows as one value of a form: "7:2,9:2"."""
    pairs = chosen.items() if isinstance(chosen, Mapping) else chosen
    return ",".join(f"{row}:{step}" for row, step in pairs)


def read(text: str) -> Chosen:
    """Rows out of a value of a form; what isn't one is left out, and so is what is more than MOST."""
    found: Chosen = {}
    for part in text[: 50 * MOST].split(","):
        said, _colon, seen = part.partition(":")
        row, step = whole_number(said), whole_number(seen)
        if row is not None and step is not None and len(found) < MOST:
            found[row] = step
    return found


def chosen_in(data: Mapping, *, keys: QuerySet) -> Chosen:
    """The rows that the form around a list names; `keys` are those of the filter that it shows, in order.

    Of all rows of a filter, whoever came in since the page was made is not meant, and whoever moved since was seen
    elsewhere.
    """
    scope = data.get("scope", TICKED)
    if scope == PAGE:
        return read(data.get("on_page", ""))
    if scope != ALL:
        return read(",".join(data.getlist("chosen")[:MOST]))
    as_of = _moment(data.get("as_of", ""))
    moved = Exists(Move.objects.filter(application=OuterRef("pk"), at__gt=as_of))
    rows = keys.filter(created_at__lte=as_of).annotate(moved=moved).values_list("pk", "step", "moved")[:MOST]
    return {pk: ELSEWHERE if moved else step for pk, step, moved in rows}


def _moment(text: str) -> datetime:
    """The moment that a page was made; now where it says nothing."""
    try:
        moment = parse_datetime(text)
    except ValueError:
        moment = None
    now = timezone.now()
    return min(moment, now) if moment and timezone.is_aware(moment) else now
