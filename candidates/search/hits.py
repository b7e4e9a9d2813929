"""The entries that answer a question, never more than a page can use: one statement on each database.

What costs seconds among a million is done for nobody: counting or ranking all that have a frequent word, sorting hits
by something that is not in their own order, skipping rows to get to a page. Entries come newest first, by their number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value

from .dialects import fts5_query, tsquery
from .index import condition
from .query import Query

# 1: long texts have more of everything, so that a hit in them says less. bm25 takes it into account by itself.
RANK = "ts_rank(found.vector, %s::tsquery, 1)"
REACH = 1_001
WORDS = "FROM candidates_searchwords WHERE candidates_searchwords MATCH %s"

Sql = tuple[str, Sequence[object]]


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


@dataclass(frozen=True)
class Scope:
    """Among which entries to look: in any of `parts`, each a queryset that an index leads to by itself. `whole` is what
    they are together, to look at one person's. Where that is everything but a few, those are `hidden`."""

    parts: Sequence[QuerySet]
    whole: QuerySet
    hidden: QuerySet | None = None


class _HasWords(Func):
    """Whether one entry of SQLite answers a question."""

    template = f"EXISTS (SELECT 1 {WORDS.removesuffix('%s')}%(expressions)s)"
    arg_joiner = " AND rowid = "
    output_field = BooleanField()


def best(query: Query, scope: Scope, *, most: int, newest: int) -> Hits:
    """Return what answers a question: all of it with ranks up to `most` entries, of more the `newest` without."""
    parts = _parts(query, scope, limit=most + 1)
    if not parts:
        return Hits([])
    found, params = _together(parts, "DESC", most + 1)
    rank, ranks, asked = _ranking(query, most, is_all=scope.hidden is not None)
    rows = _fetch(
        f"WITH hits AS MATERIALIZED ({found}), known AS MATERIALIZED (SELECT count(*) AS n FROM hits),"  # noqa: S608
        " chosen AS MATERIALIZED (SELECT id FROM hits ORDER BY id DESC"
        f" LIMIT (SELECT CASE WHEN n > {most} THEN {newest} ELSE {most} END FROM known))"
        f" SELECT found.id, found.candidate_id, {rank}, n FROM chosen CROSS JOIN known"
        f" JOIN candidates_searchentry found ON found.id = chosen.id {ranks} ORDER BY found.id DESC",
        [*params, asked],
    )
    return Hits([Hit(*row[:3]) for row in rows], is_cut=bool(rows) and rows[0][3] > most)


def next_to(query: Query, scope: Scope, *, limit: int, before: int | None = None, after: int | None = None) -> Hits:
    """Return the entries that come before or after one, the nearest first, a person's newest only.

    Those `before` it are older, those `after` it newer.
    """
    order = "DESC" if after is None else "ASC"
    # Asked for a few only, PostgreSQL walks back through all entries to find them: minutes, where a word is rarer than
    # its statistics tell. Asked for many it takes the index of words.
    reach = max(limit + 1, REACH) if connection.vendor == "postgresql" else limit + 1
    parts = _parts(query, scope, limit=reach, before=before, after=after, each_once=True)
    if not parts:
        return Hits([])
    found, params = _together(parts, order, reach)
    rows = _fetch(
        f"WITH hits AS MATERIALIZED ({found}) SELECT found.id, found.candidate_id FROM hits"  # noqa: S608
        f" JOIN candidates_searchentry found ON found.id = hits.id ORDER BY found.id {order} LIMIT {limit + 1}",
        params,
    )
    return Hits([Hit(*row) for row in rows[:limit]], is_cut=len(rows) > limit)


def _fetch(sql: str, params: Sequence[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _together(parts: Sequence[Sql], order: str, limit: int) -> Sql:
    """The first of what several statements give."""
    if len(parts) == 1:
        return parts[0]
    each = " UNION ".join(f"SELECT id FROM ({sql}) AS part" for sql, _params in parts)  # noqa: S608
    return f"SELECT id FROM ({each}) AS parts ORDER BY id {order} LIMIT {limit}", [  # noqa: S608
        value for _sql, params in parts for value in params
    ]


def _parts(
    query: Query,
    scope: Scope,
    *,
    limit: int,
    before: int | None = None,
    after: int | None = None,
    each_once: bool = False,
) -> list[Sql]:
    if query.says_nothing:
        return []
    parts = []
    for part in scope.parts:
        if connection.vendor == "sqlite" and scope.hidden is not None and not query.unwanted:
            parts.append(_of_all_words(query, scope.hidden, limit, before, after, each_once=each_once))
            continue
        rows = part.filter(condition(query))
        if query.unwanted:  # another entry of the same person may have it
            others = scope.whole.filter(condition(query.left_out), candidate_id=OuterRef("candidate_id"))
            rows = rows.filter(~Exists(others.order_by()))
        if each_once:
            rows = rows.filter(~Exists(_newer(query, scope.whole)))
        if before is not None:
            rows = rows.filter(pk__lt=before)
        if after is not None:
            rows = rows.filter(pk__gt=after)
        rows = rows.order_by("-pk" if after is None else "pk").values("id")[:limit]
        try:
            parts.append(rows.query.sql_with_params())
        except EmptyResultSet:
            continue
    return parts


def _newer(query: Query, whole: QuerySet) -> QuerySet:
    """Entries of the same person that answer too and came later."""
    others = whole.filter(candidate_id=OuterRef("candidate_id"), pk__gt=OuterRef("pk")).order_by()
    if connection.vendor == "sqlite":  # two or three of them: no need for a list of all that answer
        return others.filter(Q(_HasWords(Value(fts5_query(query)), F("pk"))))
    return others.filter(condition(query))


def _of_all_words(
    query: Query, hidden: QuerySet, limit: int, before: int | None, after: int | None, *, each_once: bool
) -> Sql:
    """SQLite's own table of words is in the order of the entries: no other way through it is as quick."""
    sql, params = WORDS, [fts5_query(query)]
    for sign, edge in (("<", before), (">", after)):
        if edge is not None:
            sql, params = f"{sql} AND rowid {sign} %s", [*params, edge]
    kept, values = hidden.order_by().values("id").query.sql_with_params()
    sql, params = f"{sql} AND rowid NOT IN ({kept})", [*params, *values]
    if each_once:
        newer = (
            "SELECT 1 FROM candidates_searchentry here JOIN candidates_searchentry other"  # noqa: S608
            " ON other.candidate_id = here.candidate_id AND other.id > here.id"
            f" WHERE here.id = candidates_searchwords.rowid AND other.id NOT IN ({kept}) AND EXISTS"
            " (SELECT 1 FROM candidates_searchwords w WHERE w.candidates_searchwords MATCH %s AND w.rowid = other.id)"
        )
        sql, params = f"{sql} AND NOT EXISTS ({newer})", [*params, *values, fts5_query(query)]
    return f"SELECT rowid AS id {sql} ORDER BY rowid {'ASC' if after is not None else 'DESC'} LIMIT {limit}", params


def _ranking(query: Query, most: int, *, is_all: bool) -> tuple[str, str, str]:
    """What tells how well an entry answers: a value, where it comes from, and what is asked in it."""
    if connection.vendor == "postgresql":
        return f"CASE WHEN n <= {most} THEN {RANK} END", "", tsquery(query)
    # All that there are come in one go; few of many are looked up one by one.
    which = ">= (SELECT min(id) FROM hits)" if is_all else "IN (SELECT id FROM hits)"
    ranks = (
        f"SELECT rowid AS id, -bm25(candidates_searchwords) AS rank {WORDS}"  # noqa: S608
        f" AND (SELECT n FROM known) <= {most} AND rowid {which}"
    )
    return "ranks.rank", f"LEFT JOIN ({ranks}) AS ranks ON ranks.id = found.id", fts5_query(query)
