"""Counting that ends: how many rows there are, up to a limit that a list says as “1,000+”."""

from __future__ import annotations

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils.formats import number_format

MOST = 1_000


class CountUpTo(Subquery):
    """How many rows a queryset has, MOST + 1 where there are more: it takes no longer however many there are."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: QuerySet, **extra: object) -> None:
        super().__init__(rows.order_by().values("pk")[: MOST + 1], **extra)


def grouped(number: int) -> str:
    """Return a number as people read long ones: “12,345”."""
    return number_format(number, use_l10n=True, force_grouping=True)


def up_to(count: int) -> str:
    """Return a count in words: “1,000+” where counting ended at the limit."""
    return f"{grouped(MOST)}+" if count > MOST else grouped(count)
