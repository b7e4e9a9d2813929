"""The words of texts whose lines come again and again: each line is read once."""

from __future__ import annotations

from functools import lru_cache

from candidates.search.dialects import MARK
from candidates.search.words import stem, words

KEPT = 300_000  # lines: more than there are sentences


def _read(line: str, language: str) -> tuple[list[str], list[str]]:
    said = words(line)
    return said, [stem(word, language) for word in said]


@lru_cache(maxsize=KEPT)
def _joined(line: str, language: str) -> tuple[str, str]:
    said, stemmed = _read(line, language)
    return " ".join(said), " ".join(stemmed)


@lru_cache(maxsize=KEPT)
def _quoted(line: str, language: str) -> list[tuple[str, str]]:
    said, stemmed = _read(line, language)
    return [(f"'{word}'", f"'{MARK}{its_stem}'") for word, its_stem in zip(said, stemmed, strict=True)]


def fts5_columns(text: str, language: str) -> tuple[str, str]:
    """Return what `dialects.fts5_columns` does: no word goes from one line to the next."""
    read = [joined for line in text.split("\n") if (joined := _joined(line, language))[0]]
    return " ".join(said for said, _stems in read), " ".join(stemmed for _said, stemmed in read)


def tsvector(text: str, language: str) -> str:
    """Return what makes the same `tsvector` as `dialects.tsvector` does: PostgreSQL puts a word's places together."""
    read = (pair for line in text.split("\n") for pair in _quoted(line, language))
    return " ".join([f"{word}:{place} {its_stem}:{place}" for place, (word, its_stem) in enumerate(read, start=1)])
