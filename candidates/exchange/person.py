"""One person as a file says them, cleaned and checked field by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.addresses import validate_address

from ..links import LINKS_MAX, tidy_link

NAME_MAX, EMAIL_MAX, PHONE_MAX, NOTE_MAX, TAG_MAX, TAGS_MAX = 160, 254, 40, 200, 40, 20
PHONE = re.compile(r"[\d\s+()./x-]+")
UNKEPT = {"Cc", "Cs"}
NONCHARACTERS = {"\ufffe", "\uffff"}  # no XML may hold these


class Problem(NamedTuple):
    """What is wrong with one field of a row; `field` is empty where it is the row."""

    field: str
    text: str


@dataclass(frozen=True)
class Person:
    """What files and the database both know of a person; `resume` holds the rest in the words of JSON Resume."""

    name: str
    email: str
    phone: str = ""
    links: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""
    source_note: str = ""
    resume: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Parsed:
    """What came of one row: a person, or what is wrong; and what of it nobody here knows."""

    person: Person | None
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()


class Collector:
    """Gathers the problems of one row, so that all of them are told at once."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.ignored: list[str] = []

    def refuse(self, field: str, text: str) -> None:
        self.problems.append(Problem(field, text))

    def parsed(self, person: Person) -> Parsed:
        return Parsed(None if self.problems else person, tuple(self.problems), tuple(self.ignored))


def clean_text(text: str) -> str:
    """Return a text of several lines as it is kept: without control characters, with one kind of line end."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in text if c in "\n\t" or (unicodedata.category(c) not in UNKEPT and c not in NONCHARACTERS))
    return "".join(kept).strip()


def clean_line(text: str) -> str:
    """Return a text of one line, each gap in it one space."""
    return " ".join(clean_text(text).split())


def bounded(value: str, limit: int, name: str, to: Collector) -> str:
    """Return a value that is short enough; say so where it isn't."""
    if len(value) > limit:
        to.refuse(name, _("Too long: %(max)d characters at most.") % {"max": limit})
    return value


def person_of(values: dict[str, Any], resume: dict[str, Any], to: Collector) -> Person:
    """Return a person of raw values by field (texts; lists for links and tags), saying what is wrong with them."""
    name = bounded(clean_line(values.get("name", "")), NAME_MAX, "name", to)
    if not name:
        to.refuse("name", _("The name is missing."))
    person = Person(
        name=name,
        email=_email(values.get("email", ""), to),
        phone=_phone(values.get("phone", ""), to),
        links=_links(values.get("links", ()), to),
        tags=_tags(values.get("tags", ()), to),
        source=clean_line(values.get("source", "")),
        source_note=bounded(clean_line(values.get("source_note", "")), NOTE_MAX, "source_note", to),
        resume=resume,
    )
    if not (person.email or person.phone or person.links):
        to.refuse("email", _("Give an e-mail address, a phone number or a link."))
    return person


def _email(raw: str, to: Collector) -> str:
    email = clean_line(raw).removeprefix("mailto:").strip().lower()
    try:
        if email:
            validate_address(email)
    except ValidationError:
        to.refuse("email", _("“%(value)s” is not an e-mail address.") % {"value": email[:60]})
    return bounded(email, EMAIL_MAX, "email", to)


def _phone(raw: str, to: Collector) -> str:
    phone = clean_line(raw).removeprefix("tel:").strip()
    if phone and (not PHONE.fullmatch(phone) or sum(c.isdigit() for c in phone) < 6):
        to.refuse("phone", _("“%(value)s” is not a phone number.") % {"value": phone[:40]})
    return bounded(phone, PHONE_MAX, "phone", to)


def _links(raw: Iterable[str], to: Collector) -> tuple[str, ...]:
    links: dict[str, None] = {}
    for line in map(clean_line, raw):
        try:
            if line:
                links[tidy_link(line)] = None
        except ValidationError as error:
            to.refuse("links", error.messages[0])
    if len(links) > LINKS_MAX:
        to.refuse("links", _("Give %(max)d links at most.") % {"max": LINKS_MAX})
    return tuple(links)


def _tags(raw: Iterable[str], to: Collector) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for tag in map(clean_line, raw):
        if tag:
            tags.setdefault(tag.casefold(), bounded(tag, TAG_MAX, "tags", to))
    if len(tags) > TAGS_MAX:
        to.refuse("tags", _("Give %(max)d tags at most.") % {"max": TAGS_MAX})
    return tuple(tags.values())
