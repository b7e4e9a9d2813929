"""Words of a text as the search compares them: accents and capitals taken away, and stemmed by language.

The same words are made of a text when it is stored and of a question when it is asked, here and nowhere else: the
databases only compare, so that SQLite and PostgreSQL find the same.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

import snowballstemmer

STEMMERS = {"en": "english", "fr": "french"}
LONGEST = 40  # letters of a word; what is longer is no word that anybody looks for, and is cut
# A word, with what belongs to the names of technologies: C++, C#, F#, and .NET, which begins with its dot.
TOKEN = re.compile(r"[^\W_]+(?:\+\+|#(?!\w))?|(?<!\w)\.[nN][eE][tT]\b")
SPELT = {".net": "dotnet"}

Place = tuple[int, int]  # characters of a text: of the first, and after the last


def read(text: str) -> tuple[list[Place], list[str]]:
    """Return where the words of a text begin and end, in their order, and the words, folded."""
    places = [found.span() for found in TOKEN.finditer(text)]
    said = [fold(text[start:end]) for start, end in places]
    if "" in said:
        places, said = [at for at, word in zip(places, said, strict=True) if word], [word for word in said if word]
    return places, said


def words(text: str) -> list[str]:
    """Return the words of a text in their order, folded."""
    return [word for found in TOKEN.findall(text) if (word := fold(found))]


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Return a word in small letters, without accents and without signs that a database would read as its own.

    It is empty where nothing is left.
    """
    small = word.lower()
    if small in SPELT:
        return SPELT[small]
    small = small.replace("+", "plus").replace("#", "sharp")
    if not small.isascii():
        apart = unicodedata.normalize("NFKD", small.casefold().replace("œ", "oe"))
        small = "".join(letter for letter in apart if letter.isalnum())  # an accent stands alone by now, and is not
    return small[:LONGEST]


@lru_cache(maxsize=131_072)
def stem(word: str, language: str) -> str:
    """Return the stem of a folded word; of a word with a figure in it, and in other languages, the word itself."""
    return _stemmer(language).stemWord(word) if word.isalpha() and language in STEMMERS else word


@cache
def _stemmer(language: str):
    return snowballstemmer.stemmer(STEMMERS[language])


def stems(word: str) -> list[str]:
    """Return the stems of a folded word of a question, whose language nobody knows: one a language, each once."""
    return list(dict.fromkeys(stem(word, language) for language in STEMMERS))
