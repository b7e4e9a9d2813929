"""How often somebody may do something, counted where all processes see it."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.conf import settings as django_settings
from django.core.cache import cache
from django.db import IntegrityError, OperationalError, connections, transaction
from django.utils import timezone

from accounts.client import reset_current_address, set_current_address
from accounts.limits import client_key, email_key, in_minutes, prune, seconds_to_wait
from accounts.models import Bucket

pytestmark = pytest.mark.django_db

AT_ONCE = 8


@pytest.fixture
def key_of():
    """Return a function that gives the key of a client at an address."""

    def key(address: str) -> str:
        token = set_current_address(address)
        try:
            return client_key()
        finally:
            reset_current_address(token)

    return key


@pytest.fixture(params=["database", "cache"])
def place(request, settings):
    """Where limits are kept: each test runs for both."""
    settings.CACHE_URL = "" if request.param == "database" else "redis://elsewhere"
    return request.param


@time_machine.travel("2026-11-20 08:59:30Z", tick=False)
def test_so_many_at_once_and_then_as_many_as_drip_in(place):
    assert [seconds_to_wait("x", per_hour=2, key="a") for _ in range(4)] == [0, 0, 1800, 1800]

    with time_machine.travel("2026-11-20 09:14:30Z", tick=False):
        assert seconds_to_wait("x", per_hour=2, key="a") == 900
    with time_machine.travel("2026-11-20 09:29:30Z", tick=False):
        assert [seconds_to_wait("x", per_hour=2, key="a") for _ in range(2)] == [0, 1800]
    with time_machine.travel("2026-11-20 23:00Z", tick=False):
        assert [seconds_to_wait("x", per_hour=2, key="a") for _ in range(3)] == [0, 0, 1800]


def test_each_key_and_each_action_counts_for_itself(place):
    assert [seconds_to_wait("x", per_hour=1, key=key) for key in "ab"] == [0, 0]
    assert seconds_to_wait("y", per_hour=1, key="a") == 0
    assert seconds_to_wait("x", per_hour=1, key="a") > 0


def test_a_limit_of_none_lets_nobody_through(place):
    assert seconds_to_wait("x", per_hour=0, key="a") == 3600


def test_nobody_is_held_up_where_the_address_is_not_known(place, key_of):
    assert key_of("") == ""
    assert [seconds_to_wait("x", per_hour=1, key="") for _ in range(3)] == [0, 0, 0]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("seen", [False, True])
def test_processes_that_count_at_once_count_together(place, seen):
    """Each thread has a connection and commits of its own; the bucket is new to all of them, or known to them."""
    if seen:
        with time_machine.travel(timezone.now() - timedelta(hours=3), tick=False):
            seconds_to_wait("x", per_hour=3, key="a")
    gate = Barrier(AT_ONCE)

    def one(number: int) -> int:
        try:
            gate.wait()
            return seconds_to_wait("x", per_hour=3, key="a")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        waits = list(pool.map(one, range(AT_ONCE)))

    assert (waits.count(0), min(wait for wait in waits if wait) > 0) == (3, True)


def test_a_request_is_no_transaction():
    """What is undone at the end of a request would undo the count with it."""
    assert django_settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


def test_what_a_view_undoes_counts_all_the_same(place):
    waits = []
    for _time in range(2):
        waits.append(seconds_to_wait("x", per_hour=1, key="a"))
        with transaction.atomic():
            Bucket.objects.create(key="other", tokens=1, updated_at=timezone.now())
            transaction.set_rollback(True)

    assert waits == [0, 3600]


@pytest.mark.parametrize("error", [OperationalError("database is locked"), sqlite3.OperationalError("locked")])
def test_where_it_can_not_be_counted_nobody_is_held_up(monkeypatch, caplog, error):
    def locked(*args, **kwargs):
        raise error

    if isinstance(error, OperationalError):
        monkeypatch.setattr(Bucket, "save", locked)
    else:
        monkeypatch.setattr(django_settings, "CACHE_URL", "redis://elsewhere", raising=False)
        monkeypatch.setattr(type(cache._connections[cache._alias]), "get", locked)

    assert [seconds_to_wait("x", per_hour=1, key="secret") for _ in range(2)] == [0, 0]
    assert caplog.messages == ["a limit was not counted error=OperationalError"] * 2


def test_who_stands_in_the_others_way_waits_a_second(settings, monkeypatch):
    settings.CACHE_URL = "redis://elsewhere"
    monkeypatch.setattr("accounts.limits.LOCK_TRIES", 1)
    monkeypatch.setattr("accounts.limits._locked", lambda lock: False)

    assert seconds_to_wait("x", per_hour=1, key="a") == 1


def test_buckets_that_are_full_again_are_deleted():
    with time_machine.travel("2026-11-20 08:00Z", tick=False):
        seconds_to_wait("x", per_hour=1, key="old")
    with time_machine.travel("2026-11-20 09:30Z", tick=False):
        seconds_to_wait("x", per_hour=1, key="young")
    with time_machine.travel("2026-11-20 10:01Z", tick=False):
        assert (prune(), prune()) == (1, 0)
        assert seconds_to_wait("x", per_hour=1, key="young") > 0


def test_a_bucket_is_there_once_and_never_below_empty():
    Bucket.objects.create(key="a", tokens=1, updated_at=timezone.now())

    with pytest.raises(IntegrityError), transaction.atomic():
        Bucket.objects.create(key="a", tokens=1, updated_at=timezone.now())
    with pytest.raises(IntegrityError, match="bucket_not_below_empty"), transaction.atomic():
        Bucket.objects.update(tokens=-1)


def test_counting_takes_two_queries_and_a_transaction(django_assert_num_queries):
    seconds_to_wait("x", per_hour=5, key="a")

    with django_assert_num_queries(4):  # savepoint and its release are two
        seconds_to_wait("x", per_hour=5, key="a")


def test_what_is_kept_names_nobody(key_of):
    seconds_to_wait("apply", per_hour=5, key=email_key("Ada@example.com "))

    assert email_key("ada@example.com") == email_key(" Ada@Example.com")
    assert "example" not in email_key("ada@example.com") + Bucket.objects.get().key
    assert "198.51.100.1" not in key_of("198.51.100.1")


@pytest.mark.parametrize(("seconds", "minutes"), [(1, 1), (60, 1), (61, 2), (3600, 60)])
def test_minutes_are_never_too_few(seconds, minutes):
    assert in_minutes(seconds) == minutes


@pytest.mark.parametrize(
    ("one", "other", "are_one"),
    [
        ("198.51.100.1", "198.51.100.1", True),
        ("198.51.100.1", "198.51.100.2", False),
        ("2001:db8::1", "2001:db8::2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
    ],
)
def test_a_network_of_one_household_is_one_client(key_of, one, other, are_one):
    assert (key_of(one) == key_of(other)) is are_one
