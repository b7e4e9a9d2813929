"""What a question says, and the words of one that is made from a line. Pure, over plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .asking import Refusal, refusals
from .choices import Language, LineKind, QuestionKind

TEXT_MAX = 300
YES_NO = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
# A question made from a line, where the library has none for it: content in the posting's language, like a sheet's.
OWN_WORDING = {
    (Language.ENGLISH, LineKind.MISSION): "“{line}” Tell us of one time you did this.",
    (Language.ENGLISH, LineKind.MUST): "“{line}” Tell us where you showed it, with one example.",
    (Language.ENGLISH, LineKind.NICE): "“{line}” If you have some of this, tell us where from.",
    (Language.ENGLISH, LineKind.OTHER): "“{line}” Does this suit you? Tell us what you would need.",
    (Language.FRENCH, LineKind.MISSION): "« {line} » Racontez-nous une fois où vous l’avez fait.",
    (Language.FRENCH, LineKind.MUST): "« {line} » Dites-nous où vous l’avez montré, avec un exemple.",
    (Language.FRENCH, LineKind.NICE): "« {line} » Si vous en avez l’expérience, dites-nous d’où elle vient.",
    (Language.FRENCH, LineKind.OTHER): "« {line} » Cela vous convient-il ? Dites-nous ce qu’il vous faudrait.",
}


@dataclass(frozen=True)
class QuestionValues:
    """What a question says, as its row has it (`models.Question`)."""

    kind: str
    text: str
    help_text: str = ""
    options: tuple[str, ...] = ()
    is_required: bool = False
    knock_out: Any = None

    @property
    def refusals(self) -> list[Refusal]:
        """What it asks against the law, in its words, its explanation or its answers to choose from."""
        answers = [refusal for option in self.options for refusal in refusals(option, is_answer=True)]
        return [*refusals(self.text), *refusals(self.help_text), *answers]


def from_line(text: str, kind: str, language: str) -> QuestionValues:
    """Return the question that a line makes where nobody worded one for it."""
    wording = OWN_WORDING[Language(language), LineKind(kind)]
    if language == Language.FRENCH:
        wording = wording.replace("« ", "«\xa0").replace(" »", "\xa0»").replace(" ?", "\xa0?")
    room = TEXT_MAX - len(wording) + len("{line}")
    return QuestionValues(QuestionKind.LONG, wording.replace("{line}", Truncator(text).chars(room)))


def puts_last(kind: str, knock_out: Any) -> list[str]:
    """Return in words which answers put an application last."""
    if not knock_out:
        return []
    if kind == QuestionKind.NUMBER:
        bounds = (("min", _("less than %(number)s")), ("max", _("more than %(number)s")))
        return [
            words % {"number": number_format(bound)}
            for name, words in bounds
            if (bound := knock_out.get(name)) is not None
        ]
    if kind == QuestionKind.YES_NO:
        return [str(YES_NO[answer]) for answer in knock_out]
    return list(knock_out)


def question_anchor(pk: int) -> str:
    """The place of a question, on the form's page."""
    return f"question-{pk}"


def is_on_form(anchor: str) -> bool:
    """Whether a place is on the form's page, not on the editor's."""
    return anchor.startswith("question-")
