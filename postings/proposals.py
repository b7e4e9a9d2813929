"""Words of recruiters that recur: lines that say nearly the same, put together; pure functions over plain values.

Two lines say nearly the same where most of the words that carry their subject are the same ones: without case,
accents, punctuation, plurals, small words ("you will", "our") and the value of numbers. Every line is in one group
at most, and the order in which lines come makes no difference.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from math import ceil

from django.utils.text import slugify

from .choices import LineKind
from .matching import EMPTY_WORDS, stem, words


@dataclass(frozen=True)
class Thresholds:
    """From when words recur. Chosen by us, from no source."""

    postings: int = 3  # distinct ones that have the words
    sides: int = 2  # different companies, or different recruiters: one person's habit is no need of the sheet
    similarity: Fraction = Fraction(4, 5)  # twice the words in common over the words of both
    compared: int = 200  # groups that a wording is held against at most, so that the time stays linear


THRESHOLDS = Thresholds()
CONTRACTIONS = frozenset({"ll", "ve", "re"})  # "you'll", "you've", "you're"
NUMBER = "#"
_NUMBERS = """
    one two three four five six seven eight nine ten twelve twenty hundred
    deux trois quatre cinq sept huit neuf dix douze vingt cent
"""
NUMBER_WORDS = frozenset(map(stem, _NUMBERS.split()))


@dataclass(frozen=True)
class Said:
    """A line as somebody wrote it in one posting."""

    id: int
    text: str
    kind: str
    posting: int
    company: int
    recruiter: int
    stage: int
    at: datetime


@dataclass(frozen=True)
class Scope:
    """What lines are compared within: one role, one language and, for other words, the entry that they are of."""

    kind: str
    role: int
    language: str
    mission: int | None = None
    skill: int | None = None


@dataclass(frozen=True)
class Known:
    """A group that was found before, by its key and most frequent wording: lines like it join it."""

    key: str
    text: str


@dataclass(frozen=True)
class Group:
    """Lines that say nearly the same; `key` stays the same however often they are looked for."""

    key: str
    lines: tuple[Said, ...]

    @property
    def postings(self) -> int:
        return len({line.posting for line in self.lines})

    @property
    def text(self) -> str:
        """The most frequent wording; of several the shortest."""
        counts = Counter(spaced(line.text) for line in self.lines)
        return min(counts, key=lambda text: (-counts[text], len(text), text))

    @property
    def stages(self) -> dict[str, int]:
        """In how many postings the words are, by the number of the stage."""
        of_stage: dict[int, set[int]] = defaultdict(set)
        for line in self.lines:
            of_stage[line.stage].add(line.posting)
        return {str(number): len(of_stage[number]) for number in sorted(of_stage)}

    @property
    def first_at(self) -> datetime:
        return min(line.at for line in self.lines)

    @property
    def last_at(self) -> datetime:
        return max(line.at for line in self.lines)

    def recurs(self, thresholds: Thresholds = THRESHOLDS) -> bool:
        """Whether enough postings of enough companies or recruiters have the words."""
        sides = max(len({line.company for line in self.lines}), len({line.recruiter for line in self.lines}))
        return self.postings >= thresholds.postings and sides >= thresholds.sides


def spaced(text: str) -> str:
    """A text with one space wherever it has any: what differs only in that is the same wording."""
    return " ".join(text.split())


def subject(text: str) -> frozenset[str]:
    """The words that carry what a text says, folded; empty where it has none."""
    folded = (NUMBER if word.text.isdigit() or word.text in NUMBER_WORDS else word.text for word in words(text))
    return frozenset(folded) - EMPTY_WORDS - CONTRACTIONS


def similarity(one: frozenset[str], other: frozenset[str]) -> Fraction:
    """Twice the words in common over the words of both: 1 for the same words, 0 for none in common."""
    total = len(one) + len(other)
    return Fraction(2 * len(one & other), total) if total else Fraction(0)


def key_of(scope: Scope, said: frozenset[str]) -> str:
    """The key of the group that these words lead."""
    told = (scope.kind, scope.role, scope.language, scope.mission or "", scope.skill or "", *sorted(said))
    return hashlib.sha256("\0".join(map(str, told)).encode("utf-8", "surrogatepass")).hexdigest()


def group(
    lines: Iterable[Said], scope: Scope, known: Iterable[Known] = (), thresholds: Thresholds = THRESHOLDS
) -> list[Group]:
    """Put lines together that say nearly the same as the one that leads them, the largest group first.

    Words that were found before lead first, then the commonest ones: so a group keeps its key while lines come and go.
    """
    by_words: dict[frozenset[str], list[Said]] = defaultdict(list)
    for line in lines:
        if said := subject(line.text):
            by_words[said].append(line)
    keys = {said: key_of(scope, said) for said in by_words}
    leaders = _Leaders(Counter(word for said in by_words for word in said), thresholds)
    led: dict[frozenset[str], list[Said]] = {}
    for said, key in _known_leaders(known, keys):
        if said not in led:
            keys[said], led[said] = key, []
            leaders.add(said)
    commonest = {said: len({line.posting for line in found}) for said, found in by_words.items()}
    for said in sorted(by_words, key=lambda said: (-commonest[said], sorted(said))):
        leader = leaders.nearest(said)
        if leader is None:
            leader, led[said] = said, []
            leaders.add(said)
        led[leader] += by_words[said]
    groups = [
        Group(keys[leader], tuple(sorted(found, key=lambda line: (line.posting, line.id, line.text))))
        for leader, found in led.items()
        if found
    ]
    return sorted(groups, key=lambda one: (-one.postings, one.key))


def _known_leaders(known: Iterable[Known], keys: Mapping[frozenset[str], str]) -> Iterable[tuple[frozenset[str], str]]:
    """The words that lead each known group: those of its key where a line still has them, else those of its text."""
    by_key = {key: said for said, key in keys.items()}
    for one in sorted(known, key=lambda one: one.key):
        if said := by_key.get(one.key) or subject(one.text):
            yield said, one.key


class _Leaders:
    """Words that lead groups, found again by their rare words.

    Two sets that are alike enough share one of the rarest words of each, so only those are looked up: all but as many
    as they must have in common, and one more.
    """

    def __init__(self, frequency: Counter[str], thresholds: Thresholds) -> None:
        self._frequency = frequency
        self._thresholds = thresholds
        self._place: dict[frozenset[str], int] = {}
        self._by_word: dict[str, list[frozenset[str]]] = defaultdict(list)

    def _rarest(self, said: frozenset[str]) -> list[str]:
        alike = self._thresholds.similarity
        in_common = ceil(len(said) * alike / (2 - alike))
        rare_first = sorted(said, key=lambda word: (self._frequency[word], word))
        return rare_first[: len(said) - in_common + 1]

    def add(self, said: frozenset[str]) -> None:
        self._place[said] = len(self._place)
        for word in self._rarest(said):
            self._by_word[word].append(said)

    def nearest(self, said: frozenset[str]) -> frozenset[str] | None:
        """The leader that these words are most like, the earlier of two; None where none is like enough."""
        if said in self._place:
            return said
        seen: set[frozenset[str]] = set()
        for word in self._rarest(said):
            seen.update(self._by_word[word][: self._thresholds.compared - len(seen)])
        alike = {
            leader: degree for leader in seen if (degree := similarity(said, leader)) >= self._thresholds.similarity
        }
        return min(alike, key=lambda leader: (-alike[leader], self._place[leader]), default=None)


# What a curator starts from -------------------------------------------------------------------------------------

OPENINGS = {"en": ("you will be able to ", "you will ", "you'll ", "you’ll ", "you "), "fr": ("vous ",)}
CUES, CUE_WORDS = 4, 4
SHARED = Fraction(2, 3)  # of the lines that have a word, from which it counts as theirs all
KEY_LENGTH = 44


def statement_of(text: str, language: str, limit: int) -> str:
    """The words as a sheet's statement: without the address to the reader and the full stop, cut at a word."""
    said = spaced(text).rstrip(".!;, ")
    opening = next((one for one in OPENINGS.get(language, ()) if said.lower().startswith(one)), "")
    said = said[len(opening) :]
    said = said[:1].upper() + said[1:]
    return said if len(said) <= limit else said[:limit].rpartition(" ")[0] or said[:limit]


def key_from(words_of_it: str, taken: Iterable[str] = ()) -> str:
    """A key made of words, that none of the others is."""
    key = slugify(words_of_it)
    if len(key) > KEY_LENGTH:
        key = key[:KEY_LENGTH].rpartition("-")[0] or key[:KEY_LENGTH]
    key, others = key.strip("-") or "entry", set(taken)
    return next(name for name in (key, *(f"{key}-{n}" for n in range(2, len(others) + 3))) if name not in others)


def shared_cues(texts: Iterable[str]) -> list[str]:
    """Runs of two words or more that most of the texts have in common, as the first of them writes them."""
    said = sorted(set(map(spaced, texts)), key=lambda text: (len(text), text))
    if not said:
        return []
    counts = Counter(word for text in said for word in subject(text))
    shared = {word for word, count in counts.items() if count >= SHARED * len(said)} - {NUMBER}
    cues: list[str] = []
    for text in said:
        cues += [cue for cue in _runs(text, shared) if cue not in cues]
    return cues[:CUES]


def _runs(text: str, shared: set[str]) -> list[str]:
    runs: list[list] = [[]]
    for word in words(text):
        if word.text not in shared:
            runs.append([])
        elif runs[-1] and (word.group != runs[-1][-1].group or len(runs[-1]) == CUE_WORDS):
            runs.append([word])
        else:
            runs[-1].append(word)
    return [text[run[0].start : run[-1].end].lower() for run in runs if len(run) > 1]


def degrees_at(stages: Mapping[str, int], count: int, *, much: str, little: str) -> dict[int, str]:
    """How much an entry belongs to each stage: much where half of the postings are, a little where any is."""
    return {int(number): much if 2 * found >= count else little for number, found in stages.items() if found}


def asks_to_bring(kinds: Iterable[str]) -> bool:
    """Whether most of these kinds of line are about what somebody needs, rather than about what they will do."""
    counts = Counter(kinds)
    return counts[LineKind.MUST] + counts[LineKind.NICE] > counts[LineKind.MISSION] + counts[LineKind.OTHER]
