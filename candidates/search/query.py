"""What somebody types into the search: words, "phrases", -not, or.

All words must be there, in any order. `or` (`ou`, `|`) joins its two neighbours and no more; a minus right before a
word or a phrase leaves out who has it. What several words make without a space (an e-mail address, "full-stack") is a
phrase. Nothing is ever a mistake: signs that mean nothing are not seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .words import words

SHORT = 3  # letters: so many words begin with as few that all of them are not looked for
MAX_TERMS = 24  # of one question; the rest is not looked at, and `Query.is_cut` says so
PART = re.compile(r'(?P<minus>-(?=["“«]?\w))?(?:["“«](?P<phrase>[^"”»]*)["”»]?|(?P<word>[^\s"“”«»]+))')
OR = frozenset({"or", "ou", "|"})


@dataclass(frozen=True)
class Term:
    """Words that stand one after the other; a single word is also found by its stem.

    With `is_prefix` the last one may go on: it is still being typed.
    """

    words: tuple[str, ...]
    is_phrase: bool = False
    is_prefix: bool = False


@dataclass(frozen=True)
class Clause:
    """One thing asked for: any of its terms; with `is_not`, none of them."""

    terms: tuple[Term, ...]
    is_not: bool = False


@dataclass(frozen=True)
class Query:
    """A question: every clause must hold. `is_cut` where it was longer than is looked at."""

    clauses: tuple[Clause, ...] = ()
    is_cut: bool = False

    @property
    def wanted(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if not clause.is_not)

    @property
    def unwanted(self) -> tuple[Clause, ...]:
        return tuple(clause for clause in self.clauses if clause.is_not)

    @property
    def left_out(self) -> Query:
        """What finds who has anything that is to be left out; it says nothing where nothing is."""
        terms = tuple(term for clause in self.unwanted for term in clause.terms)
        return Query((Clause(terms),)) if terms else Query()

    @property
    def has_prefix(self) -> bool:
        """Whether the last word is still being typed."""
        return any(term.is_prefix for clause in self.clauses for term in clause.terms)

    @property
    def has_short_prefix(self) -> bool:
        """Whether of the last word there is so little that very many begin so."""
        return any(term.is_prefix and len(term.words[-1]) <= SHORT for clause in self.clauses for term in clause.terms)

    @property
    def as_typed(self) -> Query:
        """The same question with its last word taken as whole."""
        whole = (
            replace(one, terms=tuple(replace(term, is_prefix=False) for term in one.terms)) for one in self.clauses
        )
        return replace(self, clauses=tuple(whole))

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to look for: no words, or only words to leave out."""
        return not self.wanted


def parse(text: str, *, typing: bool = False) -> Query:
    """Read a question; with `typing` its last word may be the beginning of one, unless a space follows it."""
    clauses: list[Clause] = []
    joins, count, is_cut = False, 0, False
    for part in PART.finditer(text):
        if part["word"] and not part["minus"] and part["word"].lower() in OR:
            joins = bool(clauses)
            continue
        said = tuple(words(part["phrase"] if part["word"] is None else part["word"]))
        if not said:
            continue
        count += 1
        if count > MAX_TERMS:
            is_cut = True
            break
        is_phrase = part["word"] is None or len(said) > 1
        is_prefix = typing and part["word"] is not None and part.end() == len(text) and len(said[-1]) > 1
        term = Term(said, is_phrase, is_prefix)
        is_not = part["minus"] is not None
        if joins and not is_not and not clauses[-1].is_not:
            clauses[-1] = Clause((*clauses[-1].terms, term))
        else:
            clauses.append(Clause((term,), is_not))
        joins = False
    return Query(tuple(clauses), is_cut)
