"""The place of a text that answers a question, with the words that do marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from .query import Query, Term
from .words import Token, stem, stems, tokens

AROUND = 160  # characters of a snippet, about
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Piece:
    """A part of a snippet; `is_hit` where it is what was asked for."""

    text: str
    is_hit: bool = False


def snippet(text: str, query: Query, *, language: str, around: int = AROUND) -> list[Piece]:
    """Return the piece of a text with the most different words that were asked for; empty where it has none."""
    read = list(tokens(text))
    hits = _hits(read, query, language)
    if not hits:
        return []
    start, end = _best(hits, around)
    room = max(0, around - (end - start)) // 2
    # No word is cut in two.
    start = next(token.start for token in read if token.start >= start - room)
    end = max(token.end for token in read if token.end <= end + room)
    pieces, at = [Piece("… ")] if start > read[0].start else [], start
    for hit_start, hit_end, _term in hits:
        if at <= hit_start and hit_end <= end:
            pieces += [
                Piece(_on_one_line(text[at:hit_start])),
                Piece(_on_one_line(text[hit_start:hit_end]), is_hit=True),
            ]
            at = hit_end
    pieces += [Piece(_on_one_line(text[at:end])), Piece(" …" if end < read[-1].end else "")]
    return [piece for piece in pieces if piece.text]


def _hits(read: Sequence[Token], query: Query, language: str) -> list[tuple[int, int, int]]:
    """Where the text has what was asked for: start, end, and the number of the term, in the text's order."""
    terms = [term for clause in query.wanted for term in clause.terms]
    said = {token.word for token in read}  # each word is looked at once, however often a long text says it
    hits = []
    for number, term in enumerate(terms):
        if term.is_phrase:
            hits += [(read[at].start, read[end].end, number) for at, end in _phrases(read, term)]
        else:
            answers = _answers(said, term, language)
            hits += [(token.start, token.end, number) for token in read if token.word in answers]
    return sorted(hits)


def _answers(said: Iterable[str], term: Term, language: str) -> set[str]:
    """Which of some words a term of one word is found by."""
    (asked,), stemmed = term.words, set(stems(term.words[0]))
    found = {word for word in said if word == asked or stem(word, language) in stemmed}
    return found | {word for word in said if word.startswith(asked)} if term.is_prefix else found


def _phrases(read: Sequence[Token], term: Term) -> Iterator[tuple[int, int]]:
    """Between which words of the text a phrase stands."""
    *before, last = term.words
    for at, token in enumerate(read[: len(read) - len(before)]):
        if before and token.word != before[0]:
            continue
        if all(read[at + step].word == word for step, word in enumerate(before)):
            end = read[at + len(before)].word
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
