"""How the database gets back to what migrations left after a test that commits: past triggers, and quickly."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

from django.core.management.commands import flush
from django.db import connection
from django.test import TransactionTestCase

from accounts import append_only

from . import migrated_rows


def may_skip_triggers() -> bool:
    """Whether this is PostgreSQL, and its user may switch triggers off."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return cursor.fetchone() == (True,)


@contextmanager
def emptied_our_way(kept: migrated_rows.Rows, *, quick: bool) -> Iterator[None]:
    """Within it, Django's `flush` empties tables as below, `quick` where the database lets us.

    After a test `kept` is put back. That stands in for `post_migrate`, which looks for the permissions of each model.
    """
    operations = type(connection.ops)
    plain, plain_teardown = operations.sql_flush, TransactionTestCase._fixture_teardown

    def sql_flush(self, style, tables: list[str], **kwargs) -> list[str]:
        return _without_triggers(self, tables) if quick else _past_the_trail(plain, self, style, tables, **kwargs)

    def teardown(case: TransactionTestCase) -> None:
        with patch.object(flush, "emit_post_migrate_signal", lambda *args, **kwargs: migrated_rows.put_back(kept)):
            plain_teardown(case)

    operations.sql_flush, TransactionTestCase._fixture_teardown = sql_flush, teardown
    try:
        yield
    finally:
        operations.sql_flush, TransactionTestCase._fixture_teardown = plain, plain_teardown


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
