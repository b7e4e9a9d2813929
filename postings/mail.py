"""Messages to users about postings: each is a row in the caller's transaction; the worker sends it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from post_office.models import Email

from accounts import mail
from accounts.models import User

from .models import Posting, Review


def queue(name: str, *, to: User, posting: Posting, path: str = "", **context: Any) -> Email:
    """Render `emails/postings/<name>` about a posting and put it in the queue; `path` is where its link leads."""
    url = urljoin(settings.BASE_URL, path or posting.get_absolute_url())
    context |= {"user": to, "posting": posting, "url": url}
    return mail.queue(f"postings/{name}", to=to.email, context=context)


def queue_asked(review: Review) -> Email:
    """Tell the reviewer that somebody waits for their word."""
    return _queue_review("review_asked", review, to=review.reviewer)


def queue_decided(review: Review) -> Email | None:
    """Tell who asked what came of it; nobody where they are switched off meanwhile."""
    return _queue_review("review_decided", review, to=review.asked_by) if review.asked_by.is_active else None


def _queue_review(name: str, review: Review, *, to: User) -> Email:
    return queue(name, to=to, posting=review.posting, path=review.get_absolute_url(), review=review)
