"""Gender-coded English words, counted as Gender Decoder counts them. The evidence that they matter is mixed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..content import Content
from .data.coded_words import FEMININE, MASCULINE, NOT_CODED
from .finding import Severity, Strength
from .registry import Hit, Reading, at, quoted, rule

SOURCE = gettext_lazy(
    "Gaucher, Friesen and Kay 2011, as Gender Decoder counts them; Castilla and Rho 2023 found a negligible effect"
)
URL = "https://doi.org/10.1287/mnsc.2023.4674"

NOT_ASSESSED = "not assessed"
_STRONG = 3
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_HYPHEN = re.compile(r"[-‐‑]")
_PART = re.compile(r"[^-‐‑]+")
_CODE = dict.fromkeys(MASCULINE, "masculine") | dict.fromkeys(FEMININE, "feminine")
_LONGEST = max(len(stem) for stem in _CODE)
# The first three letters to the stems that begin with them, the longest first: most words are told apart by them.
_HEAD = 3
_STEMS: dict[str, list[str]] = {}
for _stem in sorted(_CODE, key=lambda stem: (-len(stem), stem)):
    _STEMS.setdefault(_stem[:_HEAD], []).append(_stem)


@dataclass(frozen=True)
class CodedWord:
    """A coded word of a text: its stem, "masculine" or "feminine", and whether its stem is exempt (not counted)."""

    text: str
    stem: str
    code: str
    start: int
    end: int
    exempt: bool = False


@dataclass(frozen=True)
class Score:
    """How many words of a text are coded, which way that leans, and which words they are, exempt ones too."""

    masculine: int
    feminine: int
    result: str
    words: tuple[CodedWord, ...] = ()


def coded_words(text: str, *, exempt: frozenset[str] = frozenset()) -> Iterator[CodedWord]:
    """Yield the coded words of a text in order, each once however many stems it begins with."""
    for match in _WORD.finditer(text):
        start = match.start()
        if not _HYPHEN.search(match.group()):
            if found := _coded(match.group(), hyphenated=False):
                yield _word(match.group(), found, start, exempt)
            continue
        if found := _coded(match.group(), hyphenated=True):
            yield _word(match.group(), found, start, exempt)
            continue
        for part in _PART.finditer(match.group()):
            if found := _coded(part.group(), hyphenated=False):
                yield _word(part.group(), found, start + part.start(), exempt)


def score(text: str, *, exempt: frozenset[str] = frozenset()) -> Score:
    """Count the coded words of an English text: feminine minus masculine, more than 3 either way is strong."""
    words = tuple(coded_words(text, exempt=exempt))
    masculine = sum(word.code == "masculine" and not word.exempt for word in words)
    feminine = sum(word.code == "feminine" and not word.exempt for word in words)
    return Score(masculine, feminine, _result(masculine, feminine), words)


def assess(content: Content, *, exempt: frozenset[str] = frozenset()) -> Score:
    """Score a posting's own words; "not assessed" in any language but English, for which alone the list is made."""
    if content.language != "en":
        return Score(0, 0, NOT_ASSESSED)
    texts = (content.title, content.summary, content.remote_note, content.pay_note, content.benefits)
    return score("\n".join([*texts, *content.process, *(line.text for line in content.lines)]), exempt=exempt)


@rule("inclusive.balance", Severity.ADVISES, SOURCE, Strength.MIXED, URL)
def balance(reading: Reading) -> Iterator[Hit]:
    """A posting whose coded words lean masculine, as a whole."""
    found = assessed(reading)
    if found.masculine <= found.feminine:
        return
    yield Hit(
        _("The posting’s words read as %(result)s: %(masculine)s against %(feminine)s.")
        % {
            "result": result_label(found.result),
            "masculine": ngettext("%(n)d masculine-coded word", "%(n)d masculine-coded words", found.masculine)
            % {"n": found.masculine},
            "feminine": ngettext("%(n)d feminine-coded", "%(n)d feminine-coded", found.feminine)
            % {"n": found.feminine},
        },
        _reason(),
        anchor="id_summary",
    )


@rule("inclusive.coded-word", Severity.ADVISES, SOURCE, Strength.MIXED, URL)
def coded_word(reading: Reading) -> Iterator[Hit]:
    """Each masculine-coded word of a line, where the posting as a whole leans masculine."""
    found = assessed(reading)
    if found.masculine <= found.feminine:
        return
    for passage in reading.lines:
        for word in coded_words(passage.text, exempt=reading.draft.exempt_stems):
            if word.code == "masculine" and not word.exempt:
                yield Hit(
                    _("“%(word)s” counts as a masculine-coded word.") % {"word": quoted(word.text)},
                    _reason(),
                    **at(passage, (word.start, word.end)),
                )


def result_label(result: str) -> str:
    """Return a result in the language in use."""
    return {
        "strongly masculine-coded": _("strongly masculine-coded"),
        "masculine-coded": _("masculine-coded"),
        "neutral": _("neutral"),
        "empty": _("without coded words"),
        "feminine-coded": _("feminine-coded"),
        "strongly feminine-coded": _("strongly feminine-coded"),
        NOT_ASSESSED: _("not assessed"),
    }.get(result, result)


def assessed(reading: Reading) -> Score:
    """The posting's score, worked out once for a run."""
    if "score" not in reading.memo:
        reading.memo["score"] = assess(reading.content, exempt=reading.draft.exempt_stems)
    return reading.memo["score"]


def _reason() -> str:
    return _(
        "In a study of 2011 such words made postings less attractive to women. A larger one of 2023 found a negligible "
        "effect on who applies, so change a word only where another says it as well."
    )


def _coded(word: str, *, hyphenated: bool) -> str | None:
    """Return the longest stem that a word begins with; of the hyphenated stems only, or of the others only."""
    stems = _STEMS.get(word[:_HEAD].lower().replace("‐", "-").replace("‑", "-"))
    if not stems:
        return None
    head = word[: _LONGEST + 8].lower().replace("‐", "-").replace("‑", "-")
    if head.startswith(NOT_CODED):
        return None
    return next((stem for stem in stems if head.startswith(stem) and ("-" in stem) is hyphenated), None)


def _word(text: str, stem: str, start: int, exempt: frozenset[str]) -> CodedWord:
    is_exempt = any(stem.startswith(given) for given in exempt if given)
    return CodedWord(text, stem, _CODE[stem], start, start + len(text), is_exempt)


def _result(masculine: int, feminine: int) -> str:
    balance = feminine - masculine
    if balance == 0:
        return "neutral" if feminine else "empty"
    side = "feminine-coded" if balance > 0 else "masculine-coded"
    return f"strongly {side}" if abs(balance) > _STRONG else side
