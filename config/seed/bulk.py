"""Rows written in bulk: COPY on PostgreSQL, one prepared statement on SQLite. Their numbers are known before.

Nothing of a model's own is run: no `save`, no signal, no default that has to be worked out for each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models

PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BooleanField, models.ForeignKey)


class Rows:
    """Rows of one table on their way in. Use it in a transaction, from `start` to `write`.

    `fields` are the columns that `add` gets, by attribute; all others have their default. `beside` are columns that
    the model does not know, which come last.
    """

    def __init__(self, model: type[models.Model], *fields: str, beside: Sequence[str] = ()) -> None:
        self.model, self.count = model, 0
        self.table, self.pk = model._meta.db_table, model._meta.pk
        columns = (field for field in model._meta.concrete_fields if not (field.primary_key or field.generated))
        known = {field.attname: field for field in columns}
        given = [known.pop(name) for name in fields]
        self.columns = [self.pk.column, *(field.column for field in (*given, *known.values())), *beside]
        self.converters = [(at, convert) for at, field in enumerate(given) if (convert := _converter(field))]
        self.constants = tuple(_constant(field) for field in known.values())
        self.given, self.rows = len(given), []
        self.take = self.rows.append
        columns = ", ".join(f'"{column}"' for column in self.columns)
        self.copy = f'COPY "{self.table}" ({columns}) FROM STDIN'
        places = ", ".join(["%s"] * len(self.columns))
        self.insert = f'INSERT INTO "{self.table}" ({columns}) VALUES ({places})'  # noqa: S608 names of our own

    def start(self) -> None:
        """Keep the numbers to come for these rows: until the transaction ends nobody else adds to the table."""
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # One line after the other: asking for the last number before the lock is held might be too early.
                cursor.execute(f'LOCK TABLE "{self.table}" IN SHARE ROW EXCLUSIVE MODE')
                cursor.execute(f"SELECT last_value, is_called FROM {self._sequence(cursor)}")  # noqa: S608
                last, is_called = cursor.fetchone()
                self.next = last + is_called
            else:
                cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [self.table])
                self.next = (cursor.fetchone() or (0,))[0] + 1

    def add(self, *values: Any) -> int:
        """Take a row; return the number that it will have."""
        number = self.next
        self.next += 1
        taken = list(values)
        for at, convert in self.converters:
            if taken[at] is not None:
                taken[at] = convert(taken[at])
        self.take((number, *taken[: self.given], *self.constants, *taken[self.given :]))
        self.count += 1
        return number

    @contextmanager
    def sent_on(self) -> Iterator[None]:
        """Let PostgreSQL have each row as it is taken: it works while the next are made up. It is asked nothing else
        meanwhile. On SQLite rows wait for `write`, as otherwise.
        """
        if connection.vendor != "postgresql":
            yield
            return
        with connection.cursor() as cursor:
            with cursor.copy(self.copy) as copy:
                self.take = copy.write_row
                try:
                    yield
                finally:
                    self.take = self.rows.append
            self._go_on(cursor)

    def write(self) -> None:
        """Write what was taken."""
        if not self.rows:
            return
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(self.copy) as copy:
                    for row in self.rows:
                        copy.write_row(row)
                self._go_on(cursor)
            else:
                cursor.executemany(self.insert, self.rows)
        self.rows.clear()

    def _go_on(self, cursor: Any) -> None:
        """Let the table's own numbers begin after those that were given."""
        cursor.execute("SELECT setval(%s::regclass, %s)", [self._sequence(cursor), self.next - 1])

    def _sequence(self, cursor: Any) -> str:
        cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [f'"{self.table}"', self.pk.column])
        return cursor.fetchone()[0]


def _converter(field: models.Field) -> Callable[[Any], Any] | None:
    """What makes a value of a field what the database takes; None where it does as it is."""
    if isinstance(field, PLAIN) or (connection.vendor == "postgresql" and not isinstance(field, models.JSONField)):
        return None
    if isinstance(field, models.DateTimeField):
        return connection.ops.adapt_datetimefield_value
    return lambda value: field.get_db_prep_save(value, connection)


def _constant(field: models.Field) -> Any:
    """The default of a field that no row says anything of."""
    is_of_row = field.unique and not field.null
    if is_of_row or getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        raise ValueError(f"{field} has no default that suits every row.")
    return field.get_db_prep_save(field.get_default(), connection)


@contextmanager
def slow_indexes_aside(*tables: str) -> Iterator[None]:
    """Take GIN indexes off some tables, and put them on again: writing one at a time takes many times as long.

    Meanwhile the search is slow. On SQLite there is nothing to do.
    """
    if connection.vendor != "postgresql":
        yield
        return
    definitions = _take_off(tables)
    try:
        yield
    except BaseException:
        if not connection.in_atomic_block:  # otherwise they come back by themselves
            _put_on(definitions)
        raise
    _put_on(definitions)


def _take_off(tables: Sequence[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes"
            " WHERE schemaname = current_schema() AND tablename = ANY(%s) AND indexdef LIKE '%% USING gin %%'",
            [list(tables)],
        )
        found = cursor.fetchall()
        if found:
            connection.check_constraints()  # no index of a table changes while there is something to check
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _name, definition in found]


def _put_on(definitions: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        if definitions:
            connection.check_constraints()
        cursor.execute("SET maintenance_work_mem = '512MB'")
        # Several processes build it however short the table is: most of it, the words, doesn't count as the table's.
        cursor.execute("SET min_parallel_table_scan_size = 0")
        for definition in definitions:
            cursor.execute(definition)
        cursor.execute("RESET min_parallel_table_scan_size")
        cursor.execute("RESET maintenance_work_mem")


def analyse(*tables: str) -> None:
    """Let PostgreSQL see how the rows of tables are spread; it would by itself a little later."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'ANALYZE "{table}"')
