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
from .places import OF_POSTING, as_words, rest_sql, spans_sql
from .query import Query
from .ranks import FUNCTION, asked_of

# 1: long texts have more of everything, so that a hit in them says less.
RANK = "ts_rank(found.vector, %s::tsquery, 1)"
OWN_RANK = f"(SELECT {FUNCTION}(words, stems, %s) FROM candidates_searchwords WHERE rowid = found.id)"  # noqa: S608
FEW = 2_000  # people: as many are looked at one by one
MEMORY = "32MB"
# How Django ends an EXISTS. PostgreSQL plans it as a list of all too, and one within another twice as often: that was
# more than half of the time that planning took. With an OFFSET it is asked of one row, as is meant where there is one.
AS_JOIN, ONE_BY_ONE = " LIMIT 1)", " LIMIT 1 OFFSET 0)"
# What is asked of an entry is asked of the columns that come with it from where it was found, not of its row once more.
COLUMNS = ("id", "candidate_id", "posting_id")
ENTRY = ", ".join(COLUMNS)
ITS_ROW, AS_FOUND = ' FROM "candidates_searchentry"', ' FROM (SELECT near.*) AS "candidates_searchentry"'
LOOKED_AT = 5_000  # entries: among as many, the newest, what begins with two or three letters is looked for
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

    Where that isn't everything but a few, which are `hidden`, places lead to it: `places`, those of `postings`, and to
    some `people`, never very many, to whom no place leads. `among` are the people to keep. With `of_applications` each
    entry stands for an application: none is of a person, and what another entry says takes nothing away from it; whom
    to keep `whole` says then, and `among` only whom that may be.
    """

    whole: QuerySet
    hidden: QuerySet | None = None
    postings: QuerySet | None = None
    places: Sequence[int] = ()
    people: QuerySet | None = None
    among: QuerySet | None = None
    of_applications: bool = False


class _HasWords(Func):
    """Whether one entry of SQLite answers a question."""

    template = f"EXISTS (SELECT 1 {WORDS.removesuffix('%s')}%(expressions)s)"
    arg_joiner = " AND rowid = "
    output_field = BooleanField()


class _IsOfThose(Func):
    """Whether one entry of SQLite is of all that answer a question, which are gathered once. No index may look for it
    there: with another list in the same question SQLite would try each of one with each of the other."""

    template = "+%(expressions)s)"
    arg_joiner = f" IN (SELECT rowid {WORDS.removesuffix('%s')}"
    output_field = BooleanField()


def best(query: Query, scope: Scope, *, most: int, newest: int) -> Hits:
    """Return what answers a question: all of it with ranks up to `most` entries, of more the `newest` without."""
    found = _hits(query, scope, limit=most + 1)
    if found is None:
        return Hits([])
    ctes, params = found
    rank, asked = _ranking(query, most)
    rows = _fetch(
        f"WITH {ctes}, known AS MATERIALIZED (SELECT count(*) AS n FROM hits),"  # noqa: S608
        " chosen AS MATERIALIZED (SELECT id FROM hits ORDER BY id DESC"
        f" LIMIT (SELECT CASE WHEN n > {most} THEN {newest} ELSE {most} END FROM known))"
        f" SELECT found.id, found.candidate_id, {rank}, n FROM chosen CROSS JOIN known"
        f" JOIN candidates_searchentry found ON found.id = chosen.id ORDER BY found.id DESC",
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


def newest_sql(query: Query, scope: Scope, *, limit: int) -> Sql | None:
    """What finds whose entries answer, for another statement: numbers of people; None where none can."""
    if (found := _hits(query, scope, limit=limit)) is None:
        return None
    ctes, params = found
    return (
        f"WITH {ctes} SELECT found.candidate_id FROM hits JOIN candidates_searchentry found ON found.id = hits.id",  # noqa: S608
        params,
    )


def looked_among(query: Query) -> int | None:
    """Return among how many entries, the newest, the beginning of a word is looked for; None where among all."""
    return LOOKED_AT if connection.vendor == "postgresql" and query.has_short_prefix else None


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
    if scope.of_applications:
        rows = rows.filter(posting__isnull=False)
    elif query.unwanted:  # another entry of the same person may have it
        others = scope.whole.filter(condition(query.left_out), candidate_id=OuterRef("candidate_id"))
        rows = rows.filter(~Exists(others.order_by()))
    if each_once and not scope.of_applications:
        rows = rows.filter(~Exists(_newer(query, scope.whole)))
    if before is not None:
        rows = rows.filter(pk__lt=before)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    if scope.among is not None and not scope.of_applications:
        rows = rows.filter(candidate_id__in=RawSQL("SELECT id FROM wide", ()))
    order = "DESC" if after is None else "ASC"
    if connection.vendor == "postgresql":
        ctes = _postgresql(query, scope, rows, order, limit, before, after)
    else:
        is_plain = not (query.unwanted or each_once or scope.of_applications) and scope.among is None
        ctes = _sqlite(query, scope, rows, order, limit, before, after, is_plain=is_plain)
    if ctes is None:
        return None
    return ", ".join(sql for sql, _params in ctes), [value for _sql, params in ctes for value in params]


def _people_to_keep(scope: Scope) -> list[Sql]:
    """The people to keep as `wide`, and as `few` all of them where they are few: of few the words are looked up, of
    many who have the words are looked at."""
    if scope.among is None:
        return []
    people = scope.among.order_by()
    people = people if people.query.values_select else people.values("pk")
    try:
        sql, params = people.query.sql_with_params()
    except EmptyResultSet:
        sql, params = "SELECT 0 WHERE 1 = 0", ()
    return [
        (f"wide (id) AS NOT MATERIALIZED ({sql})", params),
        (f"tried AS MATERIALIZED (SELECT id FROM wide LIMIT {FEW + 1})", ()),  # noqa: S608
        (f"few AS MATERIALIZED (SELECT id FROM tried LIMIT {_if_some('0', str(FEW))})", ()),  # noqa: S608
    ]


def _if_some(many: str, few: str) -> str:
    """A limit: whether there were more than FEW people to keep. A part that is not wanted costs nothing."""
    return f"(SELECT CASE WHEN count(*) > {FEW} THEN {many} ELSE {few} END FROM tried)"  # noqa: S608


def _apart(query: Query, scope: Scope, rows: QuerySet) -> list[Sql]:
    """Those of some entries that no place leads to, or that are better looked at one by one, and have the words."""
    which = []
    if scope.among is not None:
        which.append(rows.filter(candidate_id__in=RawSQL("SELECT id FROM few", ())))
    if scope.people is not None:
        which.append(rows.filter(candidate__in=scope.people))
    return [found for some in which if (found := _sql(some.filter(_has_words(query)).values(*COLUMNS)))]


def _has_words(query: Query) -> Q:
    """Whether one entry answers. SQLite gathers all words that begin so to look for a beginning in one entry, but for
    the shortest, which it keeps: so that is done once, where others are looked up in each entry."""
    if connection.vendor == "postgresql":
        return condition(query)
    if query.has_prefix and not query.has_short_prefix:
        return Q(_IsOfThose(F("pk"), Value(fts5_query(query))))
    return Q(_HasWords(Value(fts5_query(query)), F("pk")))


def _sql(rows: QuerySet) -> Sql | None:
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


# PostgreSQL --------------------------------------------------------------------------------------------


def _postgresql(
    query: Query, scope: Scope, rows: QuerySet, order: str, limit: int, before: int | None, after: int | None
) -> list[Sql] | None:
    """Span by span, and in each one after the other, until there are enough. What the user may see is said once in the
    statement, where it can be: to plan it costs more than to do it.

    To look for the beginning of a word takes as long as there are entries with such words, however few are in a span:
    it is done twice at most, and for a list of applications not at all where enough have just what was typed. Very many
    words begin with two or three letters: those are looked for as whole words, and as beginnings among the newest."""
    if scope.of_applications and query.unwanted:  # which SQLite is asked for with the words
        same = scope.whole.model._default_manager.order_by().filter(pk=OuterRef("pk"))
        rows = rows.filter(Exists(same.exclude(condition(query.left_out))))
    kept = _sql(rows.values("id")[:1])
    if kept is None:
        return None
    kept = (kept[0].replace(AS_JOIN, ONE_BY_ONE).replace(ITS_ROW, AS_FOUND, 1), kept[1])
    near, values = _within(scope, before, after)
    goes_down, is_short = order == "DESC", query.has_short_prefix
    nearest, two_lists = spans_sql(goes_down=goes_down), rest_sql(goes_down=goes_down)
    has_words = ["vector @@ %s::tsquery", *near]
    places = _span_by_span(nearest, has_words, [tsquery(query.as_typed), *values], order)
    first: list[Sql] = []
    hits, when = "SELECT DISTINCT id FROM found", ""
    if query.has_prefix and not is_short:
        if scope.of_applications and scope.among is None and not query.left_out.has_prefix:
            first = [_first("whole", places, kept, limit)]
            hits = "SELECT id FROM found UNION SELECT id FROM whole"
            when = f" WHERE (SELECT count(*) FROM whole) < {limit}"  # noqa: S608
        places = _span_by_span(two_lists, has_words, [tsquery(query), *values], order)
    if scope.among is not None:
        places = (f"{places[0]} LIMIT {_if_some('NULL', '0')}", places[1])
    apart = _apart(query, scope, scope.whole.model._default_manager.order_by())
    if is_short:
        looked, of_looked = _span_by_span(nearest, near, values, order)
        has = f"SELECT {ENTRY} FROM candidates_searchentry WHERE id = near.id AND vector @@ %s::tsquery LIMIT 1"  # noqa: S608
        newest = f"SELECT has.* FROM ({looked} LIMIT {LOOKED_AT}) AS near CROSS JOIN LATERAL ({has}) AS has"  # noqa: S608
        apart.append((newest, [*of_looked, tsquery(query)]))
    apart = apart or [("SELECT 0, 0, 0 WHERE false", ())]
    top = "(SELECT max(id) FROM candidates_searchentry)"
    edge = top if before is None and after is None else f"least({before if after is None else after}, {top})"
    return [
        # A bitmap of what many have outgrows the memory that a database gives by itself. It keeps the pages then, and
        # each row of them would be read: so more memory, until this statement or what it is part of ends.
        (f"ends AS MATERIALIZED (SELECT {edge} AS edge, {top} AS top, set_config('work_mem', '{MEMORY}', true))", ()),
        *_people_to_keep(scope),
        (
            f"apart ({ENTRY}) AS MATERIALIZED ({' UNION '.join(sql for sql, _params in apart)})",
            [value for _sql, values in apart for value in values],
        ),
        *first,
        _first("found", places, kept, limit, when),
        (f"hits AS MATERIALIZED ({hits} ORDER BY id {order} LIMIT {limit})", ()),
    ]


def _first(name: str, places: Sql, kept: Sql, limit: int, when: str = "") -> Sql:
    """The first entries that are kept, of those apart, which are in no order, and of those that places lead to."""
    (by_places, params), (one, of_one) = places, kept
    return (
        f"{name} AS MATERIALIZED (SELECT kept.id FROM (SELECT {ENTRY} FROM apart UNION ALL ({by_places})) AS near"  # noqa: S608
        f" CROSS JOIN LATERAL ({one}) AS kept{when} LIMIT {limit} + (SELECT count(*) FROM apart))",
        [*params, *of_one],
    )


def _within(scope: Scope, before: int | None, after: int | None) -> tuple[list[str], list[object]]:
    """What is asked of an entry's place and number."""
    asked, params = [], []
    if scope.hidden is None:
        places, values = _places_asked(scope)
        asked, params = [f"places && ({places})"], [*values]
    for sign, edge in (("<", before), (">", after)):
        if edge is not None:
            asked, params = [*asked, f"id {sign} %s"], [*params, edge]
    return asked, params


def _span_by_span(spans: str, asked: Sequence[str], params: Sequence[object], order: str) -> Sql:
    """Entries of one list of spans after the other."""
    where = " AND ".join(["places && span.tokens", *asked])
    found = f"SELECT {ENTRY} FROM candidates_searchentry WHERE {where} ORDER BY id {order}"  # noqa: S608
    return f"SELECT found.* FROM ({spans}) AS span CROSS JOIN LATERAL ({found}) AS found", params  # noqa: S608


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


# SQLite ------------------------------------------------------------------------------------------------


def _sqlite(
    query: Query,
    scope: Scope,
    rows: QuerySet,
    order: str,
    limit: int,
    before: int | None,
    after: int | None,
    *,
    is_plain: bool,
) -> list[Sql] | None:
    """Its own table of words is in the order of the entries, and leads to places as it does to words.

    Each part is an expression of its own: statements are read to some depth only.
    """
    room = str(limit) if scope.among is None else _if_some(str(limit), "0")
    parts = _apart(query, scope, rows)
    asked, params = _match(query, scope)
    sql = f"SELECT rowid AS id FROM candidates_searchwords WHERE candidates_searchwords MATCH {asked}"  # noqa: S608
    for sign, edge in (("<", before), (">", after)):
        if edge is not None:
            sql, params = f"{sql} AND rowid {sign} %s", [*params, edge]
    if scope.hidden is not None and is_plain:
        sees = _sql(scope.hidden.order_by().values("id")) or ("SELECT 0 WHERE 0", ())
        sql = f"{sql} AND rowid NOT IN ({sees[0]})"
    else:
        sees = _sql(rows.filter(pk=RawSQL("candidates_searchwords.rowid", ())).values("id"))
        if sees is None:
            return None
        sql = f"{sql} AND EXISTS ({sees[0]})"
    parts.append((f"{sql} ORDER BY rowid {order} LIMIT {room}", [*params, *sees[1]]))
    each = " UNION ".join(f"SELECT id FROM part{number}" for number in range(len(parts)))  # noqa: S608
    return [
        *_people_to_keep(scope),
        *((f"part{number} AS MATERIALIZED ({sql})", params) for number, (sql, params) in enumerate(parts)),
        (f"hits AS MATERIALIZED (SELECT id FROM ({each}) AS parts ORDER BY id {order} LIMIT {limit})", ()),  # noqa: S608
    ]


def _match(query: Query, scope: Scope) -> Sql:
    """What SQLite's table of words is asked for: words, and the places that lead to a scope."""
    asked = f"({fts5_query(query)})"
    if scope.hidden is not None:
        return "%s", [asked]
    places, params = _places_asked(scope)
    return f"(%s || {places})", [asked, *params]


def _newer(query: Query, whole: QuerySet) -> QuerySet:
    """Entries of the same person that answer too and came later."""
    others = whole.filter(candidate_id=OuterRef("candidate_id"), pk__gt=OuterRef("pk")).order_by()
    return others.filter(_has_words(query))


def _ranking(query: Query, most: int) -> Sql:
    """What tells how well an entry answers, where they are few."""
    if connection.vendor == "postgresql":
        rank, asked = RANK, tsquery(query)
    else:
        rank, asked = OWN_RANK, asked_of(query)
    return f"CASE WHEN n <= {most} THEN {rank} END", [asked]
