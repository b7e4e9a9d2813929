"""A resume as a plain list to read: sections, entries, lines."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _

TITLES = {
    "work": _("Work"),
    "volunteer": _("Volunteering"),
    "education": _("Education"),
    "projects": _("Projects"),
    "skills": _("Skills"),
    "languages": _("Languages"),
    "certificates": _("Certificates"),
    "awards": _("Awards"),
    "publications": _("Publications"),
    "interests": _("Interests"),
    "references": _("References"),
}
HEADS = ("position", "studyType", "area", "title", "name", "organization", "institution", "language", "entity")
BESIDE = ("issuer", "awarder", "publisher", "fluency", "level", "location", "score", "type")
BELOW = ("description", "summary", "reference", "url")
LISTS = ("highlights", "courses", "keywords", "roles")


class Entry(NamedTuple):
    """One entry of a section: what it is, when, and more of it."""

    head: str
    dates: str
    texts: list[str]
    items: list[str]


class Section(NamedTuple):
    title: str
    entries: list[Entry]


def sections_of(content: dict[str, Any]) -> list[Section]:
    """Return the sections of a resume that have something in them, in the order that people read them."""
    return [
        Section(title, [_entry(one) for one in content[name]]) for name, title in TITLES.items() if content.get(name)
    ]


def place_of(content: dict[str, Any]) -> str:
    """Return where a person lives, on one line."""
    place = content.get("basics", {}).get("location", {})
    keys = ("address", "postalCode", "city", "region", "countryCode")
    return ", ".join(place[key] for key in keys if place.get(key))


def _entry(raw: dict[str, Any]) -> Entry:
    head = ", ".join(raw[key] for key in HEADS if raw.get(key))
    beside = " · ".join(raw[key] for key in BESIDE if raw.get(key))
    dates = " – ".join(filter(None, (raw.get("startDate"), raw.get("endDate"))))
    return Entry(
        head=" · ".join(filter(None, (head, beside))),
        dates=dates or raw.get("date", "") or raw.get("releaseDate", ""),
        texts=[raw[key] for key in BELOW if raw.get(key)],
        items=[item for key in LISTS for item in raw.get(key, [])],
    )
