"""What an employer must not ask of somebody who applies: topics, the law of each, and the words that ask it.

The words are in `words/`, a file a topic, a pattern a line. In a pattern a space is any white space, ' either
apostrophe, and a name in braces one of `COMMON`. Patterns are about the person who is asked ("your age"). Other lines
begin with a mark: `=` a label, which asks where it is the whole question ("Age:"); `+` one that is refused as an answer
to choose from, too ("married"); `!` what makes a sentence harmless; `#` a remark.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .pay import PAST_PAY, PAY_WORK

WORDS = Path(__file__).parent / "words"
COMMON = {
    "are": r"\b(?:are|were) you (?:currently |now )?(?:an? )?",
    "have": r"\b(?:do you (?:currently )?have|have you(?: got)?|are you having) (?:(?:an?|any|some|your own) )?",
    "etes": r"(?:\b(?:[êe]tes|étiez|seriez)[- ]vous (?:actuellement )?(?:une? )?|\b(?:es[- ]tu|vous êtes) (?:une? )?)",
    "avez": r"\b(?:avez[- ]vous|as[- ]tu|auriez[- ]vous|vous avez|tu as) (?:déjà )?(?:(?:une?|des|d'|de)\s*)?",
    "nn": r"(?:1[6-9]|[2-7]\d)",
}
_LABEL = r"\A\s*(?:(?:your|the|votre|vos|le|la|les|l')\s*)?(?:%s)\s*(?:\([^)]*\)\s*)?[?:.!*]*\s*\Z"
_SPACE_OR_APOSTROPHE = re.compile(r"\\.|\[[^\]]*\]|[ ']")
_NO_WORDS = re.compile(r"(?!)")


@dataclass(frozen=True)
class Words:
    """The patterns of a topic: those of any text, of a whole question, of a whole answer; and what is harmless."""

    asking: re.Pattern[str] = _NO_WORDS
    label: re.Pattern[str] = _NO_WORDS
    answer: re.Pattern[str] = _NO_WORDS
    harmless: re.Pattern[str] = _NO_WORDS


@dataclass(frozen=True)
class Topic:
    """Something that is not asked: its name for good, why not, and by which law."""

    key: str
    reason: str | Promise
    source: str | Promise
    url: str

    @cached_property
    def words(self) -> Words:
        """The words that ask for it."""
        return read_words((WORDS / f"{self.key}.txt").read_text("utf-8"))

    @property
    def patterns(self) -> tuple[re.Pattern[str], ...]:
        return (PAST_PAY, self.words.asking) if self.key == "pay" else (self.words.asking,)

    def is_harmless(self, sentence: str) -> bool:
        """Whether words of a sentence make what it says harmless."""
        of_product = self.key == "pay" and PAY_WORK.search(sentence)
        return bool(of_product or self.words.harmless.search(sentence))


def read_words(text: str) -> Words:
    """Read a file of `words/`."""
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    marked = {mark: [line[2:] for line in lines if line.startswith(f"{mark} ")] for mark in "=+!"}
    return Words(
        asking=_pattern([line for line in lines if line[:2] not in {"= ", "+ ", "! "}]),
        label=_pattern(marked["="] + marked["+"], _LABEL),
        answer=_pattern(marked["+"], _LABEL),
        harmless=_pattern(marked["!"]),
    )


def _pattern(lines: list[str], within: str = "%s") -> re.Pattern[str]:
    if not lines:
        return _NO_WORDS
    pattern = within % "|".join(lines)
    for name, common in COMMON.items():
        pattern = pattern.replace(f"{{{name}}}", common)
    return re.compile(_SPACE_OR_APOSTROPHE.sub(_loosen, pattern), re.IGNORECASE)


def _loosen(match: re.Match[str]) -> str:
    return {" ": r"\s+", "'": "['’]"}.get(match.group(), match.group())


_EQUAL = "https://eur-lex.europa.eu/eli/dir/2000/78/oj"
_CHARTER = "https://eur-lex.europa.eu/eli/treaty/char_2012/oj"

TOPICS = (
    Topic(
        "pay",
        _(
            "An employer must not ask about past or present pay: it carries old unfairness into the new job. Asking "
            "what pay somebody hopes for is allowed."
        ),
        _("Directive (EU) 2023/970, art. 5(2); in the United States, laws such as California Labor Code § 432.3"),
        "https://eur-lex.europa.eu/eli/dir/2023/970/oj",
    ),
    Topic(
        "age",
        _("Age says nothing about what somebody can do, and must not decide who is hired."),
        _("Directive 2000/78/EC, art. 1 and 3; Code du travail, art. L1132-1 and L1221-6 (France)"),
        _EQUAL,
    ),
    Topic(
        "family",
        _("Family, pregnancy and plans for children are nobody’s business but the candidate’s."),
        _("Directive 2006/54/EC, art. 14; Code du travail, art. L1132-1, L1221-6 and L1225-1 (France)"),
        "https://eur-lex.europa.eu/eli/dir/2006/54/oj",
    ),
    Topic(
        "health",
        _("Health and disability are for a doctor to ask about, not for an employer. Offering help is fine."),
        _("Directive 2000/78/EC, art. 1 and 3; GDPR, art. 9; Code du travail, art. L1132-1 and L1221-6 (France)"),
        _EQUAL,
    ),
    Topic(
        "origin",
        _(
            "Origin, nationality, religion and mother tongue must not decide who is hired. Asking whether somebody may "
            "work here, or how well they speak a language, is allowed."
        ),
        _("Directives 2000/43/EC and 2000/78/EC, art. 1 and 3; Code du travail, art. L1132-1 and L1221-6 (France)"),
        "https://eur-lex.europa.eu/eli/dir/2000/43/oj",
    ),
    Topic(
        "sexuality",
        _("Gender and sexual orientation say nothing about the work, and must not decide who is hired."),
        _("Directives 2000/78/EC, art. 1 and 3, and 2006/54/EC, art. 14; Code du travail, art. L1132-1 (France)"),
        _EQUAL,
    ),
    Topic(
        "union",
        _("Whether somebody belongs to a union must not count when hiring."),
        _("Charter of Fundamental Rights of the EU, art. 12; GDPR, art. 9; Code du travail, art. L2141-5 (France)"),
        _CHARTER,
    ),
    Topic(
        "politics",
        _("What somebody thinks of politics must not count when hiring."),
        _("Charter of Fundamental Rights of the EU, art. 21; GDPR, art. 9; Code du travail, art. L1132-1 (France)"),
        _CHARTER,
    ),
)
