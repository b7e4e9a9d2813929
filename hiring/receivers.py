"""What happens in hiring when something changes in postings."""

from __future__ import annotations

from postings.models import Posting, Question

from .actions import sort_answers_anew, start_steps


def sort_anew(sender: object, *, question: Question, **kwargs: object) -> None:
    """A question's rule of sorting changed."""
    sort_answers_anew(question=question)


def give_steps(sender: object, *, instance: Posting, created: bool, raw: bool, **kwargs: object) -> None:
    """A posting was made."""
    if created and not raw:
        start_steps(posting=instance)
