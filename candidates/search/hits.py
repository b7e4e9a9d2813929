"""The entries that answer a question, never more than a page can use: one statement on each database.

What costs seconds among a million is done for nobody: counting or ranking all that have a frequent word, sorting hits
by something that is not in their own order, skipping rows to get to a page, testing the words of entries that somebody
does not see. Entries come newest first, by their number.

An index leads to words and places together (`places`); whether the user may see an entry is asked of each that it
leads to, before any is counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from .dialects import fts5_query, tsquery
from .index import condition
from .places import OF_POSTING, as_words, spans_sql
from .query import Query

# 1: long texts have more of everything, so that a hit in them says less. bm25 takes it into account by itself.
RANK = "ts_rank(found.vector, %s::tsquery, 1)"
FEW = 2_000  # people: as many are looked at one by one
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
    """Among which entries to look: those of `whole` only, each condition of which is about one entry.

    Where that isn't everything but a few, which are `hidden`, the places lead to it: `places`, those of `postings`, and
    the `people` and `entries` (their numbers, never very many) that no place leads to. `among` are the people to keep.
    """

    whole: QuerySet
    hidden: QuerySet | None = None
    postings: QuerySet | None = None
    places: Sequence[int] = ()
    entries: QuerySet | None = None
    people: QuerySet | None = None
    among: QuerySet | None = None


class _HasWords(Func):
    """Whether one entry of SQLite answers a question."""

    template = f"EXISTS (SELECT 1 {WORDS.removesuffix('%s')}%(expressions)s)"
    arg_joiner = " AND rowid = "
    output_field = BooleanField()


def best(query: Query, scope: Scope, *, most: int, newest: int) -> Hits:
    """Return what answers a question: all of it with ranks up to `most` entries, of more the `newest` without."""
    found = _hits(query, scope, limit=most + 1)
    if found is None:
        return Hits([])
    ctes, params = found
    rank, ranks, asked = _ranking(query, scope, most)
    rows = _fetch(
        f"WITH {ctes}, known AS MATERIALIZED (SELECT count(*) AS n FROM hits),"  # noqa: S608
        " chosen AS MATERIALIZED (SELECT id FROM hits ORDER BY id DESC"
        f" LIMIT (SELECT CASE WHEN n > {most} THEN {newest} ELSE {most} END FROM known))"
        f" SELECT found.id, found.candidate_id, {rank}, n FROM chosen CROSS JOIN known"
        f" JOIN candidates_searchentry found ON found.id = chosen.id {ranks} ORDER BY found.id DESC",
        [*params, *asked],
    )
    return Hits([Hit(*row[:3]) for row in rows], is_cut=bool(rows) and rows[0][3] > most)


def next_to(query: Query, scope: Scope, *, limit: int, before: int | None = None, after: int | None = None) -> Hits:
    """Return the entries that come before or after one, the nearest first, a person's newest only.

    Those `before` it are older, those `after` it newer.
    """
    order = "DESC" if after is None else "ASC"
    found = _hits(query, scope, limit=limit + 1, before=before, after=after, each_once=True)
    if found is None:
        return Hits([])
    ctes, params = found
    rows = _fetch(
        f"WITH {ctes} SELECT found.id, found.candidate_id FROM hits"  # noqa: S608
        f" JOIN candidates_searchentry found ON found.id = hits.id ORDER BY found.id {order}",
        params,
    )
    return Hits([Hit(*row) for row in rows[:limit]], is_cut=len(rows) > limit)


def _fetch(sql: str, params: Sequence[object]) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def _hits(
    query: Query,
    scope: Scope,
    *,
    limit: int,
    before: int | None = None,
    after: int | None = None,
    each_once: bool = False,
) -> Sql | None:
    """The first entries that answer, as the last of some common table expressions, `hits`; None where none can."""
    if query.says_nothing:
        return None
    rows = scope.whole.order_by()
    if query.unwanted:  # another entry of the same person may have it
        others = scope.whole.filter(condition(query.left_out), candidate_id=OuterRef("candidate_id"))
        rows = rows.filter(~Exists(others.order_by()))
    if each_once:
        rows = rows.filter(~Exists(_newer(query, scope.whole)))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    order, room = "DESC" if after is None else "ASC", str(limit)
    ctes, parts = [], []
    if scope.among is not None:
        # Of few the words are looked up; of many who have the words are looked at.
        ctes = [
            _cte("wide", scope.among.order_by().values("pk")),
            (f"some AS MATERIALIZED (SELECT id FROM wide LIMIT {FEW + 1})", ()),  # noqa: S608
            (f"few AS MATERIALIZED (SELECT id FROM some LIMIT {_if_some('0', str(FEW))})", ()),  # noqa: S608
        ]
        parts.append(_each(query, rows.filter(candidate_id__in=RawSQL("SELECT id FROM few", ()))))
        rows, room = rows.filter(candidate_id__in=RawSQL("SELECT id FROM wide", ())), _if_some(room, "0")
    if scope.entries is not None:
        parts.append(_each(query, rows.filter(pk__in=scope.entries)))
    if scope.people is not None:
        parts.append(_each(query, rows.filter(posting=None, candidate__in=scope.people)))
    led = _by_spans if connection.vendor == "postgresql" else _by_words
    is_plain = not query.unwanted and not each_once and scope.among is None
    parts.append(led(query, scope, rows, order, room, before, after, is_plain=is_plain))
    if connection.vendor == "postgresql":
        ctes.append((f"ends AS MATERIALIZED ({_ends(before, after)})", ()))
    found = [part for part in parts if part is not None]
    if not found:
        return None
    # Each is an expression of its own: SQLite reads statements of some depth only.
    ctes += [(f"part{number} AS MATERIALIZED ({sql})", params) for number, (sql, params) in enumerate(found)]
    each = " UNION ".join(f"SELECT id FROM part{number}" for number in range(len(found)))  # noqa: S608
    ctes.append((f"hits AS MATERIALIZED (SELECT id FROM ({each}) AS parts ORDER BY id {order} LIMIT {limit})", ()))  # noqa: S608
    return ", ".join(sql for sql, _params in ctes), [value for _sql, params in ctes for value in params]


def _cte(name: str, rows: QuerySet) -> Sql:
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:
        sql, params = "SELECT 0 WHERE 1 = 0", ()
    return f"{name} (id) AS NOT MATERIALIZED ({sql})", params


def _if_some(many: str, few: str) -> str:
    """A limit: whether there were more than FEW people to keep. A part that is not wanted costs nothing."""
    return f"(SELECT CASE WHEN count(*) > {FEW} THEN {many} ELSE {few} END FROM some)"  # noqa: S608


def _each(query: Query, rows: QuerySet) -> Sql | None:
    """Those of some entries that have the words, looked at one by one."""
    if connection.vendor == "postgresql":
        rows = rows.filter(condition(query))
    else:
        rows = rows.filter(Q(_HasWords(Value(fts5_query(query)), F("pk"))))
    return _sql(rows.values("id"))


def _sql(rows: QuerySet) -> Sql | None:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def _ends(before: int | None, after: int | None) -> str:
    """The number from which on entries are looked for, and the last one."""
    top = "(SELECT max(id) FROM candidates_searchentry)"
    edge = top if before is None and after is None else f"least({before if after is None else after}, {top})"
    return f"SELECT {edge} AS edge, {top} AS top"


def _by_spans(
    query: Query,
    scope: Scope,
    rows: QuerySet,
    order: str,
    room: str,
    before: int | None,
    after: int | None,
    **_options: object,
) -> Sql | None:
    """PostgreSQL: span by span, and in each one after the other, until there are enough."""
    kept = _sql(rows.filter(pk=RawSQL("near.id", ())).values("id")[:1])
    if kept is None:
        return None
    asked, params = ["vector @@ %s::tsquery", "places @> ARRAY[span.token]"], [tsquery(query)]
    if scope.hidden is None:
        places, values = _places_asked(scope)
        asked, params = [*asked, f"places && ({places})"], [*params, *values]
    for sign, edge in (("<", before), (">", after)):
        if edge is not None:
            asked, params = [*asked, f"id {sign} %s"], [*params, edge]
    near = f"SELECT id FROM candidates_searchentry WHERE {' AND '.join(asked)} ORDER BY id {order}"  # noqa: S608
    return (
        f"SELECT kept.id FROM ({spans_sql(goes_down=order == 'DESC')}) AS span"  # noqa: S608
        f" CROSS JOIN LATERAL ({near}) AS near CROSS JOIN LATERAL ({kept[0]}) AS kept LIMIT {room}",
        [*params, *kept[1]],
    )


def _places_asked(scope: Scope) -> Sql:
    """The places that lead to a scope: an array, or on SQLite what is asked of its column."""
    of_postings, params = ("SELECT 0 AS place WHERE 1 = 0", ())
    if scope.postings is not None:
        found = _sql(scope.postings.order_by().values(place=F("pk") * 4 + OF_POSTING))
        of_postings, params = found or (of_postings, params)
    if connection.vendor == "postgresql":
        return f"ARRAY({of_postings})::integer[] || %s::integer[]", [*params, list(scope.places)]
    known = " OR ".join(["none", *as_words(scope.places).split()])
    asked = f"%s || (SELECT coalesce(group_concat(' OR p' || place, ''), '') FROM ({of_postings})) || ')'"  # noqa: S608
    return asked, [f" AND places : ({known}", *params]


def _match(query: Query, scope: Scope) -> Sql:
    """What SQLite's table of words is asked for: words, and the places that lead to a scope."""
    asked = f"({fts5_query(query)})"
    if scope.hidden is not None:
        return "%s", [asked]
    places, params = _places_asked(scope)
    return f"(%s || {places})", [asked, *params]


def _by_words(
    query: Query,
    scope: Scope,
    rows: QuerySet,
    order: str,
    room: str,
    before: int | None,
    after: int | None,
    *,
    is_plain: bool,
) -> Sql | None:
    """SQLite: its own table of words is in the order of the entries, and leads to places as it does to words."""
    asked, params = _match(query, scope)
    sql = f"SELECT rowid AS id FROM candidates_searchwords WHERE candidates_searchwords MATCH {asked}"  # noqa: S608
    for sign, edge in (("<", before), (">", after)):
        if edge is not None:
            sql, params = f"{sql} AND rowid {sign} %s", [*params, edge]
    if scope.hidden is not None and is_plain:
        found = _sql(scope.hidden.order_by().values("id"))
        kept = "rowid NOT IN ({})"
    else:
        found = _sql(rows.filter(pk=RawSQL("candidates_searchwords.rowid", ())).values("id"))
        kept = "EXISTS ({})"
        if found is None:
            return None
    if found is not None:
        sql, params = f"{sql} AND {kept.format(found[0])}", [*params, *found[1]]
    return f"{sql} ORDER BY rowid {order} LIMIT {room}", params


def _newer(query: Query, whole: QuerySet) -> QuerySet:
    """Entries of the same person that answer too and came later."""
    others = whole.filter(candidate_id=OuterRef("candidate_id"), pk__gt=OuterRef("pk")).order_by()
    if connection.vendor == "sqlite":  # two or three of them: no need for a list of all that answer
        return others.filter(Q(_HasWords(Value(fts5_query(query)), F("pk"))))
    return others.filter(condition(query))


def _ranking(query: Query, scope: Scope, most: int) -> tuple[str, str, Sequence[object]]:
    """What tells how well an entry answers: a value, where it comes from, and what is asked in it."""
    if connection.vendor == "postgresql":
        return f"CASE WHEN n <= {most} THEN {RANK} END", "", [tsquery(query)]
    # Each entry that is looked up by itself has all that have the words counted: some are, many come in one go, by the
    # places that led to them. Those that none led to have no rank then.
    asked, params = _match(query, scope)
    one = _ranked("%s", "IN (SELECT id FROM hits LIMIT (SELECT CASE WHEN n <= 50 THEN 50 ELSE 0 END FROM known))")
    many = _ranked(asked, f">= (SELECT CASE WHEN n BETWEEN 51 AND {most} THEN min(id) END FROM hits, known)")  # noqa: S608
    ranks = f"LEFT JOIN ({one} UNION ALL {many}) AS ranks ON ranks.id = found.id"
    return "ranks.rank", ranks, [fts5_query(query), *params]


def _ranked(asked: str, which: str) -> str:
    return (
        "SELECT rowid AS id, -bm25(candidates_searchwords, 1, 1, 0) AS rank"  # noqa: S608
        f" FROM candidates_searchwords WHERE candidates_searchwords MATCH {asked} AND rowid {which}"
    )
