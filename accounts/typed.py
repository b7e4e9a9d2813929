"""What addresses and forms name by a number."""

from __future__ import annotations

from django.urls.converters import IntConverter

DIGITS = 18  # of a number that every database keeps


class NumberConverter(IntConverter):
    """The number of a row in an address; one that no row can have is no address."""

    regex = f"[0-9]{{1,{DIGITS}}}"


def whole_number(text: str, *, digits: int = DIGITS) -> int | None:
    """Return the number that a text is in plain digits; None for anything else, and for one of more digits."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= digits else None
