"""What moved on a board since it was drawn: one query as long as nothing did."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Max, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from postings.models import Posting

from .choices import State
from .models import Application, Move

SETTLES = timedelta(minutes=1)  # a move that is numbered may be committed this much later than the next one
MOST_NEWS = 3
MOST_MOVES = 200
_MARK = re.compile(r"(\d{1,18})\.(\d{1,9})\.(\d{1,18})", re.ASCII)


@dataclass(frozen=True)
class Mark:
    """How far somebody has seen the moves of a posting: how many after `base`, and the last one.

    Numbers are given before moves are committed, so the last number alone would miss one that comes late; nothing
    comes any more before `base`.
    """

    base: int = 0
    count: int = 0
    last: int = 0

    def __str__(self) -> str:
        return f"{self.base}.{self.count}.{self.last}"


@dataclass(frozen=True)
class News:
    """What somebody hasn't seen: the steps that it touched, None where that isn't known; what others did, in words."""

    steps: frozenset[int] | None
    words: Sequence[str]


def mark_of(posting: Posting) -> Mark:
    """Return how far the moves of a posting have come; to be read before what is drawn."""
    older = Move.objects.filter(at__lt=timezone.now() - SETTLES).order_by("-pk").values("pk")[:1]
    base = Coalesce(Subquery(older), 0)
    recent = Move.objects.filter(application__posting=OuterRef("pk"), pk__gt=base).order_by()
    by_posting = recent.values("application__posting")
    return Mark(
        *Posting.objects.filter(pk=posting.pk)
        .values_list(
            base,
            Coalesce(Subquery(by_posting.annotate(n=Count("pk")).values("n")), 0),
            Coalesce(Subquery(by_posting.annotate(n=Max("pk")).values("n")), 0),
        )
        .get()
    )


def read_mark(text: str) -> Mark:
    """Return the mark that an address names; for any other text that of somebody who has seen nothing."""
    found = _MARK.fullmatch(text)
    return Mark(*map(int, found.groups())) if found else Mark()


def mark_now(posting: Posting, seen: Mark) -> Mark:
    """Return how far the moves have come, counted as a mark counts: equal to it where nothing moved since."""
    moves = Move.objects.filter(application__posting=posting, pk__gt=seen.base).order_by()
    now = moves.aggregate(count=Count("pk"), last=Max("pk"))
    return Mark(seen.base, now["count"], now["last"] or 0)


def news_of(posting: Posting, user: User, seen: Mark, now: Mark) -> News:
    """Return what moved from one mark to the other."""
    moves = list(
        Move.objects.filter(application__posting=posting, pk__gt=max(seen.base, seen.last), pk__lte=now.last)
        .select_related("by", "application__candidate", "to_step")
        .order_by("pk")[: MOST_MOVES + 1]
    )
    for move in moves:
        move.application.posting = posting
    is_known = now.count == seen.count + len(moves)  # none came late, none was erased
    steps = {step for move in moves for step in (move.from_step_id, move.to_step_id) if step}
    others = [move for move in moves if move.by_id != user.pk]
    keys = {move.application_id for move in others}
    visible = set(Application.objects.visible_to(user).filter(pk__in=keys).values_list("pk", flat=True))
    words = [words_of(move) for move in others if move.application_id in visible]
    if len(words) > MOST_NEWS:
        words = [ngettext("%(n)d thing changed.", "%(n)d things changed.", len(words)) % {"n": len(words)}]
    return News(frozenset(steps) if is_known else None, words)


def words_of(move: Move) -> str:
    """A move in one sentence."""
    words = {"who": move.by, "name": move.application.shown_name, "step": move.to_step}
    if move.is_arrival:
        return _("New: %(name)s.") % words
    if not move.changes_state:
        return _("%(who)s moved %(name)s to “%(step)s”.") % words
    return {
        State.HIRED: _("%(who)s hired %(name)s."),
        State.REJECTED: _("%(who)s rejected %(name)s."),
        State.WITHDRAWN: _("%(name)s withdrew."),
        State.ACTIVE: _("%(who)s opened the application of %(name)s again."),
    }[move.to_state] % words
