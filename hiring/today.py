"""What waits for a user: read for the studio's first page, in the same number of queries however much it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from accounts.models import Kind, User
from candidates.models import Candidate
from postings.choices import State as PostingState
from postings.models import Posting, Review

from .choices import State
from .models import Application, Mention, Note

ROWS = 8


@dataclass(frozen=True)
class Waiting:
    """The applications for one posting that have no answer yet."""

    posting: Posting
    count: int
    oldest: datetime

    @property
    def days(self) -> int:
        """Whole days by the calendar since the oldest came in."""
        return (timezone.localdate() - timezone.localdate(self.oldest)).days

    @property
    def promised_days(self) -> int | None:
        """The answer time that candidates read; None where the posting names none."""
        return self.posting.live_version.content.get("answer_days")

    @property
    def is_late(self) -> bool:
        return self.promised_days is not None and self.days > self.promised_days


@dataclass(frozen=True)
class ToTell:
    """How many people have to hear that we hold their data, and by when the first of them."""

    count: int
    by: date | None

    @property
    def is_late(self) -> bool:
        return self.by is not None and self.by < timezone.localdate()


@dataclass(frozen=True)
class Today:
    """All that the page shows."""

    waiting: Sequence[Waiting]
    scheduled: Sequence[Posting]
    reviews: Sequence[Review]
    drafts: Sequence[Posting]
    live: Sequence[Posting]
    recent: Sequence[Application]
    behind: int
    to_tell: ToTell
    mentions: Sequence[Mention]
    assigned: Sequence[Application]

    @property
    def waiting_count(self) -> int:
        return sum(row.count for row in self.waiting)

    @property
    def longest_wait(self) -> int:
        """Days that the oldest application without an answer has waited; 0 where there is none."""
        return max((row.days for row in self.waiting), default=0)


def today_of(user: User) -> Today:
    """Return what waits for a user, the most urgent first in every part."""
    postings = Posting.objects.visible_to(user).select_related("company", "stage__role", "live_version__stage__role")
    return Today(
        waiting=_waiting(user),
        scheduled=postings.scheduled()[:ROWS],
        reviews=Review.objects.waiting_for(user)
        .with_people()
        .select_related("posting__company", "posting__stage__role")[:ROWS],
        drafts=postings.filter(state=PostingState.DRAFT, members=user).order_by("-updated_at", "-id")[:ROWS],
        live=postings.filter(state=PostingState.PUBLISHED).order_by(
            F("live_version__closes_on").asc(nulls_last=True), "-id"
        )[:ROWS],
        mentions=_mentions(user),
        to_tell=ToTell(**to_tell_of(user).aggregate(count=Count("pk"), by=Min("tell_by"))),
        behind=Posting.objects.editable_by(user).behind_reference().count(),
        assigned=Application.objects.assigned_to(user)
        .active()
        .select_related("candidate", "posting", "version")
        .order_by("created_at", "id")[:ROWS],
        recent=Application.objects.visible_to(user).with_list_data().order_by("-created_at", "-id")[:ROWS],
    )


def _mentions(user: User) -> QuerySet[Mention]:
    """Notes that name the user, who hasn't opened them and may still see them."""
    mentions = Mention.objects.filter(user=user, seen_at=None, note__in=Note.objects.visible_to(user).order_by())
    return mentions.select_related(
        "note__by", "note__candidate", "note__application__candidate", "note__application__posting"
    )[:ROWS]


def to_tell_of(user: User) -> QuerySet[Candidate]:
    """People who have to hear that we hold their data, and whom this user should tell: a lead all, others their own."""
    people = Candidate.objects.editable_by(user).to_tell()
    return people if user.is_kind(Kind.LEAD) else people.filter(added_by=user)


def _waiting(user: User) -> list[Waiting]:
    is_active = Q(applications__state=State.ACTIVE, applications__superseded_by=None)
    postings = (
        Posting.objects.reviewable_by(user)
        .filter(is_active)
        .select_related("live_version__stage__role")
        .annotate(waiting=Count("applications"), oldest=Min("applications__created_at"))
        .order_by("oldest", "id")
    )
    return [Waiting(posting, posting.waiting, posting.oldest) for posting in postings]
