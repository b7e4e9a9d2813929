"""Saying something of a posting, and settling it.

What is said at one place (a line, a field, the whole) and not settled is one conversation: it is settled together, and
reopened together.
"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User

from ..models import Comment, Line, Posting
from .lines import lock


@transaction.atomic
def add_comment(
    *, posting: Posting, text: str, by: User, line: Line | None = None, anchor: str = "", said_of: str = ""
) -> Comment:
    """Say something of a line, of a field, or of the whole; `said_of` is how that reads to `by`.

    The same words sent again right away are one comment.
    """
    lock(posting)
    last = Comment.objects.filter(posting=posting, line=line, anchor=anchor).last()
    if last and last.resolved_at is None and (last.by_id, last.text) == (by.pk, text):
        return last
    return Comment.objects.create(
        posting=posting, line=line, anchor=anchor, quoted=said_of, text=text, by=by, at=timezone.now()
    )


@transaction.atomic
def settle_comments(*, comment: Comment, by: User) -> None:
    """Settle the conversation up to this comment, the last that `by` saw; what was said after it stays open."""
    lock(comment.posting)
    now = Comment.objects.get(pk=comment.pk)
    if now.resolved_at is None:
        conversation = _at_place(now).filter(resolved_at=None, pk__lte=now.pk)
        _require_right(conversation, by)
        conversation.update(resolved_by=by, resolved_at=timezone.now())


@transaction.atomic
def reopen_comments(*, comment: Comment, by: User) -> None:
    """Open the conversation again that was settled with this comment."""
    lock(comment.posting)
    now = Comment.objects.get(pk=comment.pk)
    if now.resolved_at is not None:
        conversation = _at_place(now).filter(resolved_at=now.resolved_at)
        _require_right(conversation, by)
        conversation.update(resolved_by=None, resolved_at=None)


def _at_place(comment: Comment) -> QuerySet[Comment]:
    return Comment.objects.filter(posting=comment.posting_id, line=comment.line_id, anchor=comment.anchor)


def _require_right(conversation: QuerySet[Comment], by: User) -> None:
    """Who began a conversation may settle and reopen it, and whoever may edit the posting."""
    first = conversation.select_related("posting").first()
    if first.by_id != by.pk and not Posting.objects.editable_by(by).filter(pk=first.posting_id).exists():
        raise PermissionDenied
