"""What a candidate was asked and what they answered, side by side, with the lines that the questions came from."""

from __future__ import annotations

from dataclasses import dataclass

from postings.content import Content, ContentLine

from .models import Answer, Application


@dataclass(frozen=True)
class Asked:
    """One question of the form that a candidate filled in; `line` is None where it came from none."""

    text: str
    answer: Answer | None
    line: ContentLine | None


def asked_of(application: Application, content: Content) -> list[Asked]:
    """Return the questions of the version read, in order, each with its answer."""
    answers = {answer.question_id: answer for answer in application.sent_answers}
    lines = {line.id: line for line in content.lines}
    return [Asked(one.text, answers.get(one.id), lines.get(one.line)) for one in content.questions]
