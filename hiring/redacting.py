"""Taking a person out of a text: name, contact, links and schools. Pure functions; what is taken out leaves a mark.

Wide on purpose, for what stays tells who it is, and what goes too far is read again once the name is revealed. It reads
words, so it can be fooled: a school by its nickname, a name that nobody sent.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from candidates.reading.found import EMAIL, LINK, PHONE

MARK = "[…]"

_HOST = r"(?:[a-z0-9-]{2,63}\.)+(?:com|org|net|io|dev|me|fr|de|eu|ch|be|uk|ca|tech|app|page|xyz|info)"
_WEB = re.compile(rf"(?<![\w@.-]){_HOST}(?:/[^\s<>\"'|()\[\]]*)?(?![\w-])", re.IGNORECASE)
_HANDLE = re.compile(r"(?<![\w@.])@[\w.-]{2,40}")

_SCHOOL = re.compile(
    r"\b(?:universit\w*|univ\b|université\w*|uni\b|école|ecole|[ée]coles|(?:grande|business|graduate|high|law|engineering)"
    r"\s+(?:school|école|ecole)|schools?\s+of|school|college|coll[èe]ge|lyc[ée]e|facult\w+|campus|academy|acad[ée]mie|"
    r"hochschule|fachhochschule|polytech\w*|[ée]cole\s+\w+|insa|iut|ens\b|hec\b|essec|escp|edhec|epita|epitech|enst|ensimag|"
    r"mines\s+(?:paris|de)|centrale\s?sup[ée]lec|centralesup[ée]lec|sciences\s+po|dauphine|sorbonne|ponts\s+paristech|mit|"
    r"eth\b|epfl|tum|stanford|harvard|oxford|cambridge|berkeley|caltech|princeton|yale|imperial|alumn\w+|alma\s+mater)\b",
    re.IGNORECASE,
)
_DEGREE = re.compile(
    r"\b(?:bachelor\w*|master(?:'s|’s)?\s+(?:of|in|degree|en|de|2|1)|masters|m\.?sc|b\.?sc|m\.?eng|b\.?eng|mba|ph\.?\s?d|"
    r"doctorat\w*|licence\s+(?:de|en|pro\w*)|dipl[ôo]m\w+|degree|ing[ée]nieur\s+dipl\w+|baccalaur\w+|bac\s?\+\s?\d|dut|bts|"
    r"abitur|staatsexamen)\b",
    re.IGNORECASE,
)
_STUDIES = re.compile(
    r"(?:education|studies|academic\w*(?:\s+\w+)?|training and education|schooling|qualifications|degrees|formations?|"
    r"[ée]tudes|dipl[ôo]mes(?:\s+et\s+formations?)?|cursus|parcours\s+(?:scolaire|universitaire|acad[ée]mique)|ausbildung|studium)",
    re.IGNORECASE,
)
_HEADING = re.compile(
    r"(?:(?:work|professional|career)\s+)?(?:experiences?|history|employment|background|skills|projects?|languages?|interests?|"
    r"hobbies|summary|profile?|about(?:\s+me)?|contact|references?|certifications?|publications?|awards?|volunteering|"
    r"exp[ée]riences?(?:\s+professionnelles?)?|comp[ée]tences|projets|langues|int[ée]r[êe]ts|loisirs|profil|"
    r"r[ée]sum[ée]|technologies|missions|berufserfahrung|kenntnisse|sprachen)",
    re.IGNORECASE,
)
_LONGEST_SECTION = 20  # lines that may belong to a heading of studies where no other heading follows
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_LONG_LINE = 160


def redact(text: str, *, names: Iterable[str] = (), emails: Iterable[str] = (), links: Iterable[str] = ()) -> str:
    """Return a text without e-mail addresses, links, phone numbers, lines about schools, and these names."""
    if not text:
        return text
    text = "\n".join(_without_schools(text.splitlines()))
    for pattern in (EMAIL, LINK, _WEB, _HANDLE):
        text = pattern.sub(MARK, text)
    text = PHONE.sub(_phone, text)
    own = [*_handles(emails, links)]
    return _without_words(text, [*names, *own])


def _phone(match: re.Match[str]) -> str:
    digits = sum(sign.isdigit() for sign in match.group())
    return MARK if digits >= 8 and not _ONLY_YEARS.fullmatch(match.group().strip(" ().")) else match.group()


_ONLY_YEARS = re.compile(r"(?:19|20)\d\d(?:\D{1,5}(?:19|20)\d\d)*|\d{2}/\d{4}\D{1,5}\d{2}/\d{4}")


def _without_schools(lines: Iterable[str]) -> Iterator[str]:
    """The lines, a mark in place of those about schools and of all under a heading of studies."""
    left = 0
    for line in lines:
        heading = line.strip().strip(":·•*#-–—_ ").strip()
        if _STUDIES.fullmatch(heading):
            left = _LONGEST_SECTION
            yield line
        elif _HEADING.fullmatch(heading):
            left = 0
            yield line
        elif left and line.strip():
            left -= 1
            yield MARK
        else:
            yield _without_school(line)


def _without_school(line: str) -> str:
    if not (_SCHOOL.search(line) or _DEGREE.search(line)):
        return line
    if len(line) <= _LONG_LINE:
        return MARK
    parts = _SENTENCES.split(line)
    return " ".join(MARK if _SCHOOL.search(part) or _DEGREE.search(part) else part for part in parts)


def _handles(emails: Iterable[str], links: Iterable[str]) -> Iterator[str]:
    """What somebody is called in their addresses: "ada.lovelace" of an e-mail address, "adal" of a profile."""
    for email in emails:
        yield email.partition("@")[0]
    for link in links:
        last = link.rstrip("/").rpartition("/")[2]
        if len(last) > 3 and "." not in last:
            yield last


def _without_words(text: str, names: Iterable[str]) -> str:
    """The text without the words of names, however they are accented or written; short ones only as a name is."""
    words = {word for name in names for word in re.findall(r"[^\W\d_]+", _plain(name)) if len(word) > 1}
    if not words:
        return text
    plain, at = _with_places(text)
    found = sorted(words, key=len, reverse=True)
    long = [re.escape(word) for word in found if len(word) > 2]
    short = [form for word in found if len(word) == 2 for form in (word.title(), word.upper())]
    patterns = [rf"(?i:{'|'.join(long)})"] if long else []
    patterns += ["|".join(short)] if short else []
    pattern = re.compile(rf"(?<![^\W_])(?:{'|'.join(patterns)})(?![^\W_])")
    out, done = [], 0
    for match in pattern.finditer(plain):
        start, end = at[match.start()], at[match.end()]
        out += [text[done:start], MARK]
        done = end
    joined = "".join([*out, text[done:]])
    mark = re.escape(MARK)
    return re.sub(rf"{mark}(?:[ \t.’'-]*{mark})+", MARK, joined)


def _plain(text: str) -> str:
    """The text without its accents, in small letters."""
    spread = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in spread if not unicodedata.combining(sign)).lower()


def _with_places(text: str) -> tuple[str, list[int]]:
    """The text without accents, and for each of its signs, and for its end, where it stands in the text itself."""
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        for part in unicodedata.normalize("NFKD", sign):
            if not unicodedata.combining(part):
                signs.append(part)
                places.append(place)
    return "".join(signs), [*places, len(text)]
