"""The sections of JSON Resume 1.0.0 that are kept of a person, cleaned against the standard's own table.

Contact data and links are the candidate's own fields; here is the rest. A photo (`basics.image`) is never kept.
"""

from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import gettext as _

from .person import Collector, clean_line, clean_text

MAX_RESUME = 30_000  # characters as JSON: it must fit into one cell of a spreadsheet, which takes 32,767
MAX_ENTRIES = 100  # in one section, and in one list of an entry
MAX_DEPTH_SHOWN = 60

LINE, TEXT, DATE, LIST = "line", "text", "date", "list"
# The standard's own pattern: a year, a month or a day.
IS_DATE = re.compile(r"[12]\d{3}(-[01]\d(-[0-3]\d)?)?")

LOCATION = ("address", "postalCode", "city", "countryCode", "region")
BASICS = {"label": LINE, "url": LINE, "summary": TEXT}
PROFILE = {"network": LINE, "username": LINE, "url": LINE}
SECTIONS: dict[str, dict[str, str]] = {
    "work": {
        "name": LINE,
        "position": LINE,
        "location": LINE,
        "description": TEXT,
        "url": LINE,
        "startDate": DATE,
        "endDate": DATE,
        "summary": TEXT,
        "highlights": LIST,
    },
    "volunteer": {
        "organization": LINE,
        "position": LINE,
        "url": LINE,
        "startDate": DATE,
        "endDate": DATE,
        "summary": TEXT,
        "highlights": LIST,
    },
    "education": {
        "institution": LINE,
        "url": LINE,
        "area": LINE,
        "studyType": LINE,
        "startDate": DATE,
        "endDate": DATE,
        "score": LINE,
        "courses": LIST,
    },
    "awards": {"title": LINE, "date": DATE, "awarder": LINE, "summary": TEXT},
    "certificates": {"name": LINE, "date": DATE, "url": LINE, "issuer": LINE},
    "publications": {"name": LINE, "publisher": LINE, "releaseDate": DATE, "url": LINE, "summary": TEXT},
    "skills": {"name": LINE, "level": LINE, "keywords": LIST},
    "languages": {"language": LINE, "fluency": LINE},
    "interests": {"name": LINE, "keywords": LIST},
    "references": {"name": LINE, "reference": TEXT},
    "projects": {
        "name": LINE,
        "description": TEXT,
        "highlights": LIST,
        "keywords": LIST,
        "startDate": DATE,
        "endDate": DATE,
        "url": LINE,
        "roles": LIST,
        "entity": LINE,
        "type": LINE,
    },
}
KNOWN = ("basics", *SECTIONS)


def clean_resume(raw: dict[str, Any], to: Collector) -> dict[str, Any]:
    """Return what is known of a resume, empty parts left out; problems and unknown keys are told by their paths."""
    basics = raw.get("basics")
    found = {"basics": _basics(basics, to)} if basics is not None else {}
    for key in sorted(raw.keys() - set(KNOWN)):
        if key not in {"$schema", "meta"}:  # about the file, not the person
            to.ignored.append(_path(key))
    for name, table in SECTIONS.items():
        found[name] = _entries(raw.get(name), table, name, to)
    found = {name: value for name, value in found.items() if value}
    if len(as_text(found)) > MAX_RESUME:
        to.refuse("resume", _("Too long: %(max)d characters at most.") % {"max": MAX_RESUME})
    return found


def as_text(resume: dict[str, Any]) -> str:
    """Return a resume as JSON on one line, the same for the same resume."""
    return json.dumps(resume, ensure_ascii=False, sort_keys=True) if resume else ""


def _basics(raw: object, to: Collector) -> dict[str, Any]:
    if not isinstance(raw, dict):
        to.refuse("basics", _("This is not a group of fields."))
        return {}
    found = _fields(raw, BASICS, "basics", to, more={"name", "email", "phone", "location", "profiles"})
    location = raw.get("location")
    if isinstance(location, str):  # as many write it
        found["location"] = {"city": clean_line(location)} if clean_line(location) else {}
    elif isinstance(location, dict):
        found["location"] = _fields(location, dict.fromkeys(LOCATION, LINE), "basics.location", to)
    elif location is not None:
        to.refuse("basics.location", _("This is not a group of fields."))
    found["profiles"] = _entries(raw.get("profiles"), PROFILE, "basics.profiles", to)
    return {name: value for name, value in found.items() if value}


def _entries(raw: object, table: dict[str, str], path: str, to: Collector) -> list[dict[str, Any]]:
    if raw is None:
        return []
    if not isinstance(raw, list):
        to.refuse(path, _("This is not a list."))
        return []
    if len(raw) > MAX_ENTRIES:
        to.refuse(path, _("Too many: %(max)d at most.") % {"max": MAX_ENTRIES})
        return []
    found = []
    for number, entry in enumerate(raw):
        if isinstance(entry, dict):
            found.append(_fields(entry, table, f"{path}[{number}]", to))
        elif entry is not None:
            to.refuse(f"{path}[{number}]", _("This is not a group of fields."))
    return [entry for entry in found if entry]


def _fields(
    raw: dict[str, Any],
    table: dict[str, str],
    path: str,
    to: Collector,
    *,
    more: set[str] | frozenset[str] = frozenset(),
) -> dict[str, Any]:
    to.ignored.extend(_path(f"{path}.{key}") for key in sorted(raw.keys() - set(table) - more))
    found = {name: _value(raw.get(name), kind, f"{path}.{name}", to) for name, kind in table.items()}
    return {name: value for name, value in found.items() if value}


def _value(raw: object, kind: str, path: str, to: Collector) -> str | list[str]:
    if kind == LIST:
        if raw is None:
            return []
        if not isinstance(raw, list) or len(raw) > MAX_ENTRIES:
            to.refuse(path, _("This is not a list, or too long a one."))
            return []
        return [text for item in raw if (text := _text(item, path, to, clean_line))]
    text = _text(raw, path, to, clean_text if kind == TEXT else clean_line)
    if kind == DATE and text and not IS_DATE.fullmatch(text):
        to.refuse(path, _("“%(value)s” is not a date like 2021, 2021-05 or 2021-05-31.") % {"value": text[:40]})
    return text


def _text(raw: object, path: str, to: Collector, clean) -> str:
    if raw is None:
        return ""
    if isinstance(raw, str):
        return clean(raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    to.refuse(path, _("This is not text."))
    return ""


def _path(path: str) -> str:
    return clean_line(path)[:MAX_DEPTH_SHOWN]
