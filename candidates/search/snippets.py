"""The place of a text that answers a question, with the words that do marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from .query import Query, Term
from .words import Place, read, stem, stems

AROUND = 160  # characters of a snippet, about
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A part of a snippet; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool = False


def snippet(text: str, query: Query, *, language: str, around: int = AROUND) -> list[Piece]:
    """Return the piece of a text with the most different words that were asked for; empty where it has none."""
    places, said = read(text)
    hits = _hits(places, said, query, language)
    if not hits:
        return []
    start, end = _best(hits, around)
    room = max(0, around - (end - start)) // 2
    # No word is cut in two.
    start, _end = places[bisect_left(places, (start - room,))]
    _start, end = places[bisect_right(places, end + room, key=itemgetter(1)) - 1]
    pieces, at = [Piece("… ")] if start > places[0][0] else [], start
    for hit_start, hit_end, _term in hits:
        if at <= hit_start and hit_end <= end:
            pieces += [
                Piece(_on_one_line(text[at:hit_start])),
                Piece(_on_one_line(text[hit_start:hit_end]), is_hit=True),
            ]
            at = hit_end
    pieces += [Piece(_on_one_line(text[at:end])), Piece(" …" if end < places[-1][1] else "")]
    return [piece for piece in pieces if piece.text]


def _hits(places: Sequence[Place], said: Sequence[str], query: Query, language: str) -> list[tuple[int, int, int]]:
    """Where the text has what was asked for: start, end, and the number of the term, in the text's order."""
    terms = [term for clause in query.wanted for term in clause.terms]
    once = set(said)  # each word is looked at once, however often a long text says it
    hits = []
    for number, term in enumerate(terms):
        if term.is_phrase:
            found = _phrases(said, term)
        else:
            answers = _answers(once, term, language)
            found = ((at, at) for at, word in enumerate(said) if word in answers)
        hits += [(places[first][0], places[last][1], number) for first, last in found]
    return sorted(hits)


def _answers(said: Iterable[str], term: Term, language: str) -> set[str]:
    """Which of some words a term of one word is found by."""
    (asked,), stemmed = term.words, set(stems(term.words[0]))
    found = {word for word in said if word == asked or stem(word, language) in stemmed}
    return found | {word for word in said if word.startswith(asked)} if term.is_prefix else found


def _phrases(said: Sequence[str], term: Term) -> Iterator[tuple[int, int]]:
    """Between which words of the text a phrase stands, by their numbers."""
    *before, last = term.words
    for at, word in enumerate(said[: len(said) - len(before)]):
        if before and word != before[0]:
            continue
        if all(said[at + step] == other for step, other in enumerate(before)):
            end = said[at + len(before)]
            if end.startswith(last) if term.is_prefix else end == last:
                yield at, at + len(before)


def _best(hits: Sequence[tuple[int, int, int]], around: int) -> tuple[int, int]:
    """The stretch of hits with the most different terms that fits; the first of those that are equally good."""
    best, found = hits[0][:2], 0
    for first, (start, end, _term) in enumerate(hits):
        terms = set()
        for _hit_start, hit_end, term in hits[first:]:
            if hit_end - start > around and terms:
                break
            terms.add(term)
            end = max(end, hit_end)
            if len(terms) > found:
                best, found = (start, end), len(terms)
    return best


def _on_one_line(text: str) -> str:
    """A run of spaces and line ends as one space; one at an edge stays, to keep words apart."""
    return SPACES.sub(" ", text)
