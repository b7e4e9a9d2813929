"""Colleagues named in a note: “@ada.martin” or “@ada@example.com”. Pure functions over names and addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Protocol, TypeVar

MENTION = re.compile(r"(?<![\w.@+-])@([\w+-]+(?:\.[\w+-]+)*(?:@[\w-]+(?:\.[\w-]+)+)?)")


class Named(Protocol):
    name: str
    email: str


Person = TypeVar("Person", bound=Named)


def handle_of(person: Named) -> str:
    """Return what somebody is named by: the name in small letters with dots; without one the address."""
    plain = unicodedata.normalize("NFKD", person.name.lower())
    words = re.findall(r"[^\W_]+", "".join(letter for letter in plain if not unicodedata.combining(letter)))
    return ".".join(words) or person.email.lower()


def mentioned_in(text: str, people: Iterable[Person]) -> list[Person]:
    """Return whom a text names, out of some people, in their order; two of one name are both meant."""
    typed = {match.group(1).lower() for match in MENTION.finditer(text)}
    return [person for person in people if typed & {handle_of(person), person.email.lower()}]


def unknown_in(text: str, people: Iterable[Named]) -> list[str]:
    """Return what a text names that is none of some people, as it was typed, each once."""
    known = {words for person in people for words in (handle_of(person), person.email.lower())}
    typed = {match.group(1).lower(): match.group(1) for match in MENTION.finditer(text)}
    return [words for handle, words in typed.items() if handle not in known]


def without_mentions(text: str) -> str:
    """Return a text that names no colleague: each mention is an “@…”."""
    return MENTION.sub("@…", text)
