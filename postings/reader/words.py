"""A text folded for looking up patterns, character for character: offsets are those of the text itself."""

from __future__ import annotations

import re
from functools import lru_cache

from ..matching import fold

APOSTROPHES = "’‘ʼ´`′"
DASHES = "‐‑‒–—−"
SPACES = "\u00a0\u202f\u2009\t\n"


@lru_cache(maxsize=4096)
def _folded_character(char: str) -> str:
    if char in APOSTROPHES:
        return "'"
    if char in DASHES:
        return "-"
    if char in SPACES:
        return " "
    folded = fold(char)
    # What folds to several characters (a ligature) keeps its first, so that offsets stay.
    return folded[0] if folded else " "


def flat(text: str) -> str:
    """Return a text of the same length: lower case, no accents, plain apostrophes, hyphens and spaces."""
    return "".join(map(_folded_character, text))


_FRENCH = """
    le la les des du une un et est vous nous notre votre vos nos avec pour dans sur au aux qui que en ou l d
    equipe entreprise poste profil developpement sera etes
"""
_ENGLISH = """
    the a an and is are you we our your with for in on to of or will be as at by this that who team have
    company role from work
"""
FRENCH, ENGLISH = frozenset(_FRENCH.split()), frozenset(_ENGLISH.split())
WORD = re.compile(r"[a-z]+")


def guess_language(text: str) -> str:
    """Return "fr" or "en", whichever has more of its small words; English where neither says."""
    found = WORD.findall(flat(text[:20_000]))
    french = sum(word in FRENCH for word in found)
    english = sum(word in ENGLISH for word in found)
    return "fr" if french > english else "en"
