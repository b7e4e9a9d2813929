"""A list of values inside a row, in the same query: tags of a person, people assigned."""

from __future__ import annotations

from typing import Any

from django.db.models import JSONField, QuerySet, Subquery


class ListOf(Subquery):
    """One value of each row of a queryset, in its order, as a list; that of a queryset with `value` alone.

    `ListOf(tags.values(value=F("name")))` needs no query of its own, as prefetching does.
    """

    template = "(SELECT JSON_GROUP_ARRAY(listed.value) FROM (%(subquery)s) listed)"

    def __init__(self, queryset: QuerySet, **extra: Any) -> None:
        super().__init__(queryset, output_field=JSONField(), **extra)

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, tuple]:
        template = "(SELECT COALESCE(JSONB_AGG(listed.value), '[]'::jsonb) FROM (%(subquery)s) listed)"
        return self.as_sql(compiler, connection, template=template, **extra)
