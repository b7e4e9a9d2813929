"""Which mission or skill a text is about, told by the reference's cue words and by its own wording.

Texts are compared word by word, without case, accents and common endings; whatever stands between words
(hyphens, apostrophes, slashes) counts as a space, articles and numbers may stand inside a cue, while the end of a
sentence or a comma separates.
Every offset is one of the text as it was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .reference import Reference

MISSION = "mission"
SKILL = "skill"

WORD = re.compile(r"[^\W_]+")
# What separates two words for good. A full stop inside a word ("node.js") and a slash ("ci/cd") do not.
SEPARATOR = re.compile(r"[.,;:!?](?=\s)|[()\[\]{}|•▪‣◦●■►✓✔➢…\"«»“”]|\n\s*\n|\s[-–—]\s")
NO_BREAK = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o"})

WORDING_THRESHOLD = 0.6  # share of subject words in common from which a text counts as the reference's own wording
WORDING_MIN_WORDS = 3
LONGEST_REMEMBERED = 32  # letters
WORDING_WEIGHT = 6.0
STATEMENT_WEIGHT = 3.0
CHANGE_SIDES = 1.5
PREFERRED = 1.5  # a line under "What you need" is sooner a skill, one under "What you will do" a mission


class Word(NamedTuple):
    """A word of a text, folded, with the offsets that it has there; `group` grows where a sentence or clause ends."""

    text: str
    start: int
    end: int
    group: int


@dataclass(frozen=True)
class Cue:
    """Words of the text that speak for an entry; `text` is the slice from `start` to `end`."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Match:
    """The mission or skill that a text is about; `score` 0 to 1 grows with the number and length of its cues."""

    key: str
    kind: str
    score: float
    cues: tuple[Cue, ...]


class Entry(NamedTuple):
    """A mission or skill as the matcher sees it."""

    kind: str
    key: str
    wordings: tuple[str, ...]
    cues: tuple[str, ...]


def fold(text: str) -> str:
    """Return a text without case and accents. It may be shorter or longer; `words` keeps the offsets."""
    decomposed = unicodedata.normalize("NFKD", text.translate(NO_BREAK))
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def stem(word: str) -> str:
    """Return a folded word without its commonest endings: plurals, "-ing", the final e, the French "-ez" for "-er".

    English and French at once, so that one rule serves ads that mix them; several forms of a word give the same.
    """
    if len(word) < 4:
        return word
    if word.endswith("sses"):
        word = word[:-2]
    elif word.endswith("ies"):
        word = word[:-3] + "y"
    elif word.endswith("ie"):
        word = word[:-2] + "y"
    elif word.endswith("eaux"):
        word = word[:-1]
    elif word.endswith("aux"):
        word = word[:-3] + "al"
    elif word.endswith("s") and not word.endswith("ss"):
        word = word[:-1]
    if word.endswith("ing") and len(word) > 5:
        word = word[:-3]
        if word[-1] == word[-2] and word[-1] not in "ls":
            word = word[:-1]
    elif word.endswith("ez") and len(word) > 4:
        word = word[:-2] + "er"
    return word[:-1] if word.endswith("e") and len(word) > 3 else word


def _plain(word: str) -> str:
    """A word folded and stemmed; texts repeat their words, so those of a usual length are remembered."""
    return _remembered(word) if len(word) <= LONGEST_REMEMBERED else stem(fold(word))


@lru_cache(maxsize=8192)
def _remembered(word: str) -> str:
    return stem(fold(word))


def words(text: str) -> Iterator[Word]:
    """The words of a text in order, folded and stemmed, with their offsets in it."""
    group, last = 0, 0
    text_with_marks = unicodedata.normalize("NFC", text)
    if len(text_with_marks) != len(text):
        # Combining marks stand by themselves: words would end at each of them, so they are bridged below.
        yield from _decomposed_words(text)
        return
    for found in WORD.finditer(text):
        if last and SEPARATOR.search(text, last, min(found.start() + 1, last + 40)):
            group += 1
        if folded := _plain(found.group()):
            yield Word(folded, found.start(), found.end(), group)
        last = found.end()


def _decomposed_words(text: str) -> Iterator[Word]:
    group, last, start = 0, 0, -1
    for at, char in enumerate(text + " "):
        if (char.isalnum() or unicodedata.combining(char)) and at < len(text):
            start = at if start < 0 else start
        elif start >= 0:
            if last and SEPARATOR.search(text, last, min(start + 1, last + 40)):
                group += 1
            if folded := _plain(text[start:at]):
                yield Word(folded, start, at, group)
            last, start = at, -1


# Words that carry no subject; near-identical wording is told by the others.
_EMPTY = """
    a an and are as at be by can each for from has have how in into is it its like much of on or our so such that the
    their them then there they this to up we what when where which who will with you your yourself every
    au aux avec ce ces cette chaque d dan de des du elle en entre est et il ils l la le les leur lui mais me meme n
    ne nos notre nous on ou par pas plus pour qu que qui quand s sa se ses si son sont sur un une vers vos votre vous
    y tou tout toute toutes etre avoir
"""
# Words that may stand inside a cue without changing what it says: "hire two senior engineers" is "hire engineers".
_ARTICLES = """
    the a an our your their its this these those le la l les un une des de du d nos vos notre votre ses leur leurs
    tes ton ta cette ce any all
"""
_FILLERS = """
    tech technical engineering technique development new more first existing next junior senior young small whole
    two three four five six several other future own good strong nouveaux nouvelles premiers premieres deux trois
    quatre cinq plusieurs futurs jeunes petite dev
"""
EMPTY_WORDS = frozenset(map(stem, _EMPTY.split()))
ARTICLES = frozenset(map(stem, _ARTICLES.split()))
FILLERS = ARTICLES | frozenset(map(stem, _FILLERS.split()))
MAX_FILLERS = 3


class Matcher:
    """The cues and wordings of some entries, compiled once; `recognise` takes time linear in the text."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries = tuple(entries)
        # Cues as a trie of words: one step a word of the text, at most as deep as the longest cue.
        self._trie: dict = {}
        self._by_word: dict[str, list[int]] = defaultdict(list)
        self._wordings: list[tuple[int, frozenset[str], float]] = []
        for number, entry in enumerate(self.entries):
            for cue in entry.cues:
                self._add_cue([word.text for word in words(cue)], number)
            for at, wording in enumerate(entry.wordings):
                self._add_wording(wording, number, STATEMENT_WEIGHT if at == 0 else WORDING_WEIGHT)

    def _add_cue(self, cue: list[str], number: int) -> None:
        if not cue:
            return
        node = self._trie
        for at, word in enumerate(cue):
            if word not in ARTICLES or at in (0, len(cue) - 1):  # the l of "p&l" is no article
                node = node.setdefault(word, {})
        owners = node.setdefault(None, [])
        if number not in owners:
            owners.append(number)

    def _add_wording(self, wording: str, number: int, weight: float) -> None:
        subject = frozenset(word.text for word in words(wording)) - EMPTY_WORDS
        if len(subject) < WORDING_MIN_WORDS:
            return
        for word in subject:
            self._by_word[word].append(len(self._wordings))
        self._wordings.append((number, subject, weight))

    def recognise(self, text: str, *, prefer: str | None = None) -> Match | None:
        """Return the entry that the text is about, the likeliest first; None where no cue says."""
        matches = self.recognise_all(text, prefer=prefer, limit=1)
        return matches[0] if matches else None

    def recognise_all(self, text: str, *, prefer: str | None = None, limit: int | None = None) -> list[Match]:
        """Return all entries that the text has cues of, the likeliest first."""
        tokens = list(words(text))
        weights: dict[int, float] = defaultdict(float)
        spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
        seen: set[tuple[int, tuple[str, ...]]] = set()
        for first, last, length, owners in self._cues(tokens):
            said = tuple(token.text for token in tokens[first:last])
            # Letters tell specific cues apart: "ai" says less than "machine learning".
            weight = length * (0.7 if sum(map(len, said)) < 4 else 1.0) / len(owners) ** 0.5
            for number in owners:
                spans[number].append((tokens[first].start, tokens[last - 1].end))
                if (number, said) not in seen:
                    seen.add((number, said))
                    weights[number] += weight
        for number, weight, shared in self._near_wordings(tokens):
            weights[number] += weight
            spans[number].extend(shared)
        if prefer:
            # One common word is too little for a line to change sides: "leadership team" in a mission is no skill.
            doubtful = [n for n, weight in weights.items() if self.entries[n].kind != prefer and weight < CHANGE_SIDES]
            for number in doubtful:
                del weights[number]
        ranked = sorted(
            weights,
            key=lambda number: (
                -weights[number] * (PREFERRED if self.entries[number].kind == prefer else 1),
                min(spans[number]),
                number,
            ),
        )
        return [self._match(text, number, weights[number], spans[number]) for number in ranked[:limit]]

    def _cues(self, tokens: list[Word]) -> list[tuple[int, int, int, list[int]]]:
        """Cues found, longest first, none overlapping a longer one: (first word, word after, words, entries)."""
        hits = []
        for first, token in enumerate(tokens):
            node, last, length, fillers = self._trie, first, 0, 0
            while last < len(tokens) and tokens[last].group == token.group:
                word = tokens[last].text
                if following := node.get(word):
                    node, length, fillers = following, length + 1, 0
                elif length and word in FILLERS and fillers < MAX_FILLERS:
                    fillers += 1
                else:
                    break
                last += 1
                if not fillers and (owners := node.get(None)):
                    hits.append((first, last, length, owners))
        hits.sort(key=lambda hit: (-hit[2], hit[0] - hit[1], hit[0]))
        taken: set[int] = set()
        kept = []
        for first, last, length, owners in hits:
            if taken.isdisjoint(range(first, last)):
                taken.update(range(first, last))
                kept.append((first, last, length, owners))
        return kept

    def _near_wordings(self, tokens: list[Word]) -> Iterator[tuple[int, float, list[tuple[int, int]]]]:
        """Entries whose own wording the text nearly is, with what that weighs and the words in common."""
        subject = {token.text for token in tokens} - EMPTY_WORDS
        common = Counter(wording for word in subject for wording in self._by_word.get(word, ()))
        best: dict[int, tuple[float, frozenset[str]]] = {}
        for at, count in common.items():
            number, wording, weight = self._wordings[at]
            alike = 2 * count / (len(subject) + len(wording))
            if alike >= WORDING_THRESHOLD:
                best[number] = max(
                    best.get(number, (0.0, frozenset())), (weight * alike, wording), key=lambda one: one[0]
                )
        for number, (weight, wording) in best.items():
            yield number, weight, _runs(tokens, wording)

    def _match(self, text: str, number: int, weight: float, spans: list[tuple[int, int]]) -> Match:
        entry = self.entries[number]
        cues: list[Cue] = []
        for start, end in sorted(set(spans)):
            if cues and start < cues[-1].end:
                if end > cues[-1].end:
                    cues[-1] = Cue(text[cues[-1].start : end], cues[-1].start, end)
            else:
                cues.append(Cue(text[start:end], start, end))
        return Match(key=entry.key, kind=entry.kind, score=round(1 - 0.5**weight, 3), cues=tuple(cues))


def _runs(tokens: list[Word], shared: frozenset[str]) -> list[tuple[int, int]]:
    """Offsets of the runs of words that are in `shared`; the small words between two of them belong to the run."""
    runs: list[tuple[int, int]] = []
    joinable = False
    for token in tokens:
        if token.text in shared:
            if joinable:
                runs[-1] = (runs[-1][0], token.end)
            else:
                runs.append((token.start, token.end))
            joinable = True
        elif token.text not in EMPTY_WORDS:
            joinable = False
    return runs


@lru_cache(maxsize=32)
def _compiled(entries: tuple[Entry, ...]) -> Matcher:
    return Matcher(entries)


def matcher(reference: Reference) -> Matcher:
    """The matcher of a reference: compiled once for the same wording, whichever object carries it."""
    missions = (Entry(MISSION, one.key, (one.statement, one.line), one.cues) for one in reference.missions)
    skills = (Entry(SKILL, one.key, (one.name, one.line), one.cues) for one in reference.skills)
    return _compiled((*missions, *skills))


def recognise(text: str, reference: Reference, *, prefer: str | None = None) -> Match | None:
    """Return the mission or skill that a text is about; `prefer` is the kind that it more likely is, if known."""
    return matcher(reference).recognise(text, prefer=prefer)
