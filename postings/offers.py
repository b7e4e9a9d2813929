"""Which change of state the editor offers first: the one that makes sense now, never two that do the same."""

from __future__ import annotations

from datetime import date

from django.db import models

from .choices import State
from .models import Posting


class Offer(models.TextChoices):
    """What the main button of the editor does; without a button the page says why."""

    PUBLISH = "publish"  # the first version
    PUBLISH_VERSION = "publish_version"
    REOPEN = "reopen"  # with the version that candidates knew
    NOTHING_CHANGED = "nothing_changed"
    DATE_PASSED = "date_passed"  # neither text nor version can go out before a later closing date is set


def offer(posting: Posting, *, unpublished: bool, today: date) -> Offer:
    """Return what to offer; `unpublished` says whether the working text differs from what candidates read."""
    live = posting.live_version
    if posting.state == State.DRAFT or live is None:
        return Offer.PUBLISH
    if unpublished:
        return Offer.PUBLISH_VERSION
    if posting.state != State.CLOSED:
        return Offer.NOTHING_CHANGED
    return Offer.DATE_PASSED if live.closes_on and live.closes_on < today else Offer.REOPEN
