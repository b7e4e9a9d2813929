"""How often somebody may do something in an hour."""

import pytest
import time_machine

from accounts.client import reset_current_address, set_current_address
from accounts.limits import client_key, seconds_to_wait


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


@time_machine.travel("2026-11-20 08:59:30Z", tick=False)
def test_so_many_an_hour_and_then_until_the_next():
    assert [seconds_to_wait("x", per_hour=2, key="a") for _ in range(4)] == [0, 0, 30, 30]

    with time_machine.travel("2026-11-20 09:00:00Z", tick=False):
        assert seconds_to_wait("x", per_hour=2, key="a") == 0


def test_each_key_and_each_action_counts_for_itself():
    assert [seconds_to_wait("x", per_hour=1, key=key) for key in "ab"] == [0, 0]
    assert seconds_to_wait("y", per_hour=1, key="a") == 0


def test_nobody_is_held_up_where_the_address_is_not_known(key_of):
    assert key_of("") == ""
    assert [seconds_to_wait("x", per_hour=1, key="") for _ in range(3)] == [0, 0, 0]


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


def test_the_key_does_not_tell_the_address(key_of):
    assert "198.51.100.1" not in key_of("198.51.100.1")
