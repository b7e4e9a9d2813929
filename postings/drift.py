"""Drift: a line whose mission or skill is worded otherwise than when the line was taken, or was retired since.

Pure: three wordings in, and what can be decided out. Which rows drifted is said in SQL by
`LineQuerySet.with_drift`; `drift_of` says the same of one loaded row.
"""

from __future__ import annotations

import difflib
import hashlib
from dataclasses import dataclass

from roles.words import GONE, NEW, SAME, words_of

from .choices import State
from .studio_choices import DriftChoice

IN_PLAY = (State.DRAFT, State.PUBLISHED)
LONGEST = 600

Parts = list[tuple[str, str]]  # runs of words, each with its mark
Change = tuple[int, int, tuple[str, ...]]  # from, to, and the words instead


@dataclass(frozen=True)
class Drift:
    """The reference's wording then and now, and ours. `now` is empty where the mission or skill was retired."""

    was: str
    now: str
    ours: str

    @property
    def is_retired(self) -> bool:
        return not self.now

    @property
    def is_untouched(self) -> bool:
        """Whether our line still has the reference's words of then."""
        return self.ours == self.was

    @property
    def choices(self) -> tuple[DriftChoice, ...]:
        """What can be decided: a retired entry has no new wording to take."""
        if self.is_retired:
            return DriftChoice.KEEP, DriftChoice.DROP
        return DriftChoice.KEEP, DriftChoice.TAKE, DriftChoice.EDIT

    @property
    def mark(self) -> str:
        """Tells one wording of the reference from another: what somebody saw when they decided."""
        return mark_of(self.now)

    @property
    def then_parts(self) -> Parts:
        """The old reference wording, the words that went marked."""
        return marked(self.was, self.now)[0] if self.now else [(SAME, self.was)]

    @property
    def now_parts(self) -> Parts:
        """The new reference wording, the words that came marked."""
        return marked(self.was, self.now)[1]

    @property
    def our_parts(self) -> Parts:
        """Our words, those that the old reference wording lacks marked."""
        return marked(self.was, self.ours)[1]

    @property
    def merged(self) -> str | None:
        """Our changes and the reference's in one text; None where they meet in the same words."""
        merged = merge_words(self.was, self.now, self.ours) if self.now else None
        return merged if merged is not None and 0 < len(merged.strip()) <= LONGEST else None

    @property
    def suggestion(self) -> str:
        """What somebody who writes other words starts from: both changes where they go together, else our words."""
        return self.merged or self.ours


def drift_of(
    *, was: str, now: str, ours: str, state: str, is_dropped: bool, is_retired: bool, is_settled: bool
) -> Drift | None:
    """The drift of a line of a posting in this state; None where it is not behind.

    A line that is dropped, or in a posting that is closed or put away, is not behind; nor is one that already says
    what the reference says now. `is_settled`: somebody decided since the entry was retired.
    """
    if is_dropped or state not in IN_PLAY or not was:
        return None
    if is_retired:
        return None if is_settled else Drift(was, "", ours)
    return Drift(was, now, ours) if now and now not in (was, ours) else None


def mark_of(wording: str) -> str:
    """What tells one wording of the reference from another in a form; none at all means retired."""
    return hashlib.sha256(wording.encode()).hexdigest()[:16] if wording else "retired"


def marked(old: str, new: str) -> tuple[Parts, Parts]:
    """Both texts in runs of words: of the old one what went is marked, of the new one what came."""
    words, place = words_of(old), 0
    before, after = [], []
    for start, end, instead in _changes(words, words_of(new)):
        same = (SAME, "".join(words[place:start]))
        before += [same, (GONE, "".join(words[start:end]))]
        after += [same, (NEW, "".join(instead))]
        place = end
    rest = (SAME, "".join(words[place:]))
    return [part for part in [*before, rest] if part[1]], [part for part in [*after, rest] if part[1]]


def merge_words(base: str, theirs: str, ours: str) -> str | None:
    """Three-way merge by words: both changes of `base` in one text, None where they touch the same place."""
    words = words_of(base)
    changes = sorted({*_changes(words, words_of(theirs)), *_changes(words, words_of(ours))})
    merged, place = [], 0
    for number, (start, end, new) in enumerate(changes):
        if number and _meet(changes[number - 1], (start, end, new)):
            return None
        merged += [*words[place:start], *new]
        place = end
    return "".join([*merged, *words[place:]])


def _changes(before: list[str], after: list[str]) -> list[Change]:
    """What makes one list of words the other; changes with no more than a space between them are one."""
    changes: list[Change] = []
    for kind, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        change = (i1, i2, tuple(after[j1:j2]))
        if changes and _meet(changes[-1], change):
            start, end, new = changes.pop()
            change = (start, i2, (*new, *before[end:i1], *change[2]))
        changes.append(change)
    return changes


def _meet(one: Change, other: Change) -> bool:
    """Whether two changes, in order, are of the same place: they overlap, touch, or have only a space between them."""
    return other[0] <= one[1] + 1
