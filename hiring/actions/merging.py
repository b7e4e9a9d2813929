"""Putting two candidates together with what they applied for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import transaction

from accounts.models import User
from candidates.actions import lock_people, merge_records, part_records
from candidates.actions.merging import lock_both
from candidates.models import Candidate, Merge

from ..choices import State
from ..models import Application, Assignment, Interview, MessageWish, Scorecard
from .locking import lock_applications

FURTHEST = (State.HIRED, State.ACTIVE, State.REJECTED, State.WITHDRAWN)


@transaction.atomic
def merge_candidates(
    *, survivor: Candidate, other: Candidate, take: Iterable[str] = (), both_links: bool = False, by: User
) -> Merge:
    """Put `other` together with `survivor`; of two applications for one posting the furthest counts, the other stays.

    `take` names the fields (name, email, phone, links) whose value is the other's. Raises NotMergeable.
    """
    survivor, other = lock_both(survivor, other)
    lock_applications(Application.objects.filter(candidate__in=[survivor, other]).order_by().values("pk"))
    changes = [*_superseded(survivor, other), *_stopped(survivor, other)]
    return merge_records(survivor=survivor, other=other, take=take, both_links=both_links, changes=changes, by=by)


@transaction.atomic
def undo_merge(*, merge: Merge, by: User) -> bool:
    """Put two candidates apart again, with what each applied for. Again changes nothing. Raises NotMergeable."""
    both = list(lock_people([merge.survivor_id, merge.other_id]))
    lock_applications(Application.objects.filter(candidate__in=both).order_by().values("pk"))
    return part_records(merge=merge, by=by)


def _superseded(
    survivor: Candidate, other: Candidate
) -> Iterator[tuple[Application | Assignment | Interview | Scorecard, dict[str, Any]]]:
    """Yield which applications count as another one from now on; who looked at them looks at that one, and their
    interviews and scorecards are that one's. Of two verdicts of one person the one on what counts does."""
    counting = Application.objects.filter(superseded_by=None)
    mine = {application.posting_id: application for application in counting.filter(candidate=survivor)}
    for theirs in counting.filter(candidate=other, posting__in=mine).order_by("pk"):
        first, second = sorted((mine[theirs.posting_id], theirs), key=_rank)
        yield second, {"superseded_by": first.pk}
        for before in Application.objects.filter(superseded_by=second):  # no chains: one look finds what counts
            yield before, {"superseded_by": first.pk}
        for assignment in second.assignments.exclude(user__in=first.assignments.values("user")).order_by("pk"):
            yield assignment, {"application": first.pk}
        for interview in second.interviews.order_by("pk"):
            yield interview, {"application": first.pk}
        for card in second.scorecards.exclude(by__in=first.scorecards.values("by")).order_by("pk"):
            yield card, {"application": first.pk}


def _stopped(survivor: Candidate, other: Candidate) -> Iterator[tuple[MessageWish, dict[str, Any]]]:
    """Yield the survivor's wish where the other one wanted no more messages: who said so once is not written to."""
    mine, theirs = (MessageWish.objects.filter(candidate=one).first() for one in (survivor, other))
    if mine and theirs and theirs.stopped_at and not mine.stopped_at:
        yield mine, {"stopped_at": theirs.stopped_at}


def _rank(application: Application) -> tuple[int, Any, int]:
    return FURTHEST.index(application.state), application.created_at, application.pk
