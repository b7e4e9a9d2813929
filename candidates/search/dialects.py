"""A question in the words of each database, and a text as each stores it. Pure: text in, text out.

SQLite keeps the words and the stems of a text in two columns of an FTS5 table. PostgreSQL keeps both in one
`tsvector`, a stem at the place of its word and marked by a tilde.
"""

from __future__ import annotations

from collections.abc import Iterable

from .query import Clause, Query, Term
from .words import stem, stems, words

MARK = "~"
LAST_PLACE = 16_383  # of a tsvector: words that come later are found, but not in a phrase
MOST_PLACES = 255  # of one word in a tsvector


# SQLite ------------------------------------------------------------------------------------------------


def fts5_columns(text: str, language: str) -> tuple[str, str]:
    """Return the words of a text and their stems, in the same order."""
    said = words(text)
    return " ".join(said), " ".join(stem(word, language) for word in said)


def fts5_query(query: Query) -> str:
    """Return the argument of MATCH; empty where there is nothing to look for."""
    if query.says_nothing:
        return ""
    asked = " AND ".join(f"({_fts5_clause(clause)})" for clause in query.wanted)
    return " NOT ".join([f"({asked})", *(f"({_fts5_clause(clause)})" for clause in query.unwanted)])


def _fts5_clause(clause: Clause) -> str:
    return " OR ".join(_fts5_term(term) for term in clause.terms)


def _fts5_term(term: Term) -> str:
    phrase = " ".join(term.words)
    said = f'words : "{phrase}"' + ("*" if term.is_prefix else "")
    if term.is_phrase:
        return said
    return " OR ".join([said, *(f'stems : "{found}"' for found in stems(term.words[0]))])


# PostgreSQL --------------------------------------------------------------------------------------------


def tsvector(text: str, language: str) -> str:
    """Return the words of a text and their stems with their places, to be cast to `tsvector`."""
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words(text), start=1):
        for found in (word, MARK + stem(word, language)):
            places.setdefault(found, []).append(min(place, LAST_PLACE))
    return " ".join(f"'{found}':{_places(at)}" for found, at in places.items())


def _places(at: Iterable[int]) -> str:
    return ",".join(map(str, list(dict.fromkeys(at))[:MOST_PLACES]))


def tsquery(query: Query) -> str:
    """Return the question to be cast to `tsquery`; empty where there is nothing to look for."""
    if query.says_nothing:
        return ""
    asked = [f"({_ts_clause(clause)})" for clause in query.wanted]
    return " & ".join([*asked, *(f"!({_ts_clause(clause)})" for clause in query.unwanted)])


def _ts_clause(clause: Clause) -> str:
    return " | ".join(_ts_term(term) for term in clause.terms)


def _ts_term(term: Term) -> str:
    *before, last = [f"'{word}'" for word in term.words]
    said = " <-> ".join([*before, last + (":*" if term.is_prefix else "")])
    if term.is_phrase:
        return f"({said})"
    return " | ".join([said, *(f"'{MARK}{found}'" for found in stems(term.words[0]))])
