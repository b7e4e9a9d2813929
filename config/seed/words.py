"""The words of texts whose lines come again and again: each line is read once, and each word."""

from __future__ import annotations

from functools import cache, lru_cache

from candidates.search.dialects import MARK
from candidates.search.words import TOKEN, fold, stem

KEPT = 200_000  # lines: more than there are sentences
SOME = 1_000  # words


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
def _quoted(line: str, language: str) -> tuple[str, int]:
    """A line's words and stems with room for the place of each, and how many words they are."""
    read = _quoting(language).of(line)
    return " ".join([f"{word}:%s {its_stem}:%s" for word, its_stem in read]), len(read)


def fts5_columns(text: str, language: str) -> tuple[str, str]:
    """Return what `dialects.fts5_columns` does: no word goes from one line to the next."""
    read = [joined for line in text.split("\n") if (joined := _joined(line, language))[0]]
    return " ".join([said for said, _stems in read]), " ".join([stemmed for _said, stemmed in read])


def tsvector(text: str, language: str) -> str:
    """Return what makes the same `tsvector` as `dialects.tsvector` does: PostgreSQL puts a word's places together."""
    read = [quoted for line in text.split("\n") if (quoted := _quoted(line, language))[1]]
    count = sum([words for _quoted, words in read])
    return " ".join([quoted for quoted, _words in read]) % _places(1 + count // SOME)[: 2 * count]


@cache
def _places(times: int) -> tuple[str, ...]:
    """Places, each for the word and for its stem."""
    return tuple(str(place) for place in range(1, times * SOME + 1) for _twice in range(2))
