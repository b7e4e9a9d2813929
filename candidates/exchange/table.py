"""A person as a row of a table, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.spreadsheets import unescape

from .headings import SEVERAL
from .person import Collector, Parsed, Person, clean_line, clean_text, person_of
from .resume import as_text, clean_resume

# What a column may be about. The headings of what we write are in English whatever the language: they are read again.
HEADINGS = {
    "name": "Name",
    "email": "E-mail",
    "phone": "Phone",
    "links": "Links",
    "tags": "Tags",
    "source": "Source",
    "source_note": "Source note",
    "headline": "Headline",
    "summary": "Summary",
    "address": "Address",
    "postal_code": "Postal code",
    "city": "City",
    "region": "Region",
    "country": "Country",
    "resume": "Resume (JSON)",
}
COLUMNS = tuple(HEADINGS)
CHOICES = {
    "name": gettext_lazy("Name"),
    "first_name": gettext_lazy("First name"),
    "last_name": gettext_lazy("Last name"),
    "email": gettext_lazy("E-mail"),
    "phone": gettext_lazy("Phone"),
    "links": gettext_lazy("Links"),
    "tags": gettext_lazy("Tags"),
    "source": gettext_lazy("Source"),
    "source_note": gettext_lazy("Source note"),
    "headline": gettext_lazy("Headline"),
    "summary": gettext_lazy("Summary"),
    "address": gettext_lazy("Address"),
    "postal_code": gettext_lazy("Postal code"),
    "city": gettext_lazy("City"),
    "region": gettext_lazy("Region"),
    "country": gettext_lazy("Country"),
    "resume": gettext_lazy("Resume (JSON)"),
}
PLACE = {
    "address": "address",
    "postal_code": "postalCode",
    "city": "city",
    "region": "region",
    "country": "countryCode",
}


def cells_of(person: Person) -> list[str]:
    """Return a person's cells in the order of COLUMNS, not escaped."""
    basics = person.resume.get("basics", {})
    rest = {name: value for name, value in person.resume.items() if name != "basics"}
    if more := {name: basics[name] for name in ("url", "profiles") if name in basics}:
        rest["basics"] = more
    values = {
        "name": person.name,
        "email": person.email,
        "phone": person.phone,
        "links": _joined(person.links),
        "tags": _joined(person.tags),
        "source": person.source,
        "source_note": person.source_note,
        "headline": basics.get("label", ""),
        "summary": basics.get("summary", ""),
        "resume": as_text(rest),
    }
    values |= {name: basics.get("location", {}).get(key, "") for name, key in PLACE.items()}
    return [values[column] for column in COLUMNS]


def person_from_cells(cells: Sequence[str], mapping: Sequence[str]) -> Parsed:
    """Return the person of a row whose columns are about the fields of `mapping` (empty: about nothing known)."""
    to = Collector()
    if any(cell.strip() for cell in cells[len(mapping) :]):
        to.refuse("", _("This row has more cells than there are headings."))
    values: dict[str, Any] = {"links": [], "tags": []}
    for field, cell in zip(mapping, cells, strict=False):
        text = clean_text(unescape(cell.strip(" ")))
        if field in SEVERAL:
            values[field] += _split(field, cell)
        elif field:
            values[field] = text
    if not values.get("name"):
        values["name"] = " ".join(filter(None, (values.get("first_name"), values.get("last_name"))))
    return to.parsed(person_of(values, _resume(values, to), to))


def _joined(values: Sequence[str]) -> str:
    """Return several values as one cell, one a line; one alone that has a comma ends its line, to be told from two."""
    return "\n".join(values) + ("\n" if len(values) == 1 and re.search("[,;|]", values[0]) else "")


def _split(field: str, cell: str) -> list[str]:
    """Return the values of a cell: one a line, or in the way of other programs, with commas and the like between."""
    lines = clean_text(unescape(cell)).split("\n")
    if "\n" in cell.replace("\r", "\n"):
        return lines
    if field == "tags":
        return re.split("[,;|]", lines[0])
    values = re.split(r"[,;|]?\s+|[,;|](?=https?://)", lines[0])
    return [part for value in values for part in ([value] if "://" in value else re.split("[,;|]", value))]


def _resume(values: dict[str, Any], to: Collector) -> dict[str, Any]:
    raw: dict[str, Any] = {}
    if text := values.get("resume"):
        try:
            raw = json.loads(text)
        except (ValueError, RecursionError):
            to.refuse("resume", _("This is not JSON: it can’t be read."))
            raw = {}
    if not isinstance(raw, dict) or not isinstance(raw.get("basics", {}), dict):
        to.refuse("resume", _("This is not a group of fields."))
        raw = {}
    basics = dict(raw.get("basics", {}))
    place = {key: clean_line(values[name]) for name, key in PLACE.items() if values.get(name)}
    if place:
        basics["location"] = place
    for name, key in (("headline", "label"), ("summary", "summary")):
        if values.get(name):
            basics[key] = values[name]
    return clean_resume(raw | ({"basics": basics} if basics else {}), to)
