"""What the law forbids to ask of candidates: for questions that got in by a copy, or before a rule was known."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..questions import QuestionValues, question_anchor
from .finding import Evidence, Severity, Strength
from .registry import Hit, Reading, quoted, rule


@rule("law.question", Severity.BLOCKS, gettext_lazy("Law on equal treatment in hiring"), Strength.LAW)
def forbidden_question(reading: Reading) -> Iterator[Hit]:
    """A question of the form that asks for what an employer must not know."""
    for asked in reading.content.questions:
        for refusal in QuestionValues(asked.kind, asked.text, asked.help_text, asked.options).refusals:
            yield Hit(
                _("The form asks “%(words)s”, which can’t be asked.") % {"words": quoted(refusal.words)},
                refusal.reason,
                anchor=question_anchor(asked.id),
                rests_on=refusal.words,
                evidence=Evidence(refusal.source, Strength.LAW, refusal.topic.url),
            )
