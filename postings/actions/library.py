"""The library of questions: a company's own, and what curators edit."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..models import LibraryQuestion, Question
from .asking import values_of
from .errors import QuestionRefused
from .lines import lock


@transaction.atomic
def keep_question(*, question: Question, by: User) -> LibraryQuestion:
    """Keep a posting's question for other postings of its company; once, however often it is kept.

    What puts an answer last stays with the posting. Raises QuestionRefused where the law forbids asking it.
    """
    posting = question.posting
    lock(posting)
    values = values_of(question)
    if found := values.refusals:
        raise QuestionRefused(" ".join(refusal.message for refusal in found))
    said = {f"text_{posting.language}": values.text, "kind": values.kind}
    kept = LibraryQuestion.objects.filter(company=posting.company_id, role=posting.role_id, **said).first()
    if kept is None:
        source = question.line.source if question.line else None
        kept = LibraryQuestion(company_id=posting.company_id, role_id=posting.role_id, created_by=by, stages=[], **said)
        if source:
            setattr(kept, source._meta.model_name, source)
    setattr(kept, f"help_text_{posting.language}", values.help_text)
    setattr(kept, f"options_{posting.language}", "\n".join(values.options))
    kept.retired_at = None
    kept._history_user = by
    kept.save()
    Question.objects.filter(pk=question.pk).update(library=kept)  # no change of what it asks
    return kept


@transaction.atomic
def let_go(*, kept: LibraryQuestion, by: User) -> LibraryQuestion:
    """Take a company's own question out of its library; forms that have it keep it."""
    if kept.company_id is None:
        raise QuestionRefused(_("Curators look after the questions that are for all."))
    return retire_library_question(question=kept, by=by)


@transaction.atomic
def save_library_question(*, question: LibraryQuestion, by: User) -> LibraryQuestion:
    """Save a question of the library as a curator's edit."""
    question._history_user = by
    if question.pk is None:
        question.created_by = by
    question.save()
    return question


@transaction.atomic
def retire_library_question(*, question: LibraryQuestion, by: User) -> LibraryQuestion:
    """Offer the question no more; again changes nothing."""
    return _set_retired(question, True, by=by)


@transaction.atomic
def restore_library_question(*, question: LibraryQuestion, by: User) -> LibraryQuestion:
    """Offer the question again; again changes nothing."""
    return _set_retired(question, False, by=by)


def _set_retired(question: LibraryQuestion, retired: bool, *, by: User) -> LibraryQuestion:
    question = LibraryQuestion.objects.select_for_update(no_key=True).get(pk=question.pk)
    if (question.retired_at is not None) == retired:
        return question
    question.retired_at = timezone.now() if retired else None
    question._history_user = by
    question.save()
    return question
