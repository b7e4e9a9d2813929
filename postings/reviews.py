"""Whose word a posting has: who may be asked, what stands of what was said, and whether it may be published on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Kind, User

from .choices import Part
from .compare import Change, compare
from .content import Content
from .models import Posting, Review
from .readiness import Missing
from .studio_choices import ReviewState

DECIDED = (ReviewState.APPROVED, ReviewState.RETURNED)
NOTE = "review-note"  # the part of the editor that tells how the review stands


@dataclass(frozen=True)
class Standing:
    """How a text stands with its reviewers, for somebody who would publish it.

    `is_lacking` says that the company wants somebody else's approval, and that there is none. `open` was asked for and
    is not decided; `approval` holds for this very text. Where none holds, the last word on the posting is `former`, the
    approval of another text, or `returned`. `changes` is how the text differs from the one that `open`, or else the
    last word, is about; `same` says that it is the same text.
    """

    is_lacking: bool
    open: Review | None = None
    approval: Review | None = None
    former: Review | None = None
    returned: Review | None = None
    same: bool = True
    changes: tuple[Change, ...] = ()

    @property
    def is_told(self) -> bool:
        """Whether there is anything to say of it."""
        return bool(self.is_lacking or self.open or self.approval or self.former or self.returned)


def reviewers(posting: Posting, *, asked_by: User) -> QuerySet[User]:
    """Who may be asked to review a posting: its hiring managers, and leads, who need no part in it."""
    of_posting = Q(memberships__posting=posting, memberships__part=Part.HIRING_MANAGER, is_active=True)
    leads = User.objects.of_kind(Kind.LEAD).values("pk")
    people = User.objects.filter(of_posting | Q(pk__in=leads)).exclude(pk=asked_by.pk)
    return people.distinct().order_by("name", "email", "pk")


def standing(posting: Posting, content: Content, *, by: User) -> Standing:
    """Return how a posting's text stands for `by`, in one query, and one more where it was edited since."""
    told = list(posting.reviews.exclude(state=ReviewState.WITHDRAWN).with_people())
    is_open = next((review for review in told if review.state == ReviewState.OPEN), None)
    decided = [review for review in told if review.state in DECIDED]
    others = [review for review in decided if review.decided_by_id != by.pk]
    approval = _approval_of(content.digest, decided)
    last = decided[0] if decided and not approval else None
    about = is_open or last
    same = about is None or about.digest == content.digest
    return Standing(
        is_lacking=posting.company.review_required and not _approval_of(content.digest, others),
        open=is_open,
        approval=approval,
        former=last if last and last.state == ReviewState.APPROVED else None,
        returned=last if last and last.state == ReviewState.RETURNED else None,
        same=same,
        changes=() if same else tuple(compare(Content.from_data(about.content), content)),
    )


def approvals(reviews: Iterable[Review], digests: Iterable[str]) -> dict[str, Review]:
    """Return for each text, by its digest, the approval that holds for it; `reviews` are the latest first."""
    decided = [review for review in reviews if review.state in DECIDED]
    found = {digest: _approval_of(digest, decided) for digest in digests}
    return {digest: review for digest, review in found.items() if review}


def _approval_of(digest: str, decided: Iterable[Review]) -> Review | None:
    """Return the last word on a text, where that is an approval; `decided` are the latest first."""
    last = next((review for review in decided if review.digest == digest), None)
    return last if last and last.state == ReviewState.APPROVED else None


def readable_reviews(posting: Posting, reader: User) -> list[Review]:
    """A posting's reviews that somebody may read, the latest first."""
    if not Posting.objects.discussable_by(reader).filter(pk=posting.pk).exists():
        return []
    return list(posting.reviews.with_people())


def lacking(posting: Posting, stands: Standing) -> list[Missing]:
    """Return what stops publishing a text where the company wants somebody else's approval of it."""
    if not stands.is_lacking:
        return []
    if stands.approval:
        message = _("You approved this text yourself: somebody else’s approval is needed. Ask for a review.")
    elif stands.open and stands.same:
        message = _("%(who)s has not approved it yet.") % {"who": stands.open.reviewer}
        return [Missing(NOTE, message, stands.open.get_absolute_url())]
    else:
        message = _("An approval of this text is needed: ask for a review.")
    return [Missing(NOTE, message, reverse("studio:ask_review", args=[posting.code]))]


def lacking_approval(posting: Posting, content: Content, *, by: User) -> list[Missing]:
    """The same, asked before `by` publishes."""
    return lacking(posting, standing(posting, content, by=by)) if posting.company.review_required else []
