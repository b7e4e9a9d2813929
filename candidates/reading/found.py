"""E-mail addresses, phone numbers and links in a CV's text: offered to a person, never taken over by themselves."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from ..links import tidy_link

MOST = 8
LOOKED_AT = 20_000  # characters: contact data stands on the first pages
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,4}[a-z]{2,24}(?![\w@])", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)?\(?\d[\d ().\u202f\u00a0/-]{6,20}\d(?![\w/-])")
LINK = re.compile(
    r"(?<![\w@.])(?:https?://[^\s<>\"'|()\[\]]{4,290}"
    r"|(?:www\.|(?:[a-z]{2,3}\.)?linkedin\.com/|github\.com/|gitlab\.com/)[^\s<>\"'|()\[\]]{2,280})",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:19|20)\d\d\D{1,5}(?:19|20)\d\d")


@dataclass(frozen=True)
class Found:
    """What a text has of each kind, in its order, each once."""

    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    links: tuple[str, ...] = ()


def find_contacts(text: str) -> Found:
    """Return the contact data that a text seems to have; a range of years is no phone number."""
    text = text[:LOOKED_AT]
    return Found(
        emails=_few(match.group().lower() for match in EMAIL.finditer(text)),
        phones=_few(phone for match in PHONE.finditer(text) if (phone := _phone(match.group()))),
        links=_few(link for match in LINK.finditer(text) if (link := _link(match.group()))),
    )


def _few(values) -> tuple[str, ...]:
    return tuple(list(dict.fromkeys(values))[:MOST])


def _phone(text: str) -> str:
    """Return a number as it is shown, empty where it is none: too few digits, too many, or years."""
    digits = re.sub(r"\D", "", text)
    if not 8 <= len(digits) <= 15 or YEARS.fullmatch(text.strip(" ().")):
        return ""
    international = text.startswith(("+", "00"))
    if not international and not digits.startswith("0") and len(digits) < 10:
        return ""  # a date, an amount
    return " ".join(re.sub(r"[^\d+()./-]", " ", text).split())


def _link(text: str) -> str:
    try:
        return tidy_link(text.rstrip(".,;:!?"))
    except ValidationError:
        return ""
