"""Statements that are put together once, and then asked by many and at many times.

For a large union the ORM takes ten times as long to put the statement together as the database to answer it. What such
a statement says depends on who asks by their kind alone: who it is and what time it is are parameters. It is put
together for a stand-in, and these are filled in each time it is asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from accounts.models import User

STAND_IN = 2**62 + 1  # no user has that number, nothing else in a statement is that
AGES_AWAY = 9_000  # no moment that a statement means is in these years
Build = Callable[..., QuerySet]  # of a user and some moments


@dataclass(frozen=True)
class _Kept:
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]  # which parameter is which of what is filled in: the user's number, the moments
    columns: tuple[Any, ...]  # expressions: they say how a value is read


class Statement:
    """What reads rows for a user, `build(user, *moments)` says which.

    What it gives is to be the same statement for all users of the same kinds, and to take the time from its moments
    only.
    """

    def __init__(self, build: Build) -> None:
        self.build = build
        self.kept: dict[tuple, _Kept | None] = {}

    def rows(self, user: User, *moments: datetime) -> list[tuple]:
        """The rows as `values_list` gives them; one query."""
        key = (connection.vendor, user.is_active, user.is_superuser, user.kinds, len(moments))
        if key not in self.kept:
            self.kept[key] = self._put_together(user, len(moments))
        if (kept := self.kept[key]) is None:
            return []
        filled, params = _filled_in(user.pk, moments), list(kept.params)
        for place, which in kept.slots:
            params[place] = filled[which]
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, params)
            rows = cursor.fetchall()
        return _read(rows, kept.columns)

    def _put_together(self, user: User, count: int) -> _Kept | None:
        somebody = User(pk=STAND_IN, is_active=user.is_active, is_superuser=user.is_superuser)
        somebody.kinds = user.kinds
        moments = [datetime(AGES_AWAY + number, 1, 1, tzinfo=UTC) for number in range(count)]
        compiler = self.build(somebody, *moments).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # nobody of these kinds sees anything
            return None
        which = {value: number for number, value in enumerate(_filled_in(STAND_IN, moments))}
        slots = tuple((place, which[value]) for place, value in enumerate(params) if value in which)
        return _Kept(sql, tuple(params), slots, tuple(column for column, *_sql in compiler.select))


def _filled_in(user: int, moments: Any) -> list[Any]:
    return [user, *map(connection.ops.adapt_datetimefield_value, moments)]


def _read(rows: list[tuple], columns: tuple[Any, ...]) -> list[tuple]:
    """Rows as the ORM reads them: one of the databases keeps moments as text."""
    converters = [
        (place, column, convert)
        for place, column in enumerate(columns)
        for convert in (*connection.ops.get_db_converters(column), *column.get_db_converters(connection))
    ]
    found = []
    for row in rows:
        values = list(row)
        for place, column, convert in converters:
            values[place] = convert(values[place], column, connection)
        found.append(tuple(values))
    return found
