"""A bulk move of 500 applications: one transaction, and a number of queries that doesn't grow with the rows."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measure import Measure

ROWS = 500
QUERIES = 10  # beside those that insert the rows of the log


def measures(quick: bool) -> Iterator[Measure]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from config.seed.load import seed
    from hiring.actions import move_applications
    from hiring.models import Application
    from postings.models import Posting

    seed(candidates=2_000, postings=1, seed="bench")
    posting = Posting.objects.published().get(pk__in=_largest())
    *_others, target = posting.steps.live()
    rows = Application.objects.active().filter(posting=posting).exclude(step=target).order_by("pk")
    keys = list(rows.values_list("pk", flat=True)[:ROWS])
    with CaptureQueriesContext(connection) as captured:
        done = move_applications(applications=keys, to_step=target, by=posting.created_by)
    assert len(keys) == len(done.moves) == ROWS, f"{len(done.moves)} of {len(keys)} were moved"
    said = [query["sql"].lstrip().upper() for query in captured]
    transactions = sum(sql.startswith("BEGIN") for sql in said)
    inserts = sum(sql.startswith("INSERT") for sql in said)
    queries = sum(not sql.startswith(("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "INSERT")) for sql in said)
    yield Measure("transactions", transactions, 1, f"{transactions} for {ROWS} rows")
    yield Measure("queries", queries / QUERIES, 1, f"{queries} of {QUERIES}, and {inserts} that insert {ROWS} rows")


def _largest() -> list[int]:
    """The posting with the most applications."""
    from django.db.models import Count

    from hiring.models import Application

    counts = Application.objects.order_by().values("posting").annotate(count=Count("pk")).order_by("-count")
    return [counts[0]["posting"]]
