"""The best statements that we can write by hand for what the search finds, on each database.

They know what the search has to find out: for which postings the user is there, that none of these is screened without
names, nobody assigned to the user, and nobody merged.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from candidates.search.query import Query

Ways = list[Callable[[], list]]

# On PostgreSQL there are two ways; which is the quicker depends on the word.
IN_SPANS = (
    "WITH ends AS (SELECT least({before}, max(id)) AS edge, max(id) AS top FROM candidates_searchentry)"
    " SELECT found.id, found.candidate_id FROM ({spans}) AS span CROSS JOIN LATERAL"
    " (SELECT id, candidate_id, posting_id FROM candidates_searchentry WHERE vector @@ {words} AND"
    " places && span.tokens {led} AND id < {before} ORDER BY id DESC) AS found WHERE {conditions} LIMIT {limit}"
)
PLAIN = (
    "SELECT found.id, found.candidate_id FROM candidates_searchentry AS found"
    " WHERE vector @@ {words} {led} AND id < {before} AND {conditions} ORDER BY id DESC LIMIT {limit}"
)
BY_ROWID = (
    "SELECT found.id, found.candidate_id FROM candidates_searchwords AS said"
    " CROSS JOIN candidates_searchentry AS found ON found.id = said.rowid WHERE candidates_searchwords MATCH {words}"
    " AND said.rowid < {before} AND {conditions} ORDER BY said.rowid DESC LIMIT {limit}"
)
SEEN = (
    "({entry}.posting_id IN ({postings}) OR {entry}.posting_id IS NULL AND EXISTS (SELECT 1 FROM candidates_candidate"
    " AS person WHERE person.id = {entry}.candidate_id AND erased_at IS NULL"
    " AND (added_by_id = {user} OR EXISTS (SELECT 1 FROM candidates_consent WHERE candidate_id = person.id"
    " AND withdrawn_at IS NULL) OR EXISTS (SELECT 1 FROM hiring_application WHERE candidate_id = person.id"
    " AND superseded_by_id IS NULL AND posting_id IN ({postings})))))"
)
# Each person once, by the newest entry that answers.
IS_NEWEST = "NOT EXISTS (SELECT 1 FROM candidates_searchentry AS newer WHERE {same} AND {has_words} AND {seen})"
NEWER = "newer.candidate_id = found.candidate_id AND newer.id > found.id"
HAS_WORDS = (
    "EXISTS (SELECT 1 FROM candidates_searchwords WHERE candidates_searchwords MATCH {words} AND rowid = newer.id)"
)
# Few are all ranked; of many the newest come as they are.
RANKED = (
    "WITH hits AS MATERIALIZED ({hits}), known AS MATERIALIZED (SELECT count(*) AS n FROM hits)"
    " SELECT id, candidate_id, CASE WHEN n <= {most} THEN ({rank}) END FROM hits CROSS JOIN known"
    " ORDER BY id DESC LIMIT (SELECT CASE WHEN n > {most} THEN {newest} ELSE {most} END FROM known)"
)


def first_page(query: Query, user: object, before: int, *, most: int, newest: int) -> Ways:
    """The statements for what `hits.best` answers: each row an entry, its candidate and its rank."""
    from candidates.search import ranks

    if connection.vendor == "postgresql":
        rank = f"SELECT ts_rank(vector, {_words(query)}, 1) FROM candidates_searchentry AS it WHERE it.id = hits.id"
    else:
        rank = f"{ranks.FUNCTION}(words, stems, {_quoted(ranks.asked_of(query))})"
        rank = f"SELECT {rank} FROM candidates_searchwords WHERE rowid = hits.id"
    found = _found(query, user, before, most + 1)
    return [_run(RANKED.format(hits=hits, rank=rank, most=most, newest=newest)) for hits in found]


def later_page(query: Query, user: object, before: int, limit: int) -> Ways:
    """The statements for what `hits.next_to` answers: each row an entry and its candidate."""
    seen, words = _seen(user, "newer"), _words(query)
    has_words = f"vector @@ {words}" if connection.vendor == "postgresql" else HAS_WORDS.format(words=words)
    newest = IS_NEWEST.format(same=NEWER, has_words=has_words, seen=seen)
    found = _found(query, user, before, limit, newest)
    return [_run(f"SELECT id, candidate_id FROM ({hits}) AS hits ORDER BY id DESC") for hits in found]


def entry_at(query: Query, user: object, place: int) -> int | None:
    """The number of the entry at a place among all that answer, newest first; None where there are fewer."""
    hits = _found(query, user, 2**31 - 1, place)[0]
    rows = _run(f"SELECT id FROM ({hits}) AS hits ORDER BY id DESC")()
    return rows[-1][0] if len(rows) == place else None


def _found(query: Query, user: object, before: int, limit: int, condition: str = "true") -> list[str]:
    from candidates.search.places import spans_sql

    asked = {
        "words": _words(query, user),
        "before": before,
        "limit": limit,
        "conditions": f"{_seen(user, 'found')} AND {condition}",
    }
    if connection.vendor == "sqlite":
        return [BY_ROWID.format(**asked)]
    led = f"AND places && ARRAY{_places(user)}" if _postings(user) else ""
    ways = [IN_SPANS.format(spans=spans_sql(goes_down=True), led=led, **asked)]
    return ways if led else [*ways, PLAIN.format(led=led, **asked)]


def _words(query: Query, user: object = None) -> str:
    """What the index of words is asked for: on SQLite for places too, as each row has them there."""
    from candidates.search.dialects import fts5_query, tsquery

    if connection.vendor == "postgresql":
        return f"{_quoted(tsquery(query))}::tsquery"
    led = f" AND places : ({' OR '.join(f'p{place}' for place in _places(user))})" if _postings(user) else ""
    return _quoted(f"({fts5_query(query)}){led}")


def _seen(user: object, entry: str) -> str:
    postings = _postings(user)
    return SEEN.format(entry=entry, postings=", ".join(map(str, postings)), user=user.pk) if postings else "true"


def _places(user: object) -> list[int]:
    """The places that lead a recruiter to those whom they see."""
    from candidates.search.places import POOL, of_posting, of_user

    return [POOL, of_user(user.pk), *map(of_posting, _postings(user))]


def _postings(user: object) -> list[int]:
    """The numbers of a recruiter's postings; none for a lead, who sees everybody, and where nobody asks."""
    from accounts.models import Kind
    from postings.models import Posting

    if user is None or user.is_kind(Kind.LEAD):
        return []
    return list(Posting.objects.reviewable_by(user).order_by().values_list("pk", flat=True))


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _run(sql: str) -> Callable[[], list]:
    from candidates.search import hits

    return lambda: hits._fetch(sql.replace("%", "%%"), ())
