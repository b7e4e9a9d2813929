"""What a draft made of an ad will hold: every line of the ad goes into a field, or stays a line. Nothing is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ..choices import Contract, Currency, LineKind, Remote
from ..content import Content
from ..matching import MISSION
from ..places import Place, country_name
from .details import pay_of
from .gazetteer import fold
from .read import LINE_KINDS, Ad, ReadLine
from .sections import AdKind
from .words import flat

LINE_MAX = 600
TITLE_MAX = 140
SUMMARY_MAX = 600
NOTE_MAX = 140
MOST_PAY = 100_000_000
BREAK = re.compile(r"[.;:!?]\s|,\s|\s")
_FACTS = """location lieu place poste basé based in at à en de du the le la or ou and et contract contrat type where
    office bureau job work travail"""
_PAY = """salary salaire pay rémunération compensation range fourchette fixe from to à a et and entre between de we
    offer year per annum gross brut brute annuel annuels annuelle par an yearly base eur euros euro usd gbp chf
    cad k ke"""
# Words that a line may have beside its places, and by what was read of it, and still say nothing else.
FACT_WORDS = frozenset(map(fold, _FACTS.split()))
READ_WORDS = {
    value: frozenset(map(fold, words.split()))
    for value, words in {
        Remote.REMOTE: "fully full remote first télétravail",
        Remote.HYBRID: "hybrid hybride partly remote télétravail partiel friendly",
        Remote.ON_SITE: "on site onsite sur présentiel",
        Contract.PERMANENT: "permanent permanente cdi full time temps plein",
        Contract.FIXED_TERM: "cdd fixed term",
        Contract.FREELANCE: "freelance",
        Contract.FOUNDER: "",
        "": "",
    }.items()
}
PAY_WORDS = frozenset(map(fold, _PAY.split()))
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class PlannedLine:
    """A line of the draft; `source` is the key of its mission or skill, empty where it is a line of one's own."""

    kind: str
    text: str
    source: str = ""
    is_mission: bool = False


@dataclass(frozen=True)
class Plan:
    """A draft to be: the posting's fields, its lines, what is said of the company, and what became of the rest.

    `in_facts` are lines that fields say in full; `headings` words of the ad that stand in no line: its sections' names.
    """

    fields: dict[str, Any]
    lines: tuple[PlannedLine, ...]
    about_company: tuple[str, ...]
    in_facts: tuple[str, ...]
    headings: tuple[str, ...]

    @property
    def sourced(self) -> int:
        """How many lines have a source."""
        return sum(bool(line.source) for line in self.lines)


def plan_of(ad: Ad, content: Content) -> Plan:
    """Return the draft that an ad makes; `content` is what the ad says as a posting's content."""
    places = [place for place in content.places if place.locality]
    fields: dict[str, Any] = {
        "title": shortened(ad.title, TITLE_MAX),
        "places": [place.as_data() for place in places],
        "remote": content.remote,
        "contract": content.contract,
        "benefits": "\n".join(f"- {line.text}" for line in ad.of_kind(AdKind.BENEFITS)),
        "process": "\n".join(line.text for line in ad.of_kind(AdKind.PROCESS)),
        "contact_email": _email(content.contact_email),
    }
    others: list[str] = []
    in_facts: list[str] = []
    titles = ad.of_kind(AdKind.TITLE)
    others += [line.text for line in titles[1:]] + [line.text for line in titles[:1] if line.text != fields["title"]]
    _plan_pay(ad.of_kind(AdKind.PAY), content, fields, others, in_facts)
    lines = [
        planned for one in ad.lines if one.kind in LINE_KINDS for planned in _lines_of(one, content, places, in_facts)
    ]
    others += [line.text for line in ad.of_kind(AdKind.EQUAL)]
    lines += [PlannedLine(LineKind.OTHER, piece) for text in others for piece in pieces(text, LINE_MAX)]
    return Plan(
        fields=fields,
        lines=tuple(_once_each(lines)),
        about_company=tuple(line.text for line in ad.of_kind(AdKind.COMPANY)),
        in_facts=tuple(in_facts),
        headings=tuple(_between(ad)),
    )


def opening(texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the opening words that sentences about the company make, as many as fit, and those that are left."""
    taken = 0
    while taken < len(texts) and len(" ".join(texts[: taken + 1])) <= SUMMARY_MAX:
        taken += 1
    return " ".join(texts[:taken]), tuple(texts[taken:])


def pieces(text: str, most: int) -> Iterable[str]:
    """Cut a text that is too long for a line where a sentence, a clause or a word ends; together they are the text."""
    while len(text) > most:
        ends = [found.start() + 1 for found in BREAK.finditer(text, most // 2, most)]
        stops = [end for end in ends if text[end - 1] in ".;:!?"]
        end = (stops or ends or [most])[-1]
        yield text[:end].strip()
        text = text[end:].strip()
    if text:
        yield text


def shortened(text: str, most: int) -> str:
    return next(iter(pieces(text, most)), "")


def _lines_of(one: ReadLine, content: Content, places: list[Place], in_facts: list[str]) -> Iterable[PlannedLine]:
    if one.kind is AdKind.OTHER and not one.source and _says_only_facts(one.text, content, places):
        in_facts.append(one.text)
        return
    kind = LINE_KINDS[one.kind]
    is_mission = one.match is not None and one.match.kind == MISSION
    for number, piece in enumerate(pieces(one.text, LINE_MAX)):
        yield PlannedLine(kind, piece, (one.source or "") if number == 0 else "", is_mission)


def _once_each(lines: list[PlannedLine]) -> Iterable[PlannedLine]:
    """A mission or skill is one line's: the first that is about it; the others are lines of one's own."""
    seen: set[tuple[str, bool]] = set()
    for line in lines:
        key = (line.source, line.is_mission)
        if line.source and key in seen:
            yield PlannedLine(line.kind, line.text)
        else:
            seen.add(key)
            yield line


def _plan_pay(
    lines: list[ReadLine], content: Content, fields: dict[str, Any], others: list[str], in_facts: list[str]
) -> None:
    """The range into its fields; what else is said of pay into the note beside it, or a line where there is no room."""
    pay = content.pay
    usable = pay is not None and pay.currency in Currency.values and pay.max is not None and pay.max < MOST_PAY
    if usable:
        fields |= {
            "pay_min": pay.min,
            "pay_max": pay.max,
            "pay_currency": pay.currency,
            "pay_period": pay.period,
        }
    fields["pay_note"] = ""
    for line in lines:
        words = {fold(word) for word in WORD.findall(line.text)}
        if usable and pay_of(line.text) == pay and words <= PAY_WORDS:
            in_facts.append(line.text)
        elif not fields["pay_note"] and len(line.text) <= NOTE_MAX:
            fields["pay_note"] = line.text
        else:
            others.append(line.text)


def _says_only_facts(text: str, content: Content, places: list[Place]) -> bool:
    """Whether a short line says where and how the work is, and no more: "Lyon · hybrid · permanent"."""
    words = [fold(word) for word in WORD.findall(text)]
    if not words or len(words) > 12 or not (places or content.remote or content.contract):
        return False
    named = FACT_WORDS | READ_WORDS[content.remote] | READ_WORDS[content.contract]
    named |= {
        fold(word)
        for place in places
        for word in WORD.findall(f"{place.locality} {place.region} {place.country} {country_name(place.country)}")
    }
    return set(words) <= named


def _between(ad: Ad) -> Iterable[str]:
    """The words of the ad that stand in no line."""
    at = 0
    for line in ad.lines:
        yield from _told(ad.text[at : line.line.start])
        at = line.line.end
    yield from _told(ad.text[at:])


def _told(text: str) -> Iterable[str]:
    for row in text.split("\n"):
        words = row.strip(" #*-–—=_•\t")
        if any(char.isalnum() for char in words):
            yield words


def _email(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError:
        return ""
    return address if len(flat(address)) <= 254 else ""
