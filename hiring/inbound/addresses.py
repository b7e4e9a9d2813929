"""The address that replies to a message go to: it names the message, and nobody can make one up."""

from __future__ import annotations

import re
from base64 import b32decode, b32encode
from collections.abc import Iterable
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

SALT = "hiring.inbound.addresses"
KEY, SIGNATURE = 26, 16  # letters; lower case alone, since servers on the way may change it
LOCAL_MAX = 64 - KEY - SIGNATURE - 1  # RFC 5321, 4.5.3.1.1


def address_of(key: UUID) -> str:
    """Return the address that replies to a message go to; nothing where none is set up."""
    local, _at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    return f"{local}+{token_of(key)}@{domain}" if local else ""


def token_of(key: UUID) -> str:
    """Return what names a message in an address."""
    return _letters(key.bytes) + _signature(key, settings.SECRET_KEY)


def keys_in(addresses: Iterable[str]) -> list[UUID]:
    """Return the keys of the messages that addresses of ours name, each once; what somebody made up names none."""
    local, _at, domain = settings.INBOUND_ADDRESS.rpartition("@")
    if not local:
        return []
    ours = re.compile(
        rf"(?<![\w.+-]){re.escape(local)}\+([a-z2-7]{{{KEY}}})([a-z2-7]{{{SIGNATURE}}})@{re.escape(domain)}(?![\w.-])",
        re.IGNORECASE | re.ASCII,
    )
    found = []
    for address in addresses:
        for match in ours.finditer(address):
            key = _key(match[1])
            if key and any(constant_time_compare(match[2].lower(), _signature(key, one)) for one in _secrets()):
                found.append(key)
    return list(dict.fromkeys(found))


def message_id(key: UUID) -> str:
    """Return the Message-ID of a message, the same however often it is sent."""
    return f"<{key.hex}@{_host()}>"


def keys_of_ids(text: str) -> list[UUID]:
    """Return the keys of our messages that a text names by their Message-ID, in the order of the text."""
    ours = re.compile(rf"<([0-9a-f]{{32}})@{re.escape(_host())}>", re.IGNORECASE | re.ASCII)
    return list(dict.fromkeys(UUID(match[1]) for match in ours.finditer(text)))


def problem_with(address: str) -> str:
    """Say what is wrong with the address that is set up; nothing where all is well."""
    local, _at, _domain = address.rpartition("@")
    try:
        validate_email(address)
    except ValidationError:
        return _("It is no e-mail address.")
    if not address.isascii() or "+" in local or '"' in local:
        return _("Before the @ there are plain letters, digits, dots and hyphens only.")
    if len(local) > LOCAL_MAX:
        return _("Before the @ there is room for %(n)d letters.") % {"n": LOCAL_MAX}
    return ""


def _host() -> str:
    return urlsplit(settings.BASE_URL).hostname or "localhost"


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def _signature(key: UUID, secret: str) -> str:
    return _letters(salted_hmac(SALT, key.hex, secret=secret, algorithm="sha256").digest()[:10])


def _letters(data: bytes) -> str:
    return b32encode(data).decode().rstrip("=").lower()


def _key(letters: str) -> UUID | None:
    key = UUID(bytes=b32decode(letters.upper() + "=" * 6))
    return key if _letters(key.bytes) == letters.lower() else None  # other letters may stand for the same bytes
