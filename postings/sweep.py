"""What has to be done now and then with postings: what somebody planned, and what their closing date says."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from . import actions
from .models import Posting

logger = logging.getLogger("rolecraft.postings")

GIVE_UP_AFTER = timedelta(hours=1)  # what fails on our side that long is not tried again


def carry_out_schedules() -> int:
    """Publish and close what is due, each posting in transactions of its own; return how many steps were taken."""
    done = 0
    for posting in Posting.objects.due(timezone.now()):
        try:
            while actions.carry_out_schedule(posting=posting):
                done += 1
        except Exception:
            logger.exception("failed schedule of posting=%s", posting.pk)
            if min(filter(None, (posting.publish_at, posting.close_at))) < timezone.now() - GIVE_UP_AFTER:
                actions.give_up_schedule(posting=posting)
    return done


def close_expired() -> int:
    """Close postings whose closing date has passed; return how many."""
    expired = Posting.objects.past_closing_date()
    return sum(actions.close_expired_posting(posting=posting) for posting in expired)
