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


def up_to(count: int) -> str:
    """Return a count in words: “1,000+” where counting ended at the limit."""
    with_commas = number_format(min(count, MOST), use_l10n=True, force_grouping=True)
    return f"{with_commas}+" if count > MOST else with_commas
