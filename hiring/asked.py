"""What a candidate was asked and what they answered, side by side, with the lines that the questions came from."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from postings.asking.pay import is_about_pay
from postings.content import Content, ContentLine

from .models import Answer, Application


@dataclass(frozen=True)
class Asked:
    """One question of the form that a candidate filled in; `line` is None where it came from none."""

    text: str
    answer: Answer | None
    line: ContentLine | None


def asked_of(application: Application, content: Content, *, user: User) -> list[Asked]:
    """Return the questions of the version read, in order, each with its answer; those about pay only for a user who may
    read all that was said."""
    questions = content.questions
    if not questions:
        return []
    answers = {answer.question_id: answer for answer in application.sent_answers}
    about_pay = {one.id for one in questions if is_about_pay(one.text, one.help_text, *one.options)}
    about_pay |= {question for question, answer in answers.items() if answer.is_about_pay}
    if about_pay and not Application.objects.reviewable_by(user).filter(pk=application.pk).exists():
        questions = [one for one in questions if one.id not in about_pay]
    lines = {line.id: line for line in content.lines}
    return [Asked(one.text, answers.get(one.id), lines.get(one.line)) for one in questions]
