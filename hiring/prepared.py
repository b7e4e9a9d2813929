"""Statements that are put together once, and then asked by many and at many times.

For a large union the ORM takes ten times as long to put the statement together as the database to answer it. What such
a statement says depends on who asks by their kind alone: who it is and what time it is are parameters. It is put
together for a stand-in, and these are filled in each time it is asked.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.expressions import RawSQL

from accounts.models import User

STAND_IN = 2**62 + 1  # no row has that number, nor one near it
AGES_AWAY = 9_000  # no moment that a statement means is in these years
Value = datetime | int | list[int]
Build = Callable[..., QuerySet]  # of a user, some values, and what else tells statements apart


@dataclass(frozen=True)
class _Kept:
    sql: str
    params: tuple[Any, ...]
    slots: tuple[tuple[int, int], ...]  # which parameter is which of what is filled in: the user's number, the values
    columns: tuple[Any, ...]  # expressions: they say how a value is read


def among(name: str, numbers: list[int]) -> Func:
    """A condition: a field is one of some numbers, all in one parameter. Each is looked up by the field's index."""
    is_array = connection.vendor == "postgresql"  # as a subquery its rows would be guessed at, and tables read whole
    listed = RawSQL("%s::bigint[]" if is_array else "SELECT value FROM json_each(%s)", [_as_parameter(numbers)])  # noqa: S611
    joined = " = ANY" if is_array else " IN "
    return Func(F(name), listed, template="%(expressions)s", arg_joiner=joined, output_field=BooleanField())


class Statement:
    """What reads rows for a user; `build(user, *values, **traits)` says which.

    What it gives is to be the same statement for all users of the same kinds and the same traits, and to take what else
    differs, the time too, from its values only: each a moment, a number, or numbers.
    """

    def __init__(self, build: Build) -> None:
        self.build = build
        self.kept: dict[tuple, _Kept | None] = {}

    def rows(self, user: User, *values: Value, **traits: bool) -> list[tuple]:
        """The rows as `values_list` gives them; one query."""
        key = (connection.vendor, user.is_active, user.is_superuser, user.kinds, *sorted(traits.items()))
        if key not in self.kept:
            self.kept[key] = self._put_together(user, values, traits)
        if (kept := self.kept[key]) is None:
            return []
        filled, params = _filled_in(user.pk, values), list(kept.params)
        for place, which in kept.slots:
            params[place] = filled[which]
        with connection.cursor() as cursor:
            cursor.execute(kept.sql, params)
            rows = cursor.fetchall()
        return _read(rows, kept.columns)

    def _put_together(self, user: User, values: Sequence[Value], traits: dict[str, bool]) -> _Kept | None:
        somebody = User(pk=STAND_IN, is_active=user.is_active, is_superuser=user.is_superuser)
        somebody.kinds = user.kinds
        stand_ins = [_stand_in(value, place) for place, value in enumerate(values, 1)]
        compiler = self.build(somebody, *stand_ins, **traits).query.get_compiler(connection=connection)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:  # nobody of these kinds sees anything
            return None
        which = {value: number for number, value in enumerate(_filled_in(STAND_IN, stand_ins))}
        slots = tuple((place, which[value]) for place, value in enumerate(params) if value in which)
        return _Kept(sql, tuple(params), slots, tuple(column for column, *_sql in compiler.select))


def _stand_in(value: Value, place: int) -> Value:
    if isinstance(value, datetime):
        return datetime(AGES_AWAY + place, 1, 1, tzinfo=UTC)
    return [STAND_IN + place] if isinstance(value, list) else STAND_IN + place


def _filled_in(user: int, values: Sequence[Value]) -> list[Any]:
    return [user, *map(_as_parameter, values)]


def _as_parameter(value: Value) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if not isinstance(value, list):
        return value
    return f"{{{','.join(map(str, value))}}}" if connection.vendor == "postgresql" else json.dumps(value)


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
