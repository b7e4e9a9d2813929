"""What waits for a user: read for the studio's first page, in the same number of queries however much it is.

The debt takes two, all postings one, all counts one, and whatever is shown one by one another (`today_items`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from accounts.models import Kind, User
from candidates.models import Candidate
from postings.choices import EDITING_PARTS
from postings.choices import State as PostingState
from postings.models import Membership, Posting, Proposal
from postings.studio_choices import ProposalState

from . import today_items
from .debt import Debt
from .meetings import Meeting
from .paging import MOST, count_of
from .prepared import Statement
from .today_items import ROWS, Item
from .waiting import debt_of

OVER = (PostingState.CLOSED, PostingState.ARCHIVED)


@dataclass(frozen=True)
class Waiting:
    """A posting where people wait for an answer."""

    posting: Posting
    debt: Debt

    @property
    def may_answer_all(self) -> bool:
        """Whether the user may answer them all at once: the posting is over, and theirs to edit."""
        return self.posting.state in OVER and self.posting.may_edit


@dataclass(frozen=True)
class ToTell:
    """How many people have to hear that we hold their data, and by when the first of them."""

    count: int
    by: date | None

    @property
    def is_many(self) -> bool:
        return self.count > MOST

    @property
    def is_late(self) -> bool:
        return self.by is not None and self.by < timezone.localdate()


@dataclass(frozen=True)
class Today:
    """All that the page shows; `waiting` are the first of the postings that `debt` counts."""

    debt: Debt
    waiting: Sequence[Waiting]
    people: Sequence[Item]
    scheduled: Sequence[Posting]
    reviews: Sequence[Item]
    drafts: Sequence[Posting]
    live: Sequence[Posting]
    found: Sequence[Posting]
    recent: Sequence[Item]
    mentions: Sequence[Item]
    replies: Sequence[Item]
    failed_messages: Sequence[Item]
    failed_documents: Sequence[Item]
    behind: int
    proposals: int
    to_tell: ToTell
    assigned: Sequence[Item]
    interviews: Sequence[Meeting]


def today_of(user: User) -> Today:
    """Return what waits for a user, the most urgent first in every part."""
    debt = debt_of(user, first=ROWS)
    postings = _postings(user, list(debt.first))
    items = today_items.items_of(user)
    behind, proposals, count, by = _counts(user)
    return Today(
        debt=debt.whole,
        waiting=[Waiting(postings[pk], its) for pk, its in debt.first.items() if pk in postings],
        people=items[today_items.WAITS],
        scheduled=_scheduled(postings),
        reviews=items[today_items.REVIEW],
        drafts=_drafts(postings),
        live=_live(postings),
        found=_found(postings),
        recent=items[today_items.RECENT],
        assigned=items[today_items.ASSIGNED],
        interviews=[Meeting.of(item) for item in items[today_items.INTERVIEW]],
        mentions=items[today_items.MENTION],
        replies=items[today_items.REPLY],
        failed_messages=items[today_items.MESSAGE],
        failed_documents=items[today_items.DOCUMENT],
        behind=behind,
        proposals=proposals,
        to_tell=ToTell(count, by),
    )


def to_tell_of(user: User) -> QuerySet[Candidate]:
    """People who have to hear that we hold their data, and whom this user should tell: a lead all, others their own."""
    people = Candidate.objects.editable_by(user).to_tell()
    return people if user.is_kind(Kind.LEAD) else people.filter(added_by=user)


# Postings: the first of each part in one query, put into their parts afterwards -----------------------


def _postings(user: User, waiting: list[int]) -> dict[int, Posting]:
    """The postings that any part shows, by id; each says whether the user is a member and may edit it."""
    visible, editable = Posting.objects.visible_to(user), Posting.objects.editable_by(user)
    parts = (
        visible.scheduled(),
        visible.filter(state=PostingState.DRAFT, members=user).order_by("-updated_at", "-id"),
        visible.filter(state=PostingState.PUBLISHED).order_by(F("live_version__closes_on").asc(nulls_last=True), "-id"),
        editable.with_live_findings(),
    )
    first = Q(pk__in=waiting)
    for part in parts:
        first |= Q(pk__in=part.values("pk")[:ROWS])
    of_user = Membership.objects.filter(posting=OuterRef("pk"), user=user)
    may_edit = Value(True) if user.is_kind(Kind.LEAD) else Exists(of_user.filter(part__in=EDITING_PARTS))
    return (
        Posting.objects.filter(first)
        .select_related("company", "stage__role", "live_version__stage__role", "live_version__live_check")
        .defer("live_version__content")
        .annotate(is_member=Exists(of_user), may_edit=may_edit)
        .in_bulk()
    )


def _scheduled(postings: dict[int, Posting]) -> list[Posting]:
    planned = [one for one in postings.values() if one.publish_at or one.close_at or one.schedule_problem]
    late = timezone.now()
    planned.sort(key=lambda one: (not one.schedule_problem, one.publish_at or one.close_at or late, one.pk))
    return planned[:ROWS]


def _drafts(postings: dict[int, Posting]) -> list[Posting]:
    drafts = [one for one in postings.values() if one.state == PostingState.DRAFT and one.is_member]
    return sorted(drafts, key=lambda one: (one.updated_at, one.pk), reverse=True)[:ROWS]


def _live(postings: dict[int, Posting]) -> list[Posting]:
    live = [one for one in postings.values() if one.state == PostingState.PUBLISHED]
    return sorted(live, key=lambda one: (one.live_version.closes_on or date.max, -one.pk))[:ROWS]


def _found(postings: dict[int, Posting]) -> list[Posting]:
    """Live postings with findings that block or warn, the worst first."""
    live = [one for one in postings.values() if one.state == PostingState.PUBLISHED and one.may_edit]
    checked = [(one, getattr(one.live_version, "live_check", None)) for one in live]
    found = [(one, check) for one, check in checked if check and (check.blocks or check.warns)]
    found.sort(key=lambda pair: (pair[1].blocks, pair[1].warns, pair[0].pk), reverse=True)
    return [one for one, _check in found][:ROWS]


# Counts: one row ---------------------------------------------------------------------------------------


def _counts(user: User) -> tuple[int, int, int, date | None]:
    """How many postings are behind the reference, proposals wait, people have to be told, and by when the first."""
    ((behind, proposals, count, by),) = COUNTS.rows(user)
    return behind, proposals, count, by


def _all_counts(user: User) -> QuerySet:
    to_tell = to_tell_of(user).order_by()
    proposals = Proposal.objects.filter(state=ProposalState.OPEN).order_by()
    return User.objects.filter(pk=user.pk).values_list(
        count_of(Posting.objects.editable_by(user).behind_reference()),
        count_of(proposals) if user.is_kind(Kind.CURATOR) else Value(0),
        count_of(to_tell),
        Subquery(to_tell.values("tell_by").order_by("tell_by")[:1]),
    )


COUNTS = Statement(_all_counts)
