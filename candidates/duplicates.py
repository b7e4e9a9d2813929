"""Who may be the same person: pure rules over contact data and the words of CVs.

Two people match by the same e-mail box, by the same phone number, or by a similar name together with the same CV.
Matches are found through keys that both have, never by comparing everybody with everybody.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

SIMILAR = 0.85  # of names, 0 to 1
SAME_TEXT = 0.9  # share of shingles that two CVs have in common
PHONE_SHORTEST = 8  # digits
SHINGLE = 4  # words
SKETCH = 64  # hashes kept of a CV
BANDS = 16  # of SKETCH / BANDS hashes each: two CVs that are 0.9 alike share a band in 999,999 of 1,000,000 cases
LONGEST = 10_000  # characters of a CV that are looked at: its first pages tell people apart
SHORTEST = 30  # words: of fewer, two CVs may say the same by chance
DOTLESS = {"gmail.com"}
ALIASES = {"googlemail.com": "gmail.com"}


class Kind(StrEnum):
    """What two people have in common."""

    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"


@dataclass(frozen=True)
class Card:
    """What is compared of one person; `sketches` are those of their CVs (`sketch_of`)."""

    name: str
    email: str = ""
    phone: str = ""
    sketches: tuple[tuple[int, ...], ...] = ()


def keys_of(card: Card) -> set[tuple[Kind, str]]:
    """Return the keys by which others may match: whoever shares none with a person is not compared."""
    keys = {(Kind.EMAIL, digest(box))} if (box := email_box(card.email)) else set()
    if number := phone_number(card.phone):
        keys.add((Kind.PHONE, digest(number[-PHONE_SHORTEST:])))
    for sketch in card.sketches:
        keys |= {(Kind.TEXT, band) for band in bands_of(sketch)}
    return keys


def why_same(one: Card, other: Card) -> list[Kind]:
    """Return for which reasons two people may be the same; empty where there is none."""
    reasons = []
    if email_box(one.email) and email_box(one.email) == email_box(other.email):
        reasons.append(Kind.EMAIL)
    if same_number(phone_number(one.phone), phone_number(other.phone)):
        reasons.append(Kind.PHONE)
    if name_similarity(one.name, other.name) >= SIMILAR and any(
        text_similarity(a, b) >= SAME_TEXT for a in one.sketches for b in other.sketches
    ):
        reasons.append(Kind.TEXT)
    return reasons


def email_box(email: str) -> str:
    """Return the mailbox of an address: in lower case, without a “+tag”; at Gmail, which ignores them, without dots."""
    local, _at, domain = email.strip().lower().rpartition("@")
    if not local:
        return ""
    domain = ALIASES.get(domain, domain)
    local = local.split("+", 1)[0] or local
    if domain in DOTLESS:
        local = local.replace(".", "")
    return f"{local}@{domain}"


def phone_number(phone: str) -> str:
    """Return a number's digits without what only its writing adds: zeros in front, and one in brackets.

    Empty for a number of fewer than eight digits: too many people would share it.
    """
    digits = "".join(c for c in phone.replace("(0)", "") if c.isdecimal()).lstrip("0")
    return digits if len(digits) >= PHONE_SHORTEST else ""


def same_number(one: str, other: str) -> bool:
    """Whether two numbers (`phone_number`) are the same, one of them perhaps without the prefix of its country."""
    shorter, longer = sorted((one, other), key=len)
    return bool(shorter) and longer.endswith(shorter)


def name_similarity(one: str, other: str) -> float:
    """Return how alike two names are, 0 to 1, whatever the accents, the case and the order of their words.

    The measure is the share of letters that match in order (Ratcliff and Obershelp) of the names with their words
    sorted; where one has more words (a second first name), of the words that fit the shorter one best.
    """
    first, second = sorted((_words(one), _words(other)), key=len)
    if not first:
        return 0.0
    if len(first) > 1 and len(second) > len(first):
        left, best = list(second), []
        for word in first:
            fit = max(left, key=lambda other: _ratio(word, other))
            left.remove(fit)
            best.append(fit)
        return min(_ratio(a, b) for a, b in zip(first, best, strict=True))
    return _ratio(" ".join(first), " ".join(second))


def sketch_of(text: str) -> tuple[int, ...]:
    """Return a sketch of a text (min-hash over shingles of words); empty for one too short to tell people apart."""
    words = _words(text[:LONGEST], sort=False)
    if len(words) < SHORTEST:
        return ()
    shingles = {" ".join(words[at : at + SHINGLE]) for at in range(len(words) - SHINGLE + 1)}
    hashes = [int.from_bytes(hashlib.blake2b(one.encode(), digest_size=8).digest()) for one in shingles]
    return tuple(min((value * a + b) % PRIME for value in hashes) for a, b in FUNCTIONS)


def text_similarity(one: Iterable[int], other: Iterable[int]) -> float:
    """Return about which share of their shingles two texts have in common, by their sketches."""
    pairs = list(zip(one, other, strict=False))
    return sum(a == b for a, b in pairs) / SKETCH


def bands_of(sketch: tuple[int, ...]) -> Iterator[str]:
    """Yield a key for each band of a sketch; two texts as alike as SAME_TEXT have one in common."""
    width = SKETCH // BANDS
    for number in range(BANDS if sketch else 0):
        yield digest(f"{number} {sketch[number * width : (number + 1) * width]}")


def digest(value: str) -> str:
    """Return a short digest of a key: what is kept of it says nothing by itself."""
    return hashlib.sha256(value.encode()).hexdigest()[:32]


def _words(text: str, *, sort: bool = True) -> list[str]:
    letters = unicodedata.normalize("NFKD", text.casefold())
    words = re.findall(r"\w+", "".join(c for c in letters if not unicodedata.combining(c)))
    return sorted(words) if sort else words


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


PRIME = (1 << 61) - 1


def _functions() -> list[tuple[int, int]]:
    """Return the hash functions of a sketch: the same in every process and at every time."""
    numbers = [
        int.from_bytes(hashlib.sha256(f"sketch {number}".encode()).digest()[:8]) % PRIME for number in range(2 * SKETCH)
    ]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


FUNCTIONS = _functions()
