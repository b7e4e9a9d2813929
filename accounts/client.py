"""Where a request comes from: the client's address, and the keyed hash of it that the audit trail keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.utils.crypto import salted_hmac

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_current: ContextVar[str] = ContextVar("client_address", default="")


def current_address() -> str:
    """Return the address of the client being served; empty outside a request."""
    return _current.get()


def set_current_address(address: str):
    """Set the address for this context; returns the token that `reset_current_address` wants."""
    return _current.set(address)


def reset_current_address(token) -> None:
    _current.reset(token)


def parse_networks(names: Iterable[str]) -> tuple[Network, ...]:
    """Read addresses and CIDR ranges; a wrong one is a ValueError that names it."""
    return tuple(ip_network(name.strip(), strict=False) for name in names if name.strip())


def parse_address(text: str) -> Address | None:
    """Read one hop as proxies write them (with or without a port, brackets or a zone); None for anything else."""
    text = text.strip()
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text.partition("%")[0])
    except ValueError:
        return None
    # One client is one address, whether the socket is dual-stack or not.
    return getattr(address, "ipv4_mapped", None) or address


def client_address(remote: str, forwarded_for: str, trusted: Sequence[Network]) -> str:
    """Return the rightmost hop that is no proxy of ours; empty where the server knows none.

    Whatever stands left of that hop was written by somebody whom nobody here vouches for. A hop that
    is no address ends the walk: what reported it is the last thing known for sure.
    """
    client = parse_address(remote)
    if client is None:
        return ""
    for hop in reversed(forwarded_for.split(",")):
        if not _is_trusted(client, trusted):
            break
        address = parse_address(hop)
        if address is None:
            break
        client = address
    return str(client)


def _is_trusted(address: Address, trusted: Sequence[Network]) -> bool:
    return any(address in network for network in trusted)


def hash_address(address: str) -> str:
    """Return the keyed hash of an address: tells two clients apart, and no more, to whoever lacks the key."""
    if not address:
        return ""
    return salted_hmac("accounts.client", address, algorithm="sha256").hexdigest()
