"""JSON Resume (jsonresume.org, schema 1.0.0): read into people, and written from them.

The standard knows no tags, source or note; `x-rolecraft` holds them, which the standard leaves free.
"""

from __future__ import annotations

import json
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ..links import tidy_link
from .person import Collector, Parsed, Person, clean_line, person_of
from .reading import MAX_BYTES, MAX_ROWS, Unreadable, decode
from .resume import clean_resume

SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
OURS = "x-rolecraft"


def read_resumes(data: bytes) -> list[object]:
    """Return the resumes of a file: one object, or a list of them; raise Unreadable."""
    if len(data) > MAX_BYTES:
        raise Unreadable(_("The file is too large: 5 MB at most."))
    try:
        found = json.loads(decode(data)[0])
    except (ValueError, RecursionError):
        raise Unreadable(_("This is not JSON: it can’t be read.")) from None
    resumes = found if isinstance(found, list) else [found]
    if not resumes:
        raise Unreadable(_("The file is empty."))
    if len(resumes) > MAX_ROWS:
        raise Unreadable(_("The file has too many people: %(max)d at most.") % {"max": MAX_ROWS})
    return resumes


def person_from_resume(raw: object) -> Parsed:
    """Return the person of one resume, or what is wrong with it by the standard's own paths."""
    to = Collector()
    basics = raw.get("basics") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(basics, dict):
        to.refuse("basics", _("There is no “basics”: this is no JSON Resume."))
        return Parsed(None, tuple(to.problems))
    ours = raw.get(OURS) if isinstance(raw.get(OURS), dict) else {}
    resume = clean_resume({name: value for name, value in raw.items() if name != OURS}, to)
    values = {name: _text(basics.get(name)) for name in ("name", "email", "phone")}
    values |= {"links": _take_links(resume), "tags": [_text(tag) for tag in _list(ours.get("tags"))]}
    values |= {name: _text(ours.get(name)) for name in ("source", "source_note")}
    return to.parsed(person_of(values, resume, to))


def _take_links(resume: dict[str, Any]) -> list[str]:
    """Return the links of a resume, in their order; a profile of which no more is known leaves the resume."""
    basics = resume.get("basics", {})
    profiles = basics.get("profiles", [])
    for part in (basics, *profiles):
        if part.get("url"):
            part["url"] = _tidy(part["url"])
    listed = [profile["url"] for profile in profiles if profile.get("url")]
    url = basics.get("url", "")
    links = listed if url in listed or not url else [url, *listed]
    told = [profile for profile in profiles if profile.keys() != {"url"}]
    basics.pop("profiles", None)
    if told:
        basics["profiles"] = told
    if "basics" in resume and not basics:
        del resume["basics"]
    return links


def resume_of(person: Person) -> dict[str, Any]:
    """Return a person as a JSON Resume; reading it again gives the same person.

    A link is a profile, with network and user name where they are known; those of a link that was taken away
    since are left out.
    """
    kept = person.resume.get("basics", {})
    url = kept.get("url", "")
    known = {profile["url"]: profile for profile in kept.get("profiles", []) if profile.get("url")}
    profiles = [profile for profile in kept.get("profiles", []) if not profile.get("url")]
    links = list(person.links)
    if url and links[:1] == [url] and url not in known:
        links = links[1:]
    profiles += [known.get(link, {"url": link}) for link in links]
    basics: dict[str, Any] = {"name": person.name, "email": person.email, "phone": person.phone, **kept}
    basics["profiles"] = profiles
    if url not in person.links:
        basics.pop("url", None)
    ours = {"tags": list(person.tags), "source": person.source, "source_note": person.source_note}
    ours = {name: value for name, value in ours.items() if value}
    sections = {name: value for name, value in person.resume.items() if name != "basics"}
    basics = {name: value for name, value in basics.items() if value}
    return {"$schema": SCHEMA, "basics": basics, **sections, **({OURS: ours} if ours else {})}


def _tidy(url: str) -> str:
    """Return a link with its scheme; one that is wrong as it is, for the check of links to tell."""
    try:
        return tidy_link(url)
    except ValidationError:
        return url


def _text(value: object) -> str:
    return clean_line(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []
