"""Two at work at once: one has locked something, the other begins and waits. On SQLite the one simply comes first."""

import time
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

from django.db import OperationalError, connection, connections, transaction


@contextmanager
def meanwhile(work):
    """In a transaction here, which has locked something by now, let `work` begin elsewhere until it waits for that or
    is through."""
    with ThreadPoolExecutor(1) as pool, transaction.atomic():

        def begin() -> Future:
            future = pool.submit(_alone, work)
            _until_it_waits(future)
            return future

        yield begin


def _alone(work):
    try:
        return work()
    finally:
        connections.close_all()


def _until_it_waits(future: Future) -> None:
    if connection.vendor != "postgresql":
        return
    waits = "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND transactionid = pg_current_xact_id()::xid)"
    until = time.monotonic() + 20
    with connection.cursor() as cursor:
        while not future.done() and time.monotonic() < until:
            if cursor.execute(waits).fetchone()[0]:
                return
            time.sleep(0.01)


def is_locked(rows) -> bool:
    """Whether somebody else has locked one of some rows."""
    try:
        with transaction.atomic():
            list(rows.order_by("pk").select_for_update(nowait=True, no_key=True))
    except OperationalError:
        return True
    return False
