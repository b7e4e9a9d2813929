"""Asking for a review, taking it back, deciding it; the one door for a review's state."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from .. import mail, workflow
from ..choices import State
from ..content import draft_content
from ..models import Posting, Review
from ..reviews import reviewers
from ..studio_choices import ReviewState
from .errors import ReviewRefused
from .lines import lock

AUDITED = {
    ReviewState.APPROVED: AuditAction.REVIEW_APPROVED,
    ReviewState.RETURNED: AuditAction.REVIEW_RETURNED,
    ReviewState.WITHDRAWN: AuditAction.REVIEW_TAKEN_BACK,
}


@transaction.atomic
def ask_review(*, posting: Posting, reviewer: User, by: User, message: str = "") -> Review:
    """Freeze the working text and ask somebody to read it; they get an e-mail.

    Asking the same person for the same text again gives the review that is under way.
    """
    lock(posting)
    posting = Posting.objects.for_editing().get(pk=posting.pk)
    if posting.state == State.ARCHIVED:
        raise ReviewRefused(_("An archived posting can be read, not changed."))
    if not reviewers(posting, asked_by=by).filter(pk=reviewer.pk).exists():
        raise ReviewRefused(_("Only a hiring manager of this posting or a lead can review it."))
    content = draft_content(posting, posting.lines.kept().with_sources())
    under_way = posting.reviews.with_people().filter(state=ReviewState.OPEN).first()
    if under_way:
        if under_way.reviewer_id == reviewer.pk and under_way.digest == content.digest:
            return under_way
        words = {"who": under_way.reviewer}
        raise ReviewRefused(_("%(who)s is asked already: take that review back before you ask again.") % words)
    review = Review.objects.create(
        posting=posting,
        reviewer=reviewer,
        asked_by=by,
        asked_at=timezone.now(),
        message=message,
        content=content.as_data(),
        digest=content.digest,
    )
    record(AuditAction.REVIEW_ASKED, by=by, obj=review)
    mail.queue_asked(review)
    return review


@transaction.atomic
def take_back_review(*, review: Review, by: User) -> Review:
    """Take back what was asked for; again changes nothing. Raises ReviewRefused where it is decided."""
    now = _locked(review)
    if now.state != ReviewState.WITHDRAWN:
        _set_state(now, ReviewState.WITHDRAWN, by=by)
    return now


@transaction.atomic
def decide_review(*, review: Review, state: str, by: User, answer: str = "") -> Review:
    """Approve or return the text as it was submitted; who asked gets an e-mail.

    The same again changes nothing; whoever comes second with another word is told so by ReviewRefused.
    """
    now = _locked(review)
    if not now.may_be_decided_by(by):
        raise PermissionDenied
    if (now.state, now.decided_by_id) == (state, by.pk):
        return now
    if now.posting.state == State.ARCHIVED:
        raise ReviewRefused(_("An archived posting can be read, not changed."))
    if state == ReviewState.RETURNED and not answer:
        raise ReviewRefused(_("Say what should change before you return it."))
    _set_state(now, state, by=by, answer=answer)
    mail.queue_decided(now)
    return now


def _locked(review: Review) -> Review:
    """The review as it is, once other changes of its posting are through."""
    lock(review.posting)
    people = ("posting__company", "reviewer", "asked_by", "decided_by")
    return Review.objects.select_related(*people).get(pk=review.pk)


def _set_state(review: Review, to_state: str, *, by: User, answer: str = "") -> None:
    """Write a review's state with who, when and the answer; nothing else writes it."""
    if not workflow.review_allows(review.state, to_state):
        words = {"who": review.decided_by}
        raise ReviewRefused(
            {
                ReviewState.APPROVED: _("%(who)s approved it meanwhile."),
                ReviewState.RETURNED: _("%(who)s returned it meanwhile."),
                ReviewState.WITHDRAWN: _("%(who)s took the review back meanwhile."),
            }[review.state]
            % words
        )
    review.state, review.answer, review.decided_by, review.decided_at = to_state, answer, by, timezone.now()
    review.save(update_fields=["state", "answer", "decided_by", "decided_at"])
    record(AUDITED[to_state], by=by, obj=review)
