"""The entries that answer a question, as PostgreSQL finds them: an index of words and of places together leads to them,
and whether the user may see one is asked of each that it leads to, before any is counted.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Exists, OuterRef, Q, QuerySet

from .dialects import tsquery
from .index import condition
from .places import rest_sql, spans_sql
from .query import Query
from .scope import COLUMNS, Ask, Sql, apart, if_some, people_to_keep, places_of_postings, sql_of

# 1: long texts have more of everything, so that a hit in them says less.
RANK = "ts_rank(found.vector, %s::tsquery, 1)"
MEMORY = "32MB"
# How Django ends an EXISTS. PostgreSQL plans it as a list of all too, and one within another twice as often: that was
# more than half of the time that planning took. With an OFFSET it is asked of one row, as is meant where there is one.
AS_JOIN, ONE_BY_ONE = " LIMIT 1)", " LIMIT 1 OFFSET 0)"
ENTRY = ", ".join(COLUMNS)
ITS_ROW, AS_FOUND = ' FROM "candidates_searchentry"', ' FROM (SELECT near.*) AS "candidates_searchentry"'
LOOKED_AT = 5_000  # entries: among as many, the newest, what begins with two or three letters is looked for


def steps_to_hits(ask: Ask, rows: QuerySet) -> list[Sql] | None:
    """Span by span, and in each one after the other, until there are enough. What the user may see is said once in the
    statement, where it can be: to plan it costs more than to do it.

    To look for the beginning of a word takes as long as there are entries with such words, however few are in a span:
    it is done twice at most, and for a list of applications not at all where enough have just what was typed. Very many
    words begin with two or three letters: those are looked for as whole words, and as beginnings among the newest."""
    query, scope, limit = ask.query, ask.scope, ask.limit
    every = scope.whole.model._default_manager.order_by()
    if scope.of_applications and query.unwanted:  # which SQLite is asked for with the words
        same = every.filter(pk=OuterRef("pk"))
        rows = rows.filter(Exists(same.exclude(condition(query.left_out))))
    kept = sql_of(rows.values("id")[:1])
    if kept is None:
        return None
    kept = (kept[0].replace(AS_JOIN, ONE_BY_ONE).replace(ITS_ROW, AS_FOUND, 1), kept[1])
    near, values = _within(ask)
    is_short = query.has_short_prefix
    nearest, two_lists = spans_sql(goes_down=ask.goes_down), rest_sql(goes_down=ask.goes_down)
    asked = ["vector @@ %s::tsquery", *near]
    places = _span_by_span(nearest, asked, [tsquery(query.as_typed), *values], ask.order)
    first: list[Sql] = []
    hits, when = "SELECT DISTINCT id FROM found", ""
    if query.has_prefix and not is_short:
        if scope.of_applications and scope.among is None and not query.left_out.has_prefix:
            first = [_first("whole", places, kept, limit)]
            hits = "SELECT id FROM found UNION SELECT id FROM whole"
            when = f" WHERE (SELECT count(*) FROM whole) < {limit}"  # noqa: S608
        places = _span_by_span(two_lists, asked, [tsquery(query), *values], ask.order)
    if scope.among is not None:
        places = (f"{places[0]} LIMIT {if_some('NULL', '0')}", places[1])
    one_by_one = apart(scope, every, has_words(query))
    if is_short:
        looked, of_looked = _span_by_span(nearest, near, values, ask.order)
        has = f"SELECT {ENTRY} FROM candidates_searchentry WHERE id = near.id AND vector @@ %s::tsquery LIMIT 1"  # noqa: S608
        newest = f"SELECT has.* FROM ({looked} LIMIT {LOOKED_AT}) AS near CROSS JOIN LATERAL ({has}) AS has"  # noqa: S608
        one_by_one.append((newest, [*of_looked, tsquery(query)]))
    one_by_one = one_by_one or [("SELECT 0, 0, 0 WHERE false", ())]
    top = "(SELECT max(id) FROM candidates_searchentry)"
    edge = ", ".join([*(str(number) for _sign, number in ask.edges), top])
    return [
        # A bitmap of what many have outgrows the memory that a database gives by itself. It keeps the pages then, and
        # each row of them would be read: so more memory, until this statement or what it is part of ends.
        (
            f"ends AS MATERIALIZED (SELECT least({edge}) AS edge, {top} AS top,"
            f" set_config('work_mem', '{MEMORY}', true))",
            (),
        ),
        *people_to_keep(scope),
        (
            f"apart ({ENTRY}) AS MATERIALIZED ({' UNION '.join(sql for sql, _params in one_by_one)})",
            [value for _sql, values in one_by_one for value in values],
        ),
        *first,
        _first("found", places, kept, limit, when),
        (f"hits AS MATERIALIZED ({hits} ORDER BY id {ask.order} LIMIT {limit})", ()),
    ]


def has_words(query: Query) -> Q:
    """Whether one entry answers."""
    return condition(query)


def rank(query: Query) -> Sql:
    """How well the entry `found` answers."""
    return RANK, [tsquery(query)]


def _first(name: str, places: Sql, kept: Sql, limit: int, when: str = "") -> Sql:
    """The first entries that are kept, of those apart, which are in no order, and of those that places lead to."""
    (by_places, params), (one, of_one) = places, kept
    return (
        f"{name} AS MATERIALIZED (SELECT kept.id FROM (SELECT {ENTRY} FROM apart UNION ALL ({by_places})) AS near"  # noqa: S608
        f" CROSS JOIN LATERAL ({one}) AS kept{when} LIMIT {limit} + (SELECT count(*) FROM apart))",
        [*params, *of_one],
    )


def _within(ask: Ask) -> tuple[list[str], list[object]]:
    """What is asked of an entry's place and number."""
    asked: list[str] = []
    params: list[object] = []
    if ask.scope.hidden is None:
        of_postings, values = places_of_postings(ask.scope)
        asked = [f"places && (ARRAY({of_postings})::integer[] || %s::integer[])"]
        params = [*values, list(ask.scope.places)]
    return (
        [*asked, *(f"id {sign} %s" for sign, _number in ask.edges)],
        [*params, *(number for _sign, number in ask.edges)],
    )


def _span_by_span(spans: str, asked: Sequence[str], params: Sequence[object], order: str) -> Sql:
    """Entries of one list of spans after the other."""
    where = " AND ".join(["places && span.tokens", *asked])
    found = f"SELECT {ENTRY} FROM candidates_searchentry WHERE {where} ORDER BY id {order}"  # noqa: S608
    return f"SELECT found.* FROM ({spans}) AS span CROSS JOIN LATERAL ({found}) AS found", params  # noqa: S608
