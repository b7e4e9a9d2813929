"""Words as they are spread in natural text (Zipf: the word of rank n is 1/n as frequent), made into sentences.

The frequent words are real, in the order in which the demo's own texts have them; the rare ones are invented. Pure:
the same chance gives the same text.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from ..demo.people import read
from .lists import SYLLABLES

SIZE = 30_000  # different words of a language
EXAMPLES = Path(__file__).resolve().parents[2] / "postings" / "examples"
WORD = re.compile(r"[^\W\d_]{1,24}")
SHORTEST, LONGEST = 7, 14  # words of a sentence

ENDINGS = {
    "en": ["", "n", "r", "s", "ld", "nt", "ing", "ness", "ment", "er"],
    "fr": ["", "n", "r", "s", "lle", "nt", "tion", "eur", "ment", "age"],
}


@cache
def ranked(language: str) -> list[str]:
    """The words of a language, the most frequent first; each once."""
    texts = [(EXAMPLES / f"{language}.txt").read_text(), *_texts_in(read("cv_words")[language])]
    said = Counter(word.lower() for text in texts for word in WORD.findall(re.sub(r"\{\w+\}", "", text)))
    known = [word for word, _count in sorted(said.items(), key=lambda item: (-item[1], item[0]))]
    return [*known, *islice((word for word in invented(language) if word not in said), SIZE - len(known))]


def invented(language: str) -> Iterator[str]:
    """Yield words that sound like some, each once, in no order that shows."""
    number, many = 0, len(SYLLABLES)
    endings = ENDINGS[language]
    while True:
        # Steps by a number that shares no divisor with `many` squared visit every pair of syllables once.
        pair = number % (many * many) * 12_347 % (many * many)
        ending = endings[number // (many * many) % len(endings)]
        further = number // (many * many * len(endings))
        yield SYLLABLES[pair // many] + SYLLABLES[pair % many] + (SYLLABLES[further] if further else "") + ending
        number += 1


def name_of(number: int) -> str:
    """Return an invented proper name, another one for each number: "Kribolan"."""
    parts, rest = [], number
    for _part in range(4):
        rest, part = divmod(rest, len(SYLLABLES))
        parts.append(SYLLABLES[part])
    return ("".join(reversed(parts)) + "x").capitalize()


@dataclass(frozen=True)
class Sentences:
    """Sentences of one language to make texts of; a text takes some, each with the same chance."""

    pool: list[str]

    @classmethod
    def make(cls, language: str, count: int, chance: random.Random) -> Sentences:
        words = ranked(language)
        weights = list(accumulate(1 / rank for rank in range(1, len(words) + 1)))
        pool = []
        for _number in range(count):
            said = chance.choices(words, cum_weights=weights, k=chance.randint(SHORTEST, LONGEST))
            if len(said) > 10:
                said[5] += ","
            pool.append(" ".join(said).capitalize() + ".")
        return cls(pool)

    def some(self, count: int, chance: random.Random) -> list[str]:
        return chance.choices(self.pool, k=count)


def _texts_in(value: Any) -> Iterator[str]:
    """All texts of plain YAML values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(part)
