"""The words of search entries as each database keeps them, and the condition that a question is there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import BooleanField, Expression, Q
from django.db.models.expressions import RawSQL
from django.utils import timezone

from .dialects import fts5_columns, fts5_query, tsquery, tsvector
from .places import as_words, with_spans
from .query import Query

IN_MEMORY, IN_BULK = 1 << 20, 64 << 20  # bytes of words that FTS5 gathers before it writes them, as it does by itself
FORGOTTEN_FOR = timedelta(hours=3)  # longer than between two sweeps: an erasure is never past before it was seen

# The ORM knows neither FTS5 tables nor the column beside a model's own. What is asked goes in as a parameter.
HAS_POSTGRESQL = "vector @@ %s::tsquery"
INSERT = "INSERT INTO candidates_searchwords (rowid, words, stems, places) VALUES (%s, %s, %s, %s)"
HAS_SQLITE = "SELECT rowid FROM candidates_searchwords WHERE candidates_searchwords MATCH %s"


def condition(query: Query) -> Expression | Q:
    """Return the condition on rows of `SearchEntry` that they answer a question, which must say something."""
    if connection.vendor == "postgresql":
        return RawSQL(HAS_POSTGRESQL, [tsquery(query)], output_field=BooleanField())  # noqa: S611
    return Q(pk__in=RawSQL(HAS_SQLITE, [fts5_query(query)]))  # noqa: S611


class Words(NamedTuple):
    """What is kept of an entry beside its row: its words, and the places where it is found (see `places`)."""

    entry: int
    text: str
    language: str
    places: Sequence[int] = ()


def write(entries: Sequence[Words]) -> None:
    """Keep the words of entries and their places, over what was kept of them before.

    What is deleted in the table of entries is deleted here by the database itself.
    """
    if not entries:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE candidates_searchentry SET vector = %s::tsvector, places = %s::integer[] WHERE id = %s",
                [(tsvector(one.text, one.language), with_spans(one.entry, one.places), one.entry) for one in entries],
            )
            return
        cursor.executemany("DELETE FROM candidates_searchwords WHERE rowid = %s", [(one.entry,) for one in entries])
        cursor.executemany(
            INSERT, [(one.entry, *fts5_columns(one.text, one.language), as_words(one.places)) for one in entries]
        )


def write_new(entries: Iterable[tuple[int, str, str, str]]) -> None:
    """Keep the words (`fts5_columns`) and places (`as_words`) of entries that are new, in bulk, in a transaction. For
    SQLite: PostgreSQL has them in columns."""
    gather = "INSERT INTO candidates_searchwords (candidates_searchwords, rank) VALUES ('hashsize', %s)"
    with connection.cursor() as cursor:
        cursor.execute(gather, [IN_BULK])
        cursor.executemany(INSERT, entries)
        cursor.execute(gather, [IN_MEMORY])


def move(places: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Keep other places of entries (by number) whose words stay."""
    if not places:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                "UPDATE candidates_searchentry SET places = %s::integer[]"
                " WHERE id = %s AND places IS DISTINCT FROM %s::integer[]",
                [(kept := with_spans(entry, there), entry, kept) for entry, there in places],
            )
            return
        cursor.executemany(
            "UPDATE candidates_searchwords SET places = %s WHERE rowid = %s AND places != %s",
            [(kept := as_words(there), entry, kept) for entry, there in places],
        )


def forget_erased() -> int:
    """Take the words of who was erased out of the index's own files too; return whether there was something to do.

    SQLite only marks a row as deleted, and keeps its words until parts of the index are written anew.
    """
    from ..models import Candidate

    since = timezone.now() - FORGOTTEN_FOR
    if connection.vendor != "sqlite" or not Candidate.objects.filter(erased_at__gte=since).exists():
        return 0
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO candidates_searchwords (candidates_searchwords) VALUES ('optimize')")
    return 1
