"""The entries that answer a question, as SQLite finds them: its own table of words is in the order of the entries, and
leads to places as it does to words.
"""

from __future__ import annotations

from django.db.models import BooleanField, F, Func, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from .dialects import fts5_query
from .places import as_words
from .query import Query
from .ranks import FUNCTION, asked_of
from .scope import NOTHING, Ask, Sql, apart, if_some, people_to_keep, places_of_postings, sql_of

RANK = f"(SELECT {FUNCTION}(words, stems, %s) FROM candidates_searchwords WHERE rowid = found.id)"  # noqa: S608
WORDS = "FROM candidates_searchwords WHERE candidates_searchwords MATCH "


class _HasWords(Func):
    """Whether one entry of SQLite answers a question."""

    template = f"EXISTS (SELECT 1 {WORDS}%(expressions)s)"
    arg_joiner = " AND rowid = "
    output_field = BooleanField()


class _IsOfThose(Func):
    """Whether one entry of SQLite is of all that answer a question, which are gathered once. No index may look for it
    there: with another list in the same question SQLite would try each of one with each of the other."""

    template = "+%(expressions)s)"
    arg_joiner = f" IN (SELECT rowid {WORDS}"
    output_field = BooleanField()


def steps_to_hits(ask: Ask, rows: QuerySet) -> list[Sql] | None:
    """Each part is an expression of its own: statements are read to some depth only."""
    query, scope, limit = ask.query, ask.scope, ask.limit
    room = str(limit) if scope.among is None else if_some(str(limit), "0")
    parts = apart(scope, rows, has_words(query))
    asked, params = _match(ask)
    sql = f"SELECT rowid AS id {WORDS}{asked}"
    for sign, edge in ask.edges:
        sql, params = f"{sql} AND rowid {sign} %s", [*params, edge]
    is_plain = not (query.unwanted or ask.each_once or scope.of_applications) and scope.among is None
    if scope.hidden is not None and is_plain:
        sees = sql_of(scope.hidden.order_by().values("id")) or NOTHING
        sql = f"{sql} AND rowid NOT IN ({sees[0]})"
    else:
        sees = sql_of(rows.filter(pk=RawSQL("candidates_searchwords.rowid", ())).values("id"))
        if sees is None:
            return None
        sql = f"{sql} AND EXISTS ({sees[0]})"
    parts.append((f"{sql} ORDER BY rowid {ask.order} LIMIT {room}", [*params, *sees[1]]))
    each = " UNION ".join(f"SELECT id FROM part{number}" for number in range(len(parts)))  # noqa: S608
    return [
        *people_to_keep(scope),
        *((f"part{number} AS MATERIALIZED ({sql})", params) for number, (sql, params) in enumerate(parts)),
        (f"hits AS MATERIALIZED (SELECT id FROM ({each}) AS parts ORDER BY id {ask.order} LIMIT {limit})", ()),  # noqa: S608
    ]


def has_words(query: Query) -> Q:
    """Whether one entry answers. All words that begin so are gathered to look for a beginning in one entry, but for the
    shortest, which are kept: so that is done once, where others are looked up in each entry."""
    if query.has_prefix and not query.has_short_prefix:
        return Q(_IsOfThose(F("pk"), Value(fts5_query(query))))
    return Q(_HasWords(Value(fts5_query(query)), F("pk")))


def rank(query: Query) -> Sql:
    """How well the entry `found` answers."""
    return RANK, [asked_of(query)]


def _match(ask: Ask) -> Sql:
    """What SQLite's table of words is asked for: words, and the places that lead to a scope."""
    asked = f"({fts5_query(ask.query)})"
    if ask.scope.hidden is not None:
        return "%s", [asked]
    known = " OR ".join(["none", *as_words(ask.scope.places).split()])
    of_postings, params = places_of_postings(ask.scope)
    others = f"(SELECT coalesce(group_concat(' OR p' || place, ''), '') FROM ({of_postings}))"  # noqa: S608
    return f"(%s || %s || {others} || ')')", [asked, f" AND places : ({known}", *params]
