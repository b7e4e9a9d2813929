"""How often one address may do what costs us something, counted in the cache."""

from __future__ import annotations

import time
from ipaddress import ip_network

from django.core.cache import cache

from .client import current_address, hash_address

HOUR = 3600


def client_key() -> str:
    """Return what tells the client being served from others; empty where the server knows no address."""
    address = current_address()
    if ":" in address:  # one household has a whole /64 of addresses
        address = str(ip_network(f"{address}/64", strict=False))
    return hash_address(address)


def seconds_to_wait(action: str, *, per_hour: int, key: str) -> int:
    """Count one more `action` of `key`: 0 where it may go on, else seconds until it may.

    Hours are those of the clock, so the wait is never longer than one. With the default cache every web
    process counts for itself; a shared cache (CACHE_URL) makes the limit exact. Nobody is held up for
    an empty key: it would make one of all.
    """
    if not key:
        return 0
    now = time.time()
    hour = int(now // HOUR)
    counter = f"limit:{action}:{key}:{hour}"
    cache.add(counter, 0, timeout=HOUR)
    try:
        count = cache.incr(counter)
    except ValueError:  # evicted between the two
        count = 1
    return 0 if count <= per_hour else max(1, int((hour + 1) * HOUR - now))
