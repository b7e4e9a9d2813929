"""The form that candidates fill in: which fields it has, and the posting's questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accounts.models import User

from ..choices import FORM_FIELDS, Asked
from ..library.choosing import from_library, question_about
from ..models import LibraryQuestion, Line, Posting, Question
from ..questions import QuestionValues, from_line
from ..signals import knock_out_changed
from .errors import QuestionConflict, QuestionRefused
from .lines import _touch, lock

_FROM_LINE = UUID("3f0f2ab4-6c4c-4f0e-9d2f-0f5c8e6a9d11")


@transaction.atomic
def set_form_fields(*, posting: Posting, fields: Mapping[str, str], by: User) -> Posting:
    """Ask for these fields of the form so (`choices.FORM_FIELDS` to `Asked`); other fields stay as they are."""
    now = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    before = FORM_FIELDS | now.form_fields
    after = {name: Asked(fields.get(name, before[name])).value for name in FORM_FIELDS}
    if after != before:
        now.form_fields = after
        now._history_user = by
        now.save(update_fields=["form_fields", "updated_at"])
    posting.refresh_from_db()
    return posting


@transaction.atomic
def add_question(
    *, posting: Posting, values: QuestionValues, by: User, key: UUID | None = None, line: Line | None = None
) -> Question:
    """Add a question at the end; the `key` of the form that it came from makes it one, however often it is sent.

    Raises QuestionRefused where the law forbids asking it.
    """
    lock(posting)
    if key and (question := posting.questions.filter(creation_key=key).first()):
        return question
    return _append(posting, values, by=by, line=line, creation_key=key)


@transaction.atomic
def ask_about(*, line: Line, by: User) -> Question:
    """Make a question of a line: the library's for its mission or skill, else one of the line's own words.

    It is in the posting's language. Again gives the same one, put back where it was dropped. Raises QuestionRefused
    where the line's words make one that the law forbids.
    """
    posting = line.posting
    lock(posting)
    if library := question_about(line):
        return _take(library, posting, line, posting.questions.filter(library=library, line=line).first(), by=by)
    key = own_key(line)
    if question := posting.questions.filter(creation_key=key).first():
        return restore_question(question=question, by=by)
    values = from_line(line.text, line.kind, posting.language)
    return _append(posting, values, by=by, line=line, creation_key=key)


@transaction.atomic
def add_from_library(*, posting: Posting, library: LibraryQuestion, by: User) -> Question:
    """Take a question of the library, about the line of its mission or skill where the posting has one; once."""
    lock(posting)
    source = library.source
    line = source and posting.lines.kept().filter(**{source._meta.model_name: source}).first()
    return _take(library, posting, line, posting.questions.filter(library=library).first(), by=by)


def _take(
    library: LibraryQuestion, posting: Posting, line: Line | None, taken: Question | None, *, by: User
) -> Question:
    if taken:
        return restore_question(question=taken, by=by)
    return _append(posting, from_library(library, posting.language), by=by, line=line, library=library)


def own_key(line: Line) -> UUID:
    """The creation key of the question that a line makes of its own words."""
    return uuid5(_FROM_LINE, str(line.pk))


def _append(posting: Posting, values: QuestionValues, *, by: User, **fields: Any) -> Question:
    _refuse_forbidden(values)
    last = posting.questions.aggregate(last=Max("order"))["last"]
    question = row_of(posting, values, order=0 if last is None else last + 1, by=by, **fields)
    question.save(force_insert=True)
    _touch(posting)
    return question


def row_of(posting: Posting, values: QuestionValues, *, line: Line | None, by: User, **fields: Any) -> Question:
    """A question's row, not saved yet."""
    words = line.text if line else ""
    return Question(posting=posting, line=line, line_text=words, updated_by=by, **_columns(values), **fields)


@transaction.atomic
def edit_question(*, question: Question, values: QuestionValues, revision: int, by: User) -> Question:
    """Give the question other words, answers or rules; a dropped one comes back with them.

    Raises QuestionConflict where somebody changed or dropped it after the `revision` that `by` saw, and QuestionRefused
    where the law forbids asking it, or where a question that candidates answered would become one of another kind.
    """
    question = _lock_question(question)
    if values_of(question) == values and question.dropped_at is None:
        return question
    if question.revision != revision:
        raise QuestionConflict(question)
    _refuse_forbidden(values)
    if values.kind != question.kind and was_published(question):
        raise QuestionRefused.of_kind()
    sorts_otherwise = values.knock_out != question.knock_out
    columns = _columns(values) | {"dropped_at": None}
    for name, value in columns.items():
        setattr(question, name, value)
    _save(question, by=by, fields=list(columns))
    if sorts_otherwise:
        knock_out_changed.send(sender=Question, question=question)
    return question


@transaction.atomic
def drop_question(*, question: Question, by: User) -> Question:
    """Take the question out of the form; it can be put back, and answers to it are kept."""
    question = _lock_question(question)
    if question.dropped_at is None:
        question.dropped_at = timezone.now()
        _save(question, by=by, fields=["dropped_at"])
    return question


@transaction.atomic
def restore_question(*, question: Question, by: User) -> Question:
    """Put a dropped question back, where it was. Raises QuestionRefused where the law forbids asking it."""
    question = _lock_question(question)
    if question.dropped_at:
        _refuse_forbidden(values_of(question))
        question.dropped_at = None
        _save(question, by=by, fields=["dropped_at"])
    return question


@transaction.atomic
def move_question(*, question: Question, to: int, by: User) -> Question:
    """Put the question at a place, counted from 0, among those that are asked; beyond an end means that end."""
    question = _lock_question(question)
    others = list(question.posting.questions.filter(dropped_at=None).exclude(pk=question.pk))
    wanted = [*others[: max(to, 0)], question, *others[max(to, 0) :]]
    free = sorted(item.order for item in wanted)
    if len(set(free)) < len(free):  # rows that share an order: number them anew
        free = list(range(len(wanted)))
    moved = [item for item, order in zip(wanted, free, strict=True) if item.order != order]
    for item, order in zip(wanted, free, strict=True):
        item.order = order
    Question.objects.bulk_update(moved, ["order"])
    if moved:
        _touch(question.posting)
    return question


def values_of(question: Question) -> QuestionValues:
    """What a row says."""
    return QuestionValues(
        kind=question.kind,
        text=question.text,
        help_text=question.help_text,
        options=tuple(question.options),
        is_required=question.is_required,
        knock_out=question.knock_out,
    )


def was_published(question: Question) -> bool:
    """Whether a version has the question, so that candidates may have answered it."""
    contents = question.posting.versions.values_list("content__questions", flat=True)
    return any(asked["id"] == question.pk for asking in contents for asked in asking or ())


def _columns(values: QuestionValues) -> dict[str, Any]:
    return asdict(values) | {"options": list(values.options)}


def _refuse_forbidden(values: QuestionValues) -> None:
    if found := values.refusals:
        raise QuestionRefused(" ".join(refusal.message for refusal in found))


def _lock_question(question: Question) -> Question:
    lock(question.posting)
    return Question.objects.select_related("posting", "updated_by").get(pk=question.pk)


def _save(question: Question, *, by: User, fields: list[str]) -> None:
    question.updated_by = by
    question.revision += 1
    question.save(update_fields=[*fields, "revision", "updated_by", "updated_at"])
    _touch(question.posting)
