"""Who waits for an answer, read from the database: by posting, and one by one; `hiring.debt` has the rules.

Two queries give the debt of any number of postings, over the index `application_waiting`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import Case, Count, IntegerField, Min, QuerySet, Value, When
from django.utils import timezone

from accounts.models import User
from postings.models import Posting, Version

from .debt import Debt, days_waited, is_late, late_condition
from .models import Application


class Wait(NamedTuple):
    """How many days somebody has waited, how many were promised, and whether that is too long."""

    waited: int
    promised: int | None
    is_late: bool


def debt_of(user: User) -> dict[int, Debt]:
    """The debt of each posting where somebody waits whom the user sees, by the posting's id; the oldest first."""
    return debt_by_posting(Application.objects.filter(posting__in=Posting.objects.reviewable_by(user).order_by()))


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
