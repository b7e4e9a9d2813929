"""Whom and what a question is asked of, and what both databases' statements have in common.

That is whom to keep, whose entries are looked at one by one, and the places of postings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from .places import OF_POSTING
from .query import Query

FEW = 2_000  # people: as many are looked at one by one
# What is asked of an entry is asked of the columns that come with it from where it was found, not of its row once more.
COLUMNS = ("id", "candidate_id", "posting_id")

Sql = tuple[str, Sequence[object]]
NOTHING: Sql = ("SELECT 0 AS place WHERE 1 = 0", ())


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


@dataclass(frozen=True)
class Ask:
    """A question among some entries, and how many are wanted: the newest, or those next to one, the nearest first.

    Those `before` it are older, those `after` it newer. With `each_once` only the newest entry of a person is meant.
    """

    query: Query
    scope: Scope
    limit: int
    before: int | None = None
    after: int | None = None
    each_once: bool = False

    @property
    def goes_down(self) -> bool:
        return self.after is None

    @property
    def order(self) -> str:
        return "DESC" if self.goes_down else "ASC"

    @property
    def edges(self) -> list[tuple[str, int]]:
        """What is asked of an entry's number."""
        return [(sign, edge) for sign, edge in (("<", self.before), (">", self.after)) if edge is not None]


def people_to_keep(scope: Scope) -> list[Sql]:
    """The people to keep as `wide`, and as `few` all of them where they are few: of few the words are looked up, of
    many who have the words are looked at."""
    if scope.among is None:
        return []
    people = scope.among.order_by()
    people = people if people.query.values_select else people.values("pk")
    sql, params = sql_of(people) or NOTHING
    return [
        (f"wide (id) AS NOT MATERIALIZED ({sql})", params),
        (f"tried AS MATERIALIZED (SELECT id FROM wide LIMIT {FEW + 1})", ()),  # noqa: S608
        (f"few AS MATERIALIZED (SELECT id FROM tried LIMIT {if_some('0', str(FEW))})", ()),  # noqa: S608
    ]


def if_some(many: str, few: str) -> str:
    """A limit: whether there were more than FEW people to keep. A part that is not wanted costs nothing."""
    return f"(SELECT CASE WHEN count(*) > {FEW} THEN {many} ELSE {few} END FROM tried)"  # noqa: S608


def apart(scope: Scope, rows: QuerySet, has_words: Q) -> list[Sql]:
    """Those of some entries that no place leads to, or that are better looked at one by one, and have the words."""
    which = []
    if scope.among is not None:
        which.append(rows.filter(candidate_id__in=RawSQL("SELECT id FROM few", ())))
    if scope.people is not None:
        which.append(rows.filter(candidate__in=scope.people))
    return [found for some in which if (found := sql_of(some.filter(has_words).values(*COLUMNS)))]


def sql_of(rows: QuerySet) -> Sql | None:
    """A queryset's statement; None where Django knows already that it finds nothing."""
    try:
        return rows.query.sql_with_params()
    except EmptyResultSet:
        return None


def places_of_postings(scope: Scope) -> Sql:
    """The places of a scope's postings: `place`."""
    if scope.postings is None:
        return NOTHING
    return sql_of(scope.postings.order_by().values(place=F("pk") * 4 + OF_POSTING)) or NOTHING
