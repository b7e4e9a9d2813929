"""The entries that answer a question, never more than a page can use: one statement on each database.

What costs seconds among a million is done for nobody: counting or ranking all that have a frequent word, sorting hits
by something that is not in their own order, skipping rows to get to a page, testing the words of entries that somebody
does not see. Entries come newest first, by their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from types import ModuleType

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from . import from_postgresql, from_sqlite
from .index import condition
from .query import Query
from .scope import Ask, Scope, Sql


@dataclass(frozen=True)
class Hit:
    """An entry that answers a question; how well, where they were few enough to tell."""

    entry: int
    candidate: int
    rank: float | None = None


@dataclass(frozen=True)
class Hits:
    """Entries in the order that was asked for; `is_cut` where there are more than these."""

    rows: list[Hit]
    is_cut: bool = False


def best(query: Query, scope: Scope, *, most: int, newest: int) -> Hits:
    """Return what answers a question: all of it with ranks up to `most` entries, of more the `newest` without."""
    found = _hits(Ask(query, scope, limit=most + 1))
    if found is None:
        return Hits([])
    ctes, params = found
    rank, asked = _own().rank(query)
    rows = _fetch(
        f"WITH {ctes}, known AS MATERIALIZED (SELECT count(*) AS n FROM hits),"  # noqa: S608
        " chosen AS MATERIALIZED (SELECT id FROM hits ORDER BY id DESC"
        f" LIMIT (SELECT CASE WHEN n > {most} THEN {newest} ELSE {most} END FROM known))"
        f" SELECT found.id, found.candidate_id, CASE WHEN n <= {most} THEN {rank} END, n FROM chosen CROSS JOIN known"
        f" JOIN candidates_searchentry found ON found.id = chosen.id ORDER BY found.id DESC",
        [*params, *asked],
    )
    return Hits([Hit(*row[:3]) for row in rows], is_cut=bool(rows) and rows[0][3] > most)


def next_to(query: Query, scope: Scope, *, limit: int, before: int | None = None, after: int | None = None) -> Hits:
    """Return the entries that come before or after one, the nearest first, a person's newest only.

    Those `before` it are older, those `after` it newer.
    """
    ask = Ask(query, scope, limit=limit + 1, before=before, after=after, each_once=True)
    found = _hits(ask)
    if found is None:
        return Hits([])
    ctes, params = found
    rows = _fetch(
        f"WITH {ctes} SELECT found.id, found.candidate_id FROM hits"  # noqa: S608
        f" JOIN candidates_searchentry found ON found.id = hits.id ORDER BY found.id {ask.order}",
        params,
    )
    return Hits([Hit(*row) for row in rows[:limit]], is_cut=len(rows) > limit)


def newest_sql(query: Query, scope: Scope, *, limit: int) -> Sql | None:
    """What finds whose entries answer, for another statement: numbers of people; None where none can."""
    if (found := _hits(Ask(query, scope, limit))) is None:
        return None
    ctes, params = found
    return (
        f"WITH {ctes} SELECT found.candidate_id FROM hits JOIN candidates_searchentry found ON found.id = hits.id",  # noqa: S608
        params,
    )


def looked_among(query: Query) -> int | None:
    """Return among how many entries, the newest, the beginning of a word is looked for; None where among all."""
    return from_postgresql.LOOKED_AT if connection.vendor == "postgresql" and query.has_short_prefix else None


def _fetch(sql: str, params: Sequence[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _hits(ask: Ask) -> Sql | None:
    """The first entries that answer, as the last of some common table expressions, `hits`; None where none can."""
    query, scope = ask.query, ask.scope
    if query.says_nothing:
        return None
    rows = scope.whole.order_by()
    if scope.of_applications:
        rows = rows.filter(posting__isnull=False)
    elif query.unwanted:  # another entry of the same person may have it
        rows = rows.filter(~Exists(_of_same_person(scope).filter(condition(query.left_out))))
    if ask.each_once and not scope.of_applications:
        newer = _of_same_person(scope).filter(_own().has_words(query), pk__gt=OuterRef("pk"))
        rows = rows.filter(~Exists(newer))
    if ask.before is not None:
        rows = rows.filter(pk__lt=ask.before)
    if ask.after is not None:
        rows = rows.filter(pk__gt=ask.after)
    if scope.among is not None and not scope.of_applications:
        rows = rows.filter(candidate_id__in=RawSQL("SELECT id FROM wide", ()))
    steps = _own().steps_to_hits(ask, rows)
    if steps is None:
        return None
    return ", ".join(sql for sql, _params in steps), [value for _sql, params in steps for value in params]


def _of_same_person(scope: Scope) -> QuerySet:
    return scope.whole.filter(candidate_id=OuterRef("candidate_id")).order_by()


def _own() -> ModuleType:
    """What this database does in its own way: `steps_to_hits`, and of one entry `has_words` and `rank`."""
    return from_postgresql if connection.vendor == "postgresql" else from_sqlite
