"""Two texts word by word: what they share, what went, what came."""

from __future__ import annotations

import difflib
import re

SAME, GONE, NEW = "same", "gone", "new"


def words_of(text: str) -> list[str]:
    """The words of a text and the spaces between them, in order; joined they are the text."""
    return re.findall(r"\s+|[^\s]+", text)


def word_differences(old: str, new: str) -> list[tuple[str, str]]:
    """The words of both texts in order, each run marked as the same, gone or new."""
    before, after = words_of(old), words_of(new)
    parts: list[tuple[str, str]] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            parts.append((SAME, "".join(before[i1:i2])))
        else:
            gone, new = "".join(before[i1:i2]), "".join(after[j1:j2])
            parts += [(mark, words) for mark, words in ((GONE, gone), (NEW, new)) if words]
    return parts
