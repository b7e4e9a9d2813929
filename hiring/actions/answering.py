"""Answers to a posting's questions: written once with an application, their sorting worked out anew."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from candidates.actions import add_document
from candidates.files import CheckedFile
from candidates.models import Document
from postings.asking.pay import is_about_pay
from postings.content import ContentQuestion
from postings.models import Question

from ..knock_outs import is_knock_out
from ..models import Answer, Application


@dataclass(frozen=True)
class SentAnswer:
    """One answer of a form, already checked: text, texts, or a file."""

    question: ContentQuestion
    value: str | list[str] | CheckedFile


@transaction.atomic
def add_answers(
    *, application: Application, sent: tuple[SentAnswer, ...], documents: list[Document], by: User | None
) -> None:
    """Write answers down with their questions as they were read; files that are kept for it go into `documents`."""
    questions = Question.objects.filter(posting=application.posting_id, pk__in=[one.question.id for one in sent])
    rows = questions.in_bulk()
    answers = []
    for number, one in enumerate(sent, start=1):
        asked, row = one.question, rows.get(one.question.id)
        answer = Answer(
            application=application,
            question=row,
            number=number,
            kind=asked.kind,
            text=asked.text,
            line=asked.line,
            source=asked.source,
            is_about_pay=is_about_pay(asked.text, asked.help_text, *asked.options),
        )
        if isinstance(one.value, CheckedFile):
            answer.document = add_document(
                candidate=application.candidate, cv=one.value, kind=Document.Kind.ANSWER, by=by
            )
            documents.append(answer.document)
        else:
            answer.value = one.value
            answer.is_knock_out = row is not None and is_knock_out(kind=asked.kind, rule=row.knock_out, value=one.value)
        answers.append(answer)
    Answer.objects.bulk_create(answers)


@transaction.atomic
def sort_answers_anew(*, question: Question) -> int:
    """Work out again which answers of a question put last, after its rule changed; return how many changed."""
    changed = []
    for answer in Answer.objects.select_for_update(no_key=True).filter(question=question).iterator():
        now = is_knock_out(kind=answer.kind, rule=question.knock_out, value=answer.value)
        if now != answer.is_knock_out:
            answer.is_knock_out = now
            changed.append(answer)
    Answer.objects.bulk_update(changed, ["is_knock_out"], batch_size=500)
    return len(changed)
