"""What becomes of the rows of an import: new, known, twice, erased or to be mended. Reads, never writes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User

from .erasures import erased_among
from .exchange import Parsed, Person, person_from_cells, person_from_resume
from .models import Candidate, ImportRow, ImportRun

Fate = ImportRow.Fate
Identity = tuple[str, ...]


@dataclass
class Verdict:
    """What becomes of one row, and of whom it speaks."""

    row: ImportRow
    parsed: Parsed
    fate: str = Fate.NEW
    candidate: Candidate | None = None
    blanks: tuple[str, ...] = ()


def parse(run: ImportRun, row: ImportRow) -> Parsed:
    """Return the person of a row, or what is wrong with it."""
    raw = json.loads(row.raw)
    return person_from_resume(raw) if run.format == ImportRun.Format.JSON else person_from_cells(raw, run.mapping)


def identity_of(person: Person) -> Identity:
    """Return what tells a person from the others of a file: the e-mail, else the name with phone and links."""
    return (person.email,) if person.email else (person.name.casefold(), digits(person.phone), *sorted(person.links))


def digits(phone: str) -> str:
    return "".join(c for c in phone if c.isdigit())


def judge(run: ImportRun, rows: Iterable[ImportRow], *, by: User, seen: set[Identity]) -> list[Verdict]:
    """Return what becomes of rows, in a number of queries that doesn't grow with them.

    `seen` are the people of the rows before; those of these rows are added to it.
    """
    verdicts = [Verdict(row, parse(run, row)) for row in rows]
    people = [verdict.parsed.person for verdict in verdicts if verdict.parsed.person]
    erased = erased_among(person.email for person in people if person.email)
    known = _Known(people, by)
    for verdict in verdicts:
        person = verdict.parsed.person
        if person is None:
            verdict.fate = Fate.REFUSED
        elif identity_of(person) in seen:
            verdict.fate = Fate.TWICE
        else:
            seen.add(identity_of(person))
            _compare(verdict, person, known, erased)
    return verdicts


def _compare(verdict: Verdict, person: Person, known: _Known, erased: set[str]) -> None:
    verdict.candidate = known.find(person)
    if verdict.candidate:
        verdict.blanks = blanks_of(verdict.candidate, person) if known.may_change(verdict.candidate) else ()
        verdict.fate = Fate.FILLS if verdict.blanks else Fate.KNOWN
    elif person.email in erased:
        verdict.fate = Fate.ERASED


def blanks_of(candidate: Candidate, person: Person) -> tuple[str, ...]:
    """Return which fields of a candidate a person would fill; nothing that is there is ever overwritten."""
    filled = []
    if person.phone and not candidate.phone:
        filled.append("phone")
    if person.links and not candidate.links:
        filled.append("links")
    tags = {tag.name.casefold() for tag in candidate.tags.all()}
    if any(name.casefold() not in tags for name in person.tags):
        filled.append("tags")
    if person.resume and with_blanks_filled(candidate.resume_content, person.resume) != candidate.resume_content:
        filled.append("resume")
    return tuple(filled)


def with_blanks_filled(kept: dict, more: dict) -> dict:
    """Return a resume with those sections of another one that it lacks, and those of its basics."""
    filled = {**more, **kept}
    if "basics" in more:
        filled["basics"] = {**more["basics"], **kept.get("basics", {})}
    return filled


class _Known:
    """The candidates whom some people may be."""

    def __init__(self, people: Iterable[Person], by: User) -> None:
        people = list(people)
        kept = Candidate.objects.filter(erased_at=None).select_related("resume", "merged_into__resume")
        kept = kept.prefetch_related("tags", "merged_into__tags")
        emails = {person.email for person in people if person.email}
        names = {person.name for person in people if not person.email}
        self._by_email = {one.email: one.merged_into or one for one in kept.filter(email__in=emails)}
        self._by_name: dict[str, list[Candidate]] = {}
        for candidate in kept.filter(name__in=names, merged_into=None).order_by("pk") if names else ():
            self._by_name.setdefault(candidate.name, []).append(candidate)
        found = [*self._by_email.values(), *(one for several in self._by_name.values() for one in several)]
        mine = Candidate.objects.editable_by(by).filter(pk__in=[candidate.pk for candidate in found])
        self._mine = set(mine.values_list("pk", flat=True))

    def find(self, person: Person) -> Candidate | None:
        """Return the candidate who a person is: by the e-mail, else by the name with the phone or a link."""
        if person.email:
            return self._by_email.get(person.email)
        number, links = digits(person.phone), set(person.links)
        for candidate in self._by_name.get(person.name, ()):
            if (number and digits(candidate.phone) == number) or links & set(candidate.link_list):
                return candidate
        return None

    def may_change(self, candidate: Candidate) -> bool:
        return candidate.pk in self._mine
