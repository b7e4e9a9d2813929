"""Which questions must not be asked of candidates: told by their words, in English and French. No database inside."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .topics import TOPICS, Topic

__all__ = ["Refusal", "refusals"]

# "You need not tell us your age" asks for nothing. "Don’t you have children?" does.
_SAYING = (
    r"(?:ask|say|state|tell|mention|give|send|include|write|name|share|need|want|know|store|collect|disclose|reveal|"
    r"indicate|add|take|consider)"
)
_NOT_ASKED = re.compile(
    rf"\b(?:(?:do|does|will|must|should|may|need|shall|can)\s?n[o’']t|do\s+not|cannot|never|(?:no|without\s+any)\s+need\s+to|"
    rf"please\s+leave\s+out|without)\s+(?:\w+\s+){{0,3}}?{_SAYING}(?:ing)?\b"
    r"|\b(?:please\s+)?leave\s+out\b|\bwithout\s+regard\s+to\b|\b(?:regardless|irrespective)\s+of\b"
    r"|\b(?:ne|n['’])\s*(?:\w+\s+){0,3}?(?:demand|indiqu|mentionn|di[ts]|précis|donn|communiqu|ajout|écri|révél|renseign|pren)\w*"
    r"\s+(?:pas|jamais|ni|rien)\b|\bsans\s+(?:indiquer|mentionner|préciser|donner|dire|révéler)\b|\binutile\s+d"
    r"|\bn['’](?:avez|est)\s+pas\s+(?:à|besoin|nécessaire|utile)\b|\b(?:quel(?:le)?s?\s+que\s+soi\w+|indépendamment)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.!?]\s|\n")


@dataclass(frozen=True)
class Refusal:
    """Words that ask for what must not be asked: the topic, and where they are in the text."""

    topic: Topic
    words: str
    start: int
    end: int

    @property
    def reason(self) -> str:
        return str(self.topic.reason)

    @property
    def source(self) -> str:
        return str(self.topic.source)

    @property
    def message(self) -> str:
        """What is wrong, why, and by which law, in a sentence each."""
        return _("“%(words)s” can’t be asked. %(reason)s (%(source)s)") % {
            "words": " ".join(self.words.split()),
            "reason": self.reason,
            "source": self.source,
        }


def refusals(text: str, *, is_answer: bool = False) -> list[Refusal]:
    """Return what a question, its explanation or an answer to choose from asks for against the law; one a topic."""
    return [found for topic in TOPICS if (found := _first(topic, text, is_answer))]


def _first(topic: Topic, text: str, is_answer: bool) -> Refusal | None:
    whole = topic.words.answer if is_answer else topic.words.label
    for pattern in (*topic.patterns, whole):
        for match in pattern.finditer(text):
            start, end = match.span()
            begin, until = _sentence(text, start, end)
            if not _NOT_ASKED.search(text[begin:start]) and not topic.is_harmless(text[begin:until]):
                words = match.group().strip()
                at = text.index(words, start)
                return Refusal(topic, words, at, at + len(words))
    return None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the sentence around some words."""
    begins = [match.end() for match in _SENTENCE_ENDS.finditer(text, 0, start)]
    after = _SENTENCE_ENDS.search(text, max(end - 1, start))
    return (begins[-1] if begins else 0), (after.start() + 1 if after else len(text))
