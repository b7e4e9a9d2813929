"""Who waits for an answer, read from the database: by posting, and one by one; `hiring.debt` has the rules.

Two queries give the debt of any number of postings, over the index `application_waits`: all of it to the last one for
who is reminded, up to MOST for a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from operator import add
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Min, OuterRef, QuerySet, Subquery, Value, When
from django.utils import timezone

from accounts.models import User
from postings.models import Posting, Version

from .debt import Debt, days_waited, is_late, late_condition
from .models import Application
from .paging import counts_of
from .prepared import Statement


class Wait(NamedTuple):
    """How many days somebody has waited, how many were promised, and whether that is too long."""

    waited: int
    promised: int | None
    is_late: bool


@dataclass(frozen=True)
class Shown:
    """The debt of all postings that a user sees, and that of the postings where the first wait, by the posting's id.

    Counts go up to MOST + 1.
    """

    whole: Debt
    first: dict[int, Debt]


def debt_of(user: User, *, first: int) -> Shown:
    """What a user sees of who waits for an answer: two queries, of which none goes through all who wait."""
    oldest: dict[int, Debt] = {}
    promises: dict[int, dict[int, int | None]] = {}
    for version, posting, promised, since in FIRST_BY_VERSION.rows(user):
        promises.setdefault(posting, {})[version] = promised
        oldest[posting] = oldest.get(posting, Debt()) + Debt(0, 0, since, promised)
    ordered = sorted(oldest, key=lambda posting: (oldest[posting].oldest, posting))
    groups = [ordered, *([posting] for posting in ordered[:first])]
    today, parts = timezone.localdate(), []
    for group in groups:
        waiting = Application.objects.waiting().filter(posting__in=group)
        late = late_condition({pk: days for one in group for pk, days in promises[one].items()}, today)
        parts += [waiting, waiting.filter(late) if late else waiting.none()]
    counts = iter(counts_of(parts) if ordered else (0, 0))
    debts = [
        replace(reduce(add, (oldest[one] for one in group), Debt()), count=next(counts), late=next(counts))
        for group in groups
    ]
    return Shown(debts[0], {group[0]: debt for group, debt in zip(groups[1:], debts[1:], strict=True)})


def _first_by_version(user: User) -> QuerySet[Version, tuple[int, int, int | None, datetime]]:
    """Versions by which somebody waits whom the user sees: number, posting, what was promised, since when the first."""
    waiting = Application.objects.waiting().filter(posting=OuterRef("posting"), version=OuterRef("pk"))
    return (
        Version.objects.filter(posting__in=Posting.objects.reviewable_by(user).order_by().values("pk"))
        .annotate(first=Subquery(waiting.order_by("waits_since").values("waits_since")[:1]))
        .filter(first__isnull=False)
        .order_by("pk")
        .values_list("pk", "posting", "content__answer_days", "first")
    )


FIRST_BY_VERSION = Statement(_first_by_version)


def debt_by_posting(applications: QuerySet[Application]) -> dict[int, Debt]:
    """The debt of each posting of some applications, by its id, the oldest first; two queries."""
    waiting = applications.waiting().order_by()
    versions = {
        pk: (posting, promised)
        for pk, posting, promised in Version.objects.filter(pk__in=waiting.values("version"))
        .order_by("pk")
        .values_list("pk", "posting", "content__answer_days")
    }
    late = late_condition({pk: promised for pk, (_posting, promised) in versions.items()}, timezone.localdate())
    rows = waiting.values("version").annotate(
        count=Count("pk"),
        oldest=Min("waits_since"),
        late=Count(Case(When(late, then=1), output_field=IntegerField())) if late else Value(0),
    )
    found: dict[int, Debt] = {}
    for row in rows:
        if row["version"] in versions:  # else it came in between the two
            posting, promised = versions[row["version"]]
            found[posting] = found.get(posting, Debt()) + Debt(row["count"], row["late"], row["oldest"], promised)
    return dict(sorted(found.items(), key=lambda one: (one[1].oldest, one[0])))


def with_waits(applications: Iterable[Application]) -> list[Application]:
    """Applications, loaded with their versions, that each say how long they have waited: days, promised, is_late."""
    rows, today = list(applications), timezone.localdate()
    for row in rows:
        row.waited = days_waited(row.waits_since, today)
        row.promised = row.version.content.get("answer_days")
        row.is_late = is_late(row.waited, row.promised)
    return rows


def longest_wait(posting: Posting, since: datetime | None) -> Wait | None:
    """How long the one has waited who has waited longest at a posting, against what it promises now."""
    if since is None or posting.live_version is None:
        return None
    promised = posting.live_version.content.get("answer_days")
    days = days_waited(since, timezone.localdate())
    return Wait(days, promised, is_late(days, promised))
