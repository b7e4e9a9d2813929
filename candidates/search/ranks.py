"""How well an entry answers a question, on SQLite: told by the entry's own words, none but its own.

FTS5's `bm25` counts, for each word of a question, everybody who has it, however few are found: of a frequent word,
which says next to nothing about them, that takes longer than finding them. So a rank here doesn't know how rare a word
is among all. Each clause adds to it: the more often an entry has what it asks for the more, but never more than 1, and
a hit in a long text says less than one in a short one. The word itself counts for more than another of its stem; what
is said twice running counts once.
"""

from __future__ import annotations

import json
from functools import lru_cache

from .query import Clause, Query, Term
from .words import stems

FUNCTION = "search_rank"  # as SQL knows it
SATED, BY_LENGTH = 1.2, 0.75  # how soon one more hit adds little, and how much a text's length takes off; bm25's own
USUAL = 2_500  # characters of an entry

Sought = list[list[tuple[int, str]]]  # of each clause: column (0: words, 1: stems) and what is counted there


def asked_of(query: Query) -> str:
    """Return what is counted for a question, as `rank` reads it."""
    return json.dumps([_of_clause(clause) for clause in query.wanted])


def _of_clause(clause: Clause) -> list[tuple[int, str]]:
    return list(dict.fromkeys(one for term in clause.terms for one in _of_term(term)))


def _of_term(term: Term) -> list[tuple[int, str]]:
    said = [(0, f" {' '.join(term.words)}" + ("" if term.is_prefix else " "))]
    return said if term.is_phrase else [*said, *((1, f" {found} ") for found in stems(term.words[0]))]


def rank(words: str, stemmed: str, asked: str) -> float:
    """Return how well an entry with these words and stems answers; 0 where it has nothing of it, more is better.

    To the hundredth: of two who say the same, some letters more don't tell who comes first, but who came last does.
    """
    columns = f" {words} ", f" {stemmed} "
    room = SATED * (1 - BY_LENGTH + BY_LENGTH * len(words) / USUAL)
    found = (sum(columns[column].count(sought) for column, sought in clause) for clause in _read(asked))
    return round(sum(count / (count + room) for count in found if count), 2)


@lru_cache(maxsize=64)
def _read(asked: str) -> Sought:
    return json.loads(asked)
