"""Where the work is, as an ad says it: its towns with their state and country, or a country alone.

An ad names places for many reasons (customers, other offices, a school), so a name counts only where something says
that it is the place of work. The clearest kind of saying that an ad has is the one that is read; the others are not.
"""

# ruff: noqa: E501 -- a pattern reads best on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..places import MAX_PLACES, Place
from .gazetteer import Area, City, area_of_code, areas, cities, city_of, fold, region_name
from .words import flat

LONGEST_NAME = 5  # words
MAX_HEADER_LINES = 6  # of the ad's first lines, and how long such a line may be
MAX_HEADER = 120
MAX_LABELLED = 200
MAX_NAME = 60
BIG_CITY = 400  # thousand people: "New York" alone is the city, "Ontario" the province

LABEL_WORDS = (
    r"(?:(?:job|work|office|main|primary|position) )?(?:locations?|places?(?: of work)?|where|based(?: in)?|offices?|city|town|country"
    r"|lieux?(?: de travail| du poste)?|localisation|localite|ville|site|ou|pays|region|bureaux?|adresse)(?: ?\([^()]{0,20}\))?"
)
LABEL = re.compile(rf"(?:[^a-z\n]{{0,8}}{LABEL_WORDS} ?(?:[:|]|\?|\s[-]\s)|\s*\N{{ROUND PUSHPIN}})\s*(?=\S)")
LABEL_ALONE = re.compile(rf"[^a-z\n]{{0,8}}{LABEL_WORDS}[ :?*_#]*")
FACTS = re.compile(
    r"\b(?:remote|hybrid|on[- ]?site|hybride|teletravail|presentiel|cdi|cdd|freelance|permanent|full[- ]time|temps plein)\b"
)
NO_TOWN = re.compile(FACTS.pattern + r"|\b(?:anywhere|worldwide|europe|office|bureau)\b")

WORK = re.compile(
    r"\b(?:"
    r"(?:role|position|job|poste|opportunity|mission|you|you'll|vous|tu)\b[^.;]{0,40}?\b(?:based|located|basee?(?:\(e\))?|situee?(?:\(e\))?|localisee?) (?:in|at|out of|a|en|sur)"
    r"|(?:working|work|on[- ]?site|hybrid|in[- ]person|relocat(?:e|ing|ion)|come(?: in)? to|join us|travail\w{0,6}|sur site|presentiel|hybride)(?: (?!with\b|for\b|avec\b|pour\b|on\b|across\b|teams?\b|customers?\b|clients?\b)[\w,-]{1,14}){0,3}? (?:in|from|at|to|a|au|dans|depuis)"
    r"|(?:offices?|bureaux?|locaux|headquarters|hq)(?: (?:is|are|sont|est))?(?: (?:based|located|situe\w{0,2}|base\w{0,2}))? (?:in|a|au|de)"
    r"|poste a(?: pourvoir a)?|a pourvoir a|rattachee? au site de"
    r") (?:(?:our|the|nos|notre|central|downtown|greater|le centre de) ){0,2}"
)
AT_OFFICE = re.compile(r"\b(?:in|at|from|to|a|dans|de) (?:our|the|nos|notre) ")
OFFICE = re.compile(r"[ -](?:offices?|hq|headquarters|studio|hub)\b")
COMPANY = re.compile(
    r"\b(?:"
    r"(?:based|headquartered|located|basee?s?|situee?s?|implantee?s?|installee?s?|siege(?: social)?(?: est)?|founded|fondee?|nee?)(?: \w{1,12})? (?:in|at|out of|a|en)"
    r"|(?:company|start-?up|scale-?up|agency|team|firm|group|entreprise|societe|pme|equipe|groupe|agence|cabinet|editeur)(?: [\w-]{1,14}){0,4}? (?:in|from|a|de)"
    r") (?:(?:the|central|downtown) )?"
)
BASED = re.compile(r"(?<![\w-])((?:[^\W\d_a-z][\w.'’]{0,20}[ -]){0,2}[^\W\d_a-z][\w.'’]{0,20})[-‑]based\b")

WORD = re.compile(r"[^\W_]+(?:[.'’‑-][^\W_]+)*\.?")
DISTRICT = re.compile(
    r"(?: |, )?\(?\b\d{1,5}(?: ?(?:er|e|è|ème|eme|ième|th|st|nd|rd))?\b\)?(?: arr\w*\.?)?", re.IGNORECASE
)
QUALIFIER = re.compile(r"\s*[,(–—/|·•-]?\s*")
COUNTY = re.compile(r",\s*(?!\s)[^\W\d_][^,\n()/|]{1,40},\s*(?=[^\W\d_])")  # between town and country
COMMA = re.compile(r",\s*|\s*\(\s*")
BETWEEN = re.compile(
    r"\)?\s*(?:[,/|;&·•+]|\bor\b|\band\b|\bou\b|\bet\b|[-–—])\s*(?:(?:or|and|ou|et|in|à)\s+)?", re.IGNORECASE
)
BEFORE = re.compile(r"(?:^|[-–—|·•,/():;@>#*+&]|\b(?:in|at|or|and|à|a|en|ou|et))\s*$", re.IGNORECASE)
AFTER = re.compile(
    r"\s*(?:$|[-–—|·•,/();&+.]|\b(?:or|and|ou|et|remote|hybrid|hybride|office|area|region|cdi|cdd)\b)", re.IGNORECASE
)
OF = re.compile(r"(?:\b(?:of|de|du)|\bd['’])\s*$", re.IGNORECASE)


class Found(NamedTuple):
    """A place and the offset in its line where its words end."""

    place: Place
    end: int


def places_of(text: str) -> tuple[Place, ...]:
    """Return where an ad's text says that the work is, at most MAX_PLACES; towns may be missing ("Remote, France")."""
    lines = [line for line in text.split("\n") if line.strip()]
    hints = frozenset(area.country for line in lines for area in _named_areas(line))
    areas_alone: list[Place] = []
    for read in (_labelled, _in_header, _in_sentences):
        found = list(dict.fromkeys(read(lines, hints)))
        if any(place.locality for place in found):
            return _tidy(found)
        areas_alone = areas_alone or found
    return _tidy(areas_alone)


def _tidy(found: list[Place]) -> tuple[Place, ...]:
    """Leave out what another one says more closely: "France" beside "Lyon, France"."""
    closer = [
        one
        for one in found
        if not any(
            other != one
            and other.country == one.country
            and (
                (not one.locality and (other.locality or other.region) and one.region in ("", other.region))
                or (one.locality == other.locality and not one.region and other.region)
            )
            for other in found
        )
    ]
    return tuple(closer[:MAX_PLACES])


# What says that a name is the place of work, the clearest first --------------------------------------------


def _labelled(lines: list[str], hints: frozenset[str]) -> Iterator[Place]:
    """Places after "Location:" and the like, on the line or on the next."""
    labelled = False
    for line in lines:
        said = flat(line[:MAX_LABELLED])
        if label := LABEL.match(said):
            yield from (found.place for found in _all_in(line[:MAX_LABELLED], label.end(), hints, anywhere=True))
        elif labelled:
            yield from (found.place for found in _all_in(line[:MAX_LABELLED], 0, hints, anywhere=True))
        labelled = len(line) < 50 and LABEL_ALONE.fullmatch(said) is not None


def _in_header(lines: list[str], hints: frozenset[str]) -> Iterator[Place]:
    """Places in the title, in the short lines around it, and in lines such as "Lyon · hybrid · permanent"."""
    for number, line in enumerate(lines):
        if len(line) > MAX_HEADER or line.rstrip().endswith((".", "!", "?")):
            continue
        if number < MAX_HEADER_LINES or (len(line) <= 80 and FACTS.search(flat(line))):
            at = 0
            for token in WORD.finditer(line):
                before = line[: token.start()]
                if token.start() < at:
                    continue
                if OF.search(before) or (line.isupper() and len(token.group()) < 3):
                    continue
                found = _place_at(line, token.start(), hints, loose=False)
                if found is None or not AFTER.match(line, found.end):
                    continue
                if BEFORE.search(before[-20:]) or not line[found.end :].strip():
                    at = found.end
                    yield found.place


def _in_sentences(lines: list[str], hints: frozenset[str]) -> Iterator[Place]:
    """Places of work in sentences; where the company is, if none says where the work is."""
    of_company: list[Place] = []
    told = False
    for line in lines:
        said = flat(line)
        for cue in WORK.finditer(said):
            for found in _all_in(line, cue.end(), hints):
                told = True
                yield found.place
        for cue in AT_OFFICE.finditer(said):
            found = _place_at(line, cue.end(), hints, loose=False)
            if found and OFFICE.match(said, found.end):
                told = True
                yield found.place
        for cue in COMPANY.finditer(said):
            of_company += [found.place for found in _all_in(line, cue.end(), hints)]
        for cue in BASED.finditer(line):
            if city := city_of(fold(cue.group(1)), None, hints):
                of_company.append(_of_city(city, cue.group(1)))
    if not told:
        yield from of_company


# Names ------------------------------------------------------------------------------------------------------


def _all_in(line: str, start: int, hints: frozenset[str], *, anywhere: bool = False) -> Iterator[Found]:
    """The places from an offset on: one after the other, or (`anywhere`) with other words between them."""
    while found := _place_at(line, start, hints, loose=True):
        yield found
        between = BETWEEN.match(line, found.end)
        if not between:
            start = found.end
            break
        start = between.end()
    if anywhere:
        at = start
        for token in WORD.finditer(line, start):
            if token.start() >= at and (found := _place_at(line, token.start(), hints, loose=False)):
                yield found
                at = found.end


def _names_at(line: str, start: int) -> Iterator[tuple[str, int]]:
    """Folded names of one to LONGEST_NAME words that begin at an offset, the longest first, with their ends."""
    first = WORD.match(line, start)
    if first is None or not line[start].isupper():
        return
    ends = [first.end()]
    while len(ends) < LONGEST_NAME and ends[-1] < len(line) and line[ends[-1]] in " -":
        following = WORD.match(line, ends[-1] + 1)
        if following is None:
            break
        ends.append(following.end())
    for end in reversed(ends):
        if end - start <= MAX_NAME:
            yield fold(line[start:end]), end


def _place_at(line: str, start: int, hints: frozenset[str], *, loose: bool) -> Found | None:
    """The place whose name begins at an offset.

    `loose` takes a town that no list has where its country or state stands in full after it: "Chamonix, France".
    """
    for key, end in _names_at(line, start):
        if key in cities() and (found := _city(line, start, key, end, hints)):
            return found
        if (area := _area(line, start, key)) is not None:
            return Found(_place("", area), end)
    return _quarter(line, start, hints) or (_unlisted(line, start) if loose else None)


def _quarter(line: str, start: int, hints: frozenset[str]) -> Found | None:
    """A quarter of a town: "Berlin-Mitte"."""
    word = WORD.match(line, start)
    head, dash, _rest = word.group().partition("-") if word else ("", "", "")
    if not dash or not 3 < len(head) <= MAX_NAME or not head[0].isupper():
        return None
    city = city_of(fold(head), None, hints)
    return Found(_of_city(city, head), word.end()) if city else None


def _city(line: str, start: int, key: str, end: int, hints: frozenset[str]) -> Found | None:
    """A town of the list, with the state or country after it, if there is one."""
    written = " ".join(line[start:end].split()).rstrip(".")
    if district := DISTRICT.match(line, end):
        end = district.end()
    if (qualified := _qualifier(line, end, key)) is not None:
        area, area_end = qualified
        if city := city_of(key, area, hints):
            area = Area(city.country, area.region or city.region)
            return Found(_of_city(city, written), _with_country(line, area_end, area))
        if area.region:  # "Paris, TX": another town of that name
            return Found(_place(written, area), _with_country(line, area_end, area))
    city = city_of(key, None, hints)
    if city is None or (key in areas() and city.people < BIG_CITY):
        return None
    return Found(_of_city(city, written), end)


def _qualifier(line: str, end: int, city: str) -> tuple[Area, int] | None:
    """The state or country that stands after a town."""
    mark = QUALIFIER.match(line, end)
    start = mark.end()
    code = WORD.match(line, start)
    if code and len(code.group()) == 2 and code.group().isupper():
        area = area_of_code(code.group(), city)
        return (area, code.end()) if area else None
    if between := COUNTY.match(line, end):
        start = between.end()
    for key, name_end in _names_at(line, start):
        if (area := areas().get(key)) is not None:
            known = any(one.country == area.country for one in cities().get(city, ()))
            # "Lyon / Germany" are two places, "Lyon, Germany" is nonsense: neither is one town.
            return (area, name_end) if known or area.region else None
    return None


def _with_country(line: str, end: int, area: Area) -> int:
    """Step over the country after a state: "Austin, TX, USA"."""
    mark = QUALIFIER.match(line, end)
    for key, name_end in _names_at(line, mark.end()):
        if areas().get(key) == Area(area.country):
            return name_end
    return end


def _area(line: str, start: int, key: str) -> Area | None:
    """A country or state that stands alone."""
    if (area := areas().get(key)) is None:
        return None
    return None if len(key) < 3 and line.isupper() else area  # "JOIN US"


def _unlisted(line: str, start: int) -> Found | None:
    """A town that is in no list, known by the country or state in full after a comma."""
    for key, end in _names_at(line, start):
        if (
            key in areas()
            or line[end : end + 1] not in (",", " ")
            or len(key) < 3
            or NO_TOWN.search(flat(line[start:end]))
        ):
            continue
        mark = COMMA.match(line, end)
        if mark is None:
            continue
        for area_key, area_end in _names_at(line, mark.end()):
            area = areas().get(area_key)
            if area is not None and len(area_key) > 2:
                return Found(_place(" ".join(line[start:end].split()), area), _with_country(line, area_end, area))
    return None


def _named_areas(line: str) -> Iterator[Area]:
    """Countries and states that a line names in full, for telling towns of one name apart."""
    for token in WORD.finditer(line):
        for key, _end in _names_at(line, token.start()):
            if len(key) > 3 and (area := areas().get(key)) is not None:
                yield area


def _place(locality: str, area: Area) -> Place:
    return Place(locality, area.country, region_name(area.country, area.region))


def _of_city(city: City, written: str) -> Place:
    """The city under the name that the ad gives it, without shouting and with the accents that it may lack."""
    name = city.name if written.isupper() or fold(written) == fold(city.name) else written
    return Place(name, city.country, region_name(city.country, city.region))
