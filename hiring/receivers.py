"""What happens in hiring when something changes in postings."""

from __future__ import annotations

from postings.models import Question

from .actions import sort_answers_anew


def sort_anew(sender: object, *, question: Question, **kwargs: object) -> None:
    """A question's rule of sorting changed."""
    sort_answers_anew(question=question)
