"""Whose word about the client's address is taken."""

from ipaddress import ip_address

import pytest
from django.core.checks import run_checks
from hypothesis import given
from hypothesis import strategies as st

from accounts.client import client_address, parse_address, parse_networks

PROXIES = parse_networks(["10.0.0.0/8", "192.0.2.1", "fd00::/8"])
addresses = st.ip_addresses().map(str)
trusted = st.one_of(st.ip_addresses(network="10.0.0.0/8"), st.ip_addresses(network="fd00::/8")).map(str)
strangers = addresses.filter(lambda text: not any(parse_address(text) in network for network in PROXIES))


@pytest.mark.parametrize(
    ("remote", "forwarded", "expected"),
    [
        ("203.0.113.5", "", "203.0.113.5"),
        ("203.0.113.5", "198.51.100.9", "203.0.113.5"),  # no proxy of ours: it may say what it likes
        ("10.0.0.1", "198.51.100.9", "198.51.100.9"),
        ("10.0.0.1", "1.2.3.4, 198.51.100.9", "198.51.100.9"),  # the first is the client's own claim
        ("10.0.0.1", "198.51.100.9, 10.0.0.2", "198.51.100.9"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),  # the client is inside
        ("10.0.0.1", "198.51.100.9, rubbish", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("192.0.2.1", "198.51.100.9:4711", "198.51.100.9"),
        ("192.0.2.1", "[2001:db8::7]:4711", "2001:db8::7"),
        ("192.0.2.1", "2001:DB8:0::7", "2001:db8::7"),
        ("::ffff:10.0.0.1", "::ffff:198.51.100.9", "198.51.100.9"),
        ("fd00::1%eth0", "198.51.100.9", "198.51.100.9"),
        ("", "198.51.100.9", ""),
        ("unix", "198.51.100.9", ""),
    ],
)
def test_the_client_is_the_rightmost_hop_that_is_no_proxy_of_ours(remote, forwarded, expected):
    assert client_address(remote, forwarded, PROXIES) == expected


@given(strangers, st.text())
def test_a_stranger_cannot_claim_another_address(remote, header):
    assert client_address(remote, header, PROXIES) == str(parse_address(remote))


@given(st.text(), strangers, st.lists(trusted), trusted)
def test_what_a_client_puts_before_its_address_changes_nothing(claim, client, hops, remote):
    header = ", ".join([claim, client, *hops])

    assert client_address(remote, header, PROXIES) == str(parse_address(client))


@given(st.text(), st.text(), st.booleans())
def test_whatever_comes_in_an_address_or_nothing_comes_out(remote, header, trust):
    address = client_address(remote, header, parse_networks(["0.0.0.0/0", "::/0"]) if trust else ())

    assert address == "" or str(ip_address(address)) == address


def test_a_wrong_proxy_setting_is_named_at_start(settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/8", "proxy.example.com"]

    assert [error.id for error in run_checks()] == ["accounts.E002"]
