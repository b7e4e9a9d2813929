"""How often somebody may do what costs us something: a token bucket for each action and each of them.

It is kept in the shared cache where there is one (CACHE_URL), else in the database, so all web processes count
together. What fails here holds nobody up: a limit that can't be counted lets through, and says so in the log.
"""

from __future__ import annotations

import hashlib
import logging
import math
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from .bucket import Level, take
from .client import current_address, hash_address
from .models import Bucket

if TYPE_CHECKING:
    from django.http import HttpResponse

logger = logging.getLogger("rolecraft.limits")

HOUR = 3600
KEPT_FOR = timedelta(hours=2)  # a bucket is full again after one
LOCKED_FOR = 5  # seconds that a killed process keeps others from a bucket in the cache
LOCK_TRIES, LOCK_PAUSE = 50, 0.01

Take = Callable[[Level | None], tuple[Level, float]]


def client_key() -> str:
    """Return what tells the client being served from others; empty where the server knows no address."""
    address = current_address()
    if ":" in address:  # one household has a whole /64 of addresses
        address = str(ip_network(f"{address}/64", strict=False))
    return hash_address(address)


def email_key(email: str) -> str:
    """Return what tells an e-mail address from others and is none: a keyed hash of it."""
    return salted_hmac("accounts.limits", email.strip().lower(), algorithm="sha256").hexdigest()


def seconds_to_wait(action: str, *, per_hour: int, key: str) -> int:
    """Count one more `action` of `key`: 0 where it may go on, else seconds until it may.

    `per_hour` may come at once; after that as many drip in over each hour. Nobody is held up for an empty key: it
    would make one of all. Views call it outside of any transaction, so that what is undone later counts as well;
    inside one it counts with what the transaction does.
    """
    if not key:
        return 0
    if per_hour < 1:
        return HOUR
    name = hashlib.sha256(f"{action}:{key}".encode()).hexdigest()
    now = time.time()

    def take_one(level: Level | None) -> tuple[Level, float]:
        return take(level, capacity=per_hour, per_second=per_hour / HOUR, now=now)

    wait = _from_cache(name, take_one) if settings.CACHE_URL else _from_database(name, take_one)
    return math.ceil(wait)


def in_minutes(wait: int) -> int:
    """Return seconds as the minutes that a page tells: never too few."""
    return max(1, math.ceil(wait / 60))


def with_retry(response: HttpResponse, wait: int) -> HttpResponse:
    """Tell programs as well when to come back."""
    response["Retry-After"] = str(wait)
    return response


def prune() -> int:
    """Delete buckets that nobody took from for long: they are full, as new ones are. Return how many."""
    return Bucket.objects.filter(updated_at__lt=timezone.now() - KEPT_FOR).delete()[0]


# Where it is kept ------------------------------------------------------------------------------------


def _from_database(name: str, take_one: Take) -> float:
    try:
        with transaction.atomic():
            bucket, is_new = Bucket.objects.select_for_update().get_or_create(
                key=name, defaults={"tokens": 0, "updated_at": timezone.now()}
            )
            level, wait = take_one(None if is_new else Level(bucket.tokens, bucket.updated_at.timestamp()))
            bucket.tokens, bucket.updated_at = level.tokens, datetime.fromtimestamp(level.at, UTC)
            bucket.save(update_fields=["tokens", "updated_at"])
    except DatabaseError as error:  # SQLite was locked for too long: whoever asks is not to blame
        logger.warning("a limit was not counted error=%s", type(error).__name__)
        return 0
    return wait


def _from_cache(name: str, take_one: Take) -> float:
    """Caches have no transaction; a lock that runs out by itself stands in for one."""
    place, lock = f"limit:{name}", f"limit:{name}:lock"
    try:
        if not _locked(lock):
            return 1  # many at once: they get in each other's way, not past the limit
        try:
            kept = cache.get(place)
            level, wait = take_one(Level(*kept) if kept else None)
            cache.set(place, (level.tokens, level.at), timeout=KEPT_FOR.total_seconds())
        finally:
            cache.delete(lock)
    except Exception as error:  # each kind of cache has its own
        logger.warning("a limit was not counted error=%s", type(error).__name__)
        return 0
    return wait


def _locked(lock: str) -> bool:
    for _try in range(LOCK_TRIES):
        if cache.add(lock, 1, timeout=LOCKED_FOR):
            return True
        time.sleep(LOCK_PAUSE)
    return False
