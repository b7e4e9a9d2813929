"""What migrations put into the tables, to be put back after a flush.

Django's own way, `serialized_rollback`, saves each of some 600 rows as an object: 0.2 s a test. This copies rows.
"""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction

Rows = dict[str, tuple[list[str], list[tuple]]]  # by table: its columns and its rows


def take() -> Rows:
    """Return every row of a database that was just made."""
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):  # those that a flush empties
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if rows := cursor.fetchall():
                found[table] = ([column[0] for column in cursor.description], rows)
    return found


def put_back(kept: Rows) -> None:
    """Write the rows into tables that a flush has emptied; tables with rows in them stay as they are."""
    ContentType.objects.clear_cache()  # it may know numbers that are no more
    quote = connection.ops.quote_name
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, rows) in kept.items():
            cursor.execute(f"SELECT 1 FROM {quote(table)} LIMIT 1")  # noqa: S608
            if cursor.fetchone() is None:
                names, places = ", ".join(map(quote, columns)), ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {quote(table)} ({names}) VALUES ({places})", rows)  # noqa: S608
