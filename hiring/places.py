"""Where an interview is, as somebody typed it: a room, a link to a call. Pure functions."""

from __future__ import annotations

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator

_is_web = URLValidator(schemes=["http", "https"])
_GAP = re.compile(r"(\s+)")


class Words(NamedTuple):
    """Some of the words; `url` where they are an address of the web, which may be followed."""

    text: str
    url: str = ""


def parts_of(place: str) -> list[Words]:
    """Return a place in parts that make it up again, each address of the web in a part of its own."""
    parts: list[Words] = []
    for text in filter(None, _GAP.split(place)):
        if _is_address(text):
            parts.append(Words(text, text))
        elif parts and not parts[-1].url:
            parts[-1] = Words(parts[-1].text + text)
        else:
            parts.append(Words(text))
    return parts


def _is_address(text: str) -> bool:
    if not text.lower().startswith(("http://", "https://")):
        return False
    try:
        _is_web(text)
    except ValidationError:
        return False
    return True
