"""What has to be done now and then: finish what a crash left behind, throw away what is past its time.

Each job is safe to run twice, at the same time as itself, and at any moment; it returns how many rows or
files it dealt with.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import timedelta
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from accounts import limits
from candidates import erasures
from candidates.actions import carry_on_imports, finish_merges, prune_imports, read_waiting_documents
from candidates.matching import match_due
from candidates.search.index import forget_erased
from candidates.sweep import delete_orphan_files, delete_pending_files
from hiring import retention
from hiring.actions import forget_expired_forms, prune_links, remind_owners
from hiring.actions.searches import count_new_hits
from hiring.search import index_due
from postings.actions import check_live, prune_changes, refresh_proposals
from postings.sweep import carry_out_schedules, close_expired

from . import mail

logger = logging.getLogger("rolecraft.sweep")

LOST_AFTER = timedelta(minutes=10)  # no task may take that long
TRIES = 5  # what kills its worker that often will do so again
TASKS_KEPT_FOR = timedelta(days=7)


class Job(NamedTuple):
    name: str
    run: Callable[[], int]
    every: timedelta


def requeue_lost_tasks() -> int:
    """Put tasks back in the queue whose worker was killed; give up on one after a few tries."""
    lost = DBTaskResult.objects.running().filter(started_at__lt=timezone.now() - LOST_AFTER)
    requeued = 0
    for pk, worker_ids in lost.values_list("pk", "worker_ids"):
        if len(worker_ids) < TRIES:
            # `lost` once more: its worker may have come to an end meanwhile.
            requeued += lost.filter(pk=pk).update(status=TaskResultStatus.READY, started_at=None)
        elif lost.filter(pk=pk).update(status=TaskResultStatus.FAILED, finished_at=timezone.now()):
            logger.error("gave up task=%s tries=%s", pk, len(worker_ids))
    return requeued


def prune_tasks() -> int:
    """Delete tasks that ended long ago."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - TASKS_KEPT_FOR).delete()[0]


def clear_sessions() -> int:
    """Delete sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return 0  # it doesn't say


JOBS = (
    Job("send-mail", mail.send_waiting, timedelta(0)),
    Job("read-documents", read_waiting_documents, timedelta(0)),
    Job("count-new-hits", count_new_hits, timedelta(minutes=1)),
    Job("index-candidates", index_due, timedelta(0)),
    Job("carry-on-imports", carry_on_imports, timedelta(0)),
    Job("match-people", match_due, timedelta(0)),
    Job("carry-out-schedules", carry_out_schedules, timedelta(0)),
    Job("close-expired", close_expired, timedelta(minutes=1)),
    Job("check-live", check_live, timedelta(minutes=1)),
    Job("requeue-lost-tasks", requeue_lost_tasks, timedelta(minutes=1)),
    Job("delete-pending-files", delete_pending_files, timedelta(hours=1)),
    Job("forget-saved-forms", forget_expired_forms, timedelta(hours=1)),
    Job("delete-orphan-files", delete_orphan_files, timedelta(hours=1)),
    Job("propose", refresh_proposals, timedelta(hours=1)),
    Job("remember-erasures", erasures.mirror, timedelta(0)),
    Job("erase-brought-back", retention.erase_brought_back, timedelta(hours=1)),
    Job("remind-of-consent", retention.remind, timedelta(hours=1)),
    Job("remind-owners", remind_owners, timedelta(hours=1)),
    Job("erase-ended", retention.erase_ended, timedelta(hours=1)),
    Job("forget-erased-words", forget_erased, timedelta(hours=1)),
    Job("prune-tasks", prune_tasks, timedelta(hours=1)),
    Job("prune-mail", mail.prune, timedelta(hours=1)),
    Job("prune-changes", prune_changes, timedelta(hours=1)),
    Job("prune-links", prune_links, timedelta(hours=1)),
    Job("prune-limits", limits.prune, timedelta(hours=1)),
    Job("finish-merges", finish_merges, timedelta(hours=1)),
    Job("prune-imports", prune_imports, timedelta(hours=1)),
    Job("clear-sessions", clear_sessions, timedelta(hours=1)),
)


def run(jobs: Iterable[Job]) -> list[str]:
    """Run jobs one after the other; return the names of those that failed, which stopped no other."""
    failed = []
    for job in jobs:
        try:
            done = job.run()
        except Exception:
            logger.exception("failed job=%s", job.name)
            failed.append(job.name)
        else:
            logger.log(logging.INFO if done else logging.DEBUG, "ran job=%s done=%s", job.name, done)
    return failed
