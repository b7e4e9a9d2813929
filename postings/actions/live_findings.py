"""The checks run over what candidates read now, a few postings at a time; what they count is kept."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.utils import timezone

from roles.models import Role

from ..assessment import assess
from ..checks.finding import Severity
from ..content import Content
from ..models import LiveCheck, Posting
from ..working import as_value

logger = logging.getLogger("rolecraft.postings")

AGAIN_AFTER = timedelta(days=1)
AT_ONCE = 50


def check_live() -> int:
    """Check live versions that were not checked today, or where somebody waved a finding off since; return how many."""
    due = Posting.objects.to_check(before=timezone.now() - AGAIN_AFTER)[:AT_ONCE]
    postings = list(due.select_related("live_version").prefetch_related("waivers__by"))
    roles = Role.objects.with_sheet().in_bulk({posting.role_id for posting in postings})
    done = 0
    for posting in postings:
        try:
            _check(posting, roles[posting.role_id])
        except Exception:  # one text that a rule stumbles over keeps no other from being checked
            logger.exception("failed check of posting=%s", posting.pk)
        else:
            done += 1
    return done


def _check(posting: Posting, role: Role) -> None:
    content = Content.from_data(posting.live_version.content)
    waived = [as_value(waiver) for waiver in posting.waivers.all()]
    found = assess(content, role, today=timezone.localdate(), waived=waived)
    LiveCheck.objects.update_or_create(
        version=posting.live_version,
        defaults={
            "blocks": len(found.missing) + len(found.blocking),
            "warns": sum(finding.severity == Severity.WARNS for finding in found.findings),
            "checked_at": timezone.now(),
        },
    )
