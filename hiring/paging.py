"""Long lists a page at a time: each page begins where the one before it ended, so that the hundredth is as quick as the
first. Rows are never skipped and never all counted.

The address says after which row a page begins by that row's number alone; where it stands in the order is read from the
row. Of a row that the user doesn't see nothing is read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection, models
from django.db.models import F, Func, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.lookups import GreaterThan, LessThan

from accounts.typed import whole_number
from candidates.search.scope import sql_of

A_PAGE = 25
MOST = 1_000  # rows are counted up to here

Shape = Callable[[QuerySet], QuerySet]


@dataclass
class Part:
    """One page of a list: its rows, and the rows that the pages before and after it end and begin at."""

    object_list: list[Any]
    previous: int | None = None
    next: int | None = None
    count: int | None = None  # of all pages; None where it isn't known
    is_many: bool = False  # there are more than MOST
    numbered: Page | None = None  # where all rows are known, their pages have numbers

    def __iter__(self) -> Iterator[Any]:
        return iter(self.object_list)

    def __len__(self) -> int:
        return len(self.object_list)

    @property
    def has_others(self) -> bool:
        return self.previous is not None or self.next is not None


class _Row(Func):
    """Values to compare at once, the first of them first."""

    template = "(%(expressions)s)"
    output_field = models.BooleanField()


def cursor_of(query: Mapping[str, str]) -> tuple[int | None, int | None]:
    """Return after and before which row an address begins; neither for the first page, and for what isn't a number."""
    after, before = (whole_number(query.get(name, "")) for name in ("after", "before"))
    return (after, None) if after is not None else (None, before)


def part_of(
    parts: Sequence[QuerySet],
    order: Sequence[str],
    query: Mapping[str, str],
    *,
    seen: QuerySet,
    shape: Shape = lambda rows: rows,
    size: int = A_PAGE,
    counts_along: bool = False,
    is_many: bool = False,
) -> Part:
    """Return the page that an address asks for, of a list that is the union of some querysets of one model.

    `order` is total and ends with the primary key; `seen` are the rows that the user sees; `shape` adds to those of the
    page what is shown of each, and what they are sorted by that isn't their own. With `counts_along` one queryset is
    counted in the query that reads its first page; nothing is where the list is known to be one of more than MOST
    (`is_many`).
    """
    if not parts:
        return Part([], count=0)
    after, before = cursor_of(query)
    edge = after if after is not None else before
    if edge is None:
        shaped = (lambda rows: shape(rows).annotate(number_of_all=count_of(parts[0]))) if counts_along else shape
        rows = list(first(parts, order, size + 1, shaped))
        count = (MOST, True) if is_many else _counted(parts, rows, size)
        return Part(rows[:size], None, rows[size - 1].pk if len(rows) > size else None, *count)
    backwards = after is None
    within = [beyond(part, order, seen.filter(pk=edge), backwards=backwards) for part in parts]
    rows = list(first(within, _reversed(order) if backwards else order, size + 1, shape))
    if not rows or (backwards and len(rows) <= size):  # the row is gone, or this is the first page
        rows = list(first(parts, order, size + 1, shape))
        return Part(rows[:size], None, rows[size - 1].pk if len(rows) > size else None)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Part(rows, rows[0].pk, rows[-1].pk if more or backwards else None)


def numbered(
    keys: QuerySet | Sequence[int],
    count: int,
    query: Mapping[str, str],
    rows: Callable[[Any], Iterable[Any]] = lambda keys: keys,
) -> Part:
    """Return the page that an address asks for by its number, of a list whose keys are in order and counted already;
    `rows` reads those of the page."""
    numbers = Paginator(keys, A_PAGE)
    numbers.count = count
    page = numbers.get_page(query.get("page"))
    page.object_list = list(rows(page.object_list))
    return Part(page.object_list, count=count, numbered=page)


def beside(
    parts: Sequence[QuerySet], order: Sequence[str], row: QuerySet, shape: Shape = lambda rows: rows
) -> tuple[QuerySet, QuerySet]:
    """Return what finds the number of the row before, and of the one after, that of a list's own rows or another."""
    before = [beyond(part, order, row, backwards=True) for part in parts]
    after = [beyond(part, order, row) for part in parts]
    return first(before, _reversed(order), 1, shape).values("pk"), first(after, order, 1, shape).values("pk")


def first(parts: Sequence[QuerySet], order: Sequence[str], limit: int, shape: Shape = lambda rows: rows) -> QuerySet:
    """Return the first rows of the union of some querysets: the first of each, put together.

    What is shown of each is asked once it is known which they are: PostgreSQL plans as if it were asked of all. What
    narrows them isn't asked again: it would begin with what that leads to, tens of thousands where a word is frequent.
    `shape` adds what they are sorted by that isn't their own.
    """
    return shape(_together(parts, order, limit)).order_by(*order)[:limit]


def counted(parts: Sequence[QuerySet]) -> int:
    """Return how many rows a union has, MOST + 1 for more.

    Where one part alone has more, the others are not looked at; the last is asked first: how `parts_for` lists them,
    it is found soonest.
    """
    if len(parts) == 1:
        return parts[0].order_by()[: MOST + 1].count()
    found = [part for part in (_keys_sql(part, (), MOST + 1) for part in parts) if part]
    if not found:
        return 0
    names = [f"part{number}" for number in range(len(found))]
    each = ", ".join(f"{name} AS MATERIALIZED ({sql})" for name, (sql, _params) in zip(names, found, strict=True))
    many = " ".join(f"WHEN (SELECT COUNT(*) FROM {name}) > {MOST} THEN {MOST + 1}" for name in reversed(names))  # noqa: S608
    union = " UNION ".join(f"SELECT * FROM {name}" for name in names)  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH {each} SELECT CASE {many} ELSE (SELECT COUNT(*) FROM ({union}) AS part) END",  # noqa: S608
            [one for _sql, params in found for one in params],
        )
        return min(cursor.fetchone()[0], MOST + 1)


def counts_of(parts: Sequence[QuerySet]) -> list[int]:
    """Return how many rows each of some querysets has, MOST + 1 for more: all in one query."""
    counts = [_count_sql(part) for part in parts]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {', '.join(sql for sql, _params in counts)}", [one for _sql, params in counts for one in params]
        )
        return list(cursor.fetchone())


def count_of(part: QuerySet, order: Sequence[str] = ()) -> RawSQL:
    """How many rows a queryset has, MOST + 1 for more, as one value of another query.

    In an order that an index has, PostgreSQL reads from there as many as it counts; else it may join whole tables.
    """
    return RawSQL(*_count_sql(part, order), output_field=models.IntegerField())  # noqa: S611


def _count_sql(part: QuerySet, order: Sequence[str] = ()) -> tuple[str, Sequence[Any]]:
    if (found := _keys_sql(part, order, MOST + 1)) is None:
        return "0", ()
    return f"(SELECT COUNT(*) FROM ({found[0]}) AS part)", found[1]  # noqa: S608


def _counted(parts: Sequence[QuerySet], rows: list[Any], size: int) -> tuple[int, bool]:
    count = len(rows)
    if len(rows) > size:
        count = getattr(rows[0], "number_of_all", None) or counted(parts)
    return min(count, MOST), count > MOST


def _together(parts: Sequence[QuerySet], order: Sequence[str], limit: int) -> QuerySet:
    keys = RawSQL(*union_sql(parts, order, limit))  # noqa: S611
    return parts[0].model._default_manager.filter(pk__in=keys)


def union_sql(parts: Sequence[QuerySet], order: Sequence[str] = (), limit: int | None = None) -> tuple[str, list[Any]]:
    """The primary keys of the first rows of each of some querysets, or of all, each once, as SQL."""
    found = [part for part in (_keys_sql(part, order, limit) for part in parts) if part]
    union = " UNION ".join(f"SELECT * FROM ({sql}) AS part" for sql, _params in found)  # noqa: S608
    return union or "SELECT 0 WHERE 1 = 0", [one for _sql, params in found for one in params]


def _keys_sql(part: QuerySet, order: Sequence[str], limit: int | None) -> tuple[str, Sequence[Any]] | None:
    """The primary keys of the first rows of a queryset, as SQL; None where it says that it has none."""
    return sql_of(part.order_by(*order).values("pk")[:limit])


def _reversed(order: Sequence[str]) -> list[str]:
    return [name.removeprefix("-") if name.startswith("-") else f"-{name}" for name in order]


def beyond(part: QuerySet, order: Sequence[str], row: QuerySet, *, backwards: bool = False) -> QuerySet:
    """The rows of a queryset that come after a row in an order, or backwards before it."""
    down = [name.startswith("-") != backwards for name in order]
    names = [name.removeprefix("-") for name in order]
    at = [Subquery(row.order_by().values(edge=F(name))[:1]) for name in names]
    if len(set(down)) == 1:
        compare = LessThan if down[0] else GreaterThan
        if names[0] in part.query.annotations:  # another table's: its index knows nothing of what comes after it
            part = part.filter(**{f"{names[0]}__{'lte' if down[0] else 'gte'}": at[0]})
        return part.filter(compare(_Row(*map(F, names)), _Row(*at)))
    condition = Q()
    for name, value, goes_down in reversed(list(zip(names, at, down, strict=True))):
        beyond = Q(**{f"{name}__{'lt' if goes_down else 'gt'}": value})
        condition = beyond | (Q(**{name: value}) & condition) if condition else beyond
    return part.filter(condition)
