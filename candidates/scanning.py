"""Looking for viruses with ClamAV, where there is one (`CLAMD_URL`)."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

SECONDS = 60


class ScannerUnavailable(Exception):
    """The scanner gave no answer; the file stays shut until it does."""


def has_scanner() -> bool:
    """Whether files are scanned here before anybody can open them."""
    return bool(settings.CLAMD_URL)


def is_infected(data: bytes) -> bool:
    """Return whether the scanner finds something in a file; raise ScannerUnavailable where it gives no answer."""
    try:
        answer = _scanner().instream(BytesIO(data))
        status, _virus = next(iter(answer.values()))
    except (ClamdError, OSError, StopIteration, ValueError) as error:
        raise ScannerUnavailable from error
    if status not in {"OK", "FOUND"}:
        raise ScannerUnavailable
    return status == "FOUND"


def _scanner() -> ClamdNetworkSocket | ClamdUnixSocket:
    """Return a client for an address like tcp://clamav:3310 or unix:///run/clamav/clamd.ctl."""
    url = urlsplit(settings.CLAMD_URL)
    if url.scheme == "unix":
        return ClamdUnixSocket(path=url.path, timeout=SECONDS)
    return ClamdNetworkSocket(host=url.hostname or "127.0.0.1", port=url.port or 3310, timeout=SECONDS)
