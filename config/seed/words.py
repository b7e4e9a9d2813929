"""The words of texts whose lines come again and again: each line is read once, and each word."""

from __future__ import annotations

from functools import cache, lru_cache

from candidates.search.dialects import MARK
from candidates.search.words import TOKEN, fold, stem

KEPT = 200_000  # lines: more than there are sentences


class Reading(dict[str, tuple[str, str]]):
    """What the search makes of a word as it stands in a text of one language: the word folded, and its stem."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language

    def __missing__(self, said: str) -> tuple[str, str]:
        word = fold(said)
        pair = self.make(word, stem(word, self.language)) if word else ("", "")
        if said.isalpha():  # of numbers there is no end
            self[said] = pair
        return pair

    def of(self, line: str) -> list[tuple[str, str]]:
        """Return the words of a line; those of which nothing is left are none."""
        return [pair for said in TOKEN.findall(line) if (pair := self[said])[0]]

    @staticmethod
    def make(word: str, its_stem: str) -> tuple[str, str]:
        return word, its_stem


class Quoted(Reading):
    """The same as PostgreSQL wants it."""

    @staticmethod
    def make(word: str, its_stem: str) -> tuple[str, str]:
        return f"'{word}'", f"'{MARK}{its_stem}'"


_reading, _quoting = cache(Reading), cache(Quoted)


@lru_cache(maxsize=KEPT)
def _joined(line: str, language: str) -> tuple[str, str]:
    read = _reading(language).of(line)
    return " ".join([word for word, _stem in read]), " ".join([its_stem for _word, its_stem in read])


@lru_cache(maxsize=KEPT)
def _quoted(line: str, language: str) -> list[tuple[str, str]]:
    return _quoting(language).of(line)


def fts5_columns(text: str, language: str) -> tuple[str, str]:
    """Return what `dialects.fts5_columns` does: no word goes from one line to the next."""
    read = [joined for line in text.split("\n") if (joined := _joined(line, language))[0]]
    return " ".join([said for said, _stems in read]), " ".join([stemmed for _said, stemmed in read])


def tsvector(text: str, language: str) -> str:
    """Return what makes the same `tsvector` as `dialects.tsvector` does: PostgreSQL puts a word's places together."""
    read = [pair for line in text.split("\n") for pair in _quoted(line, language)]
    return " ".join([f"{word}:{place} {its_stem}:{place}" for place, (word, its_stem) in enumerate(read, start=1)])
