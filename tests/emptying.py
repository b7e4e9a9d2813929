"""How tests empty the tables between two tests that commit: past the triggers which refuse that, and quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from accounts import append_only


def may_skip_triggers() -> bool:
    """Whether this is PostgreSQL, and its user may switch triggers off."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone() == (True,)


@contextmanager
def emptied_our_way(*, quick: bool) -> Iterator[None]:
    """Within it, Django's `flush` empties tables as below; `quick` where the database lets us."""
    operations = type(connection.ops)
    plain = operations.sql_flush

    def sql_flush(self, style, tables: list[str], **kwargs) -> list[str]:
        return _without_triggers(self, tables) if quick else _past_the_trail(plain, self, style, tables, **kwargs)

    operations.sql_flush = sql_flush
    try:
        yield
    finally:
        operations.sql_flush = plain


def _without_triggers(operations, tables: list[str]) -> list[str]:
    """TRUNCATE makes the files of each table and index anew, 0.2 s for ours; a test leaves a few rows in them."""
    rows = [f"DELETE FROM {operations.quote_name(table)}" for table in tables]  # noqa: S608
    return ["SET session_replication_role = replica", *rows, "SET session_replication_role = DEFAULT"]


def _past_the_trail(plain: Callable, operations, style, tables: list[str], **kwargs) -> list[str]:
    statements = plain(operations, style, tables, **kwargs)
    if append_only.TABLE not in tables:
        return statements
    vendor = connection.vendor
    return [*append_only.REMOVE[vendor], *statements, *append_only.INSTALL[vendor]]
