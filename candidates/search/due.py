"""Which candidates' words are out of date: whoever changes what a person is found by marks them, and the sweep
writes the words anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models
from django.db.models.signals import post_delete, post_save

from ..signals import search_due


def mark_due(candidates: Iterable[int | None]) -> None:
    """Let what the search knows of candidates (their numbers) be written anew, and who else they may be be looked for
    anew; part of the caller's transaction.

    Changes that are saved row by row are marked by `watch`; those made by one UPDATE call this.
    """
    from ..models import Candidate

    keys = [key for key in candidates if key]
    Candidate.objects.filter(pk__in=keys, match_due=False).update(match_due=True)
    if Candidate.objects.filter(pk__in=keys, search_due=False).update(search_due=True):
        search_due.send(Candidate)


def watch(model: type[models.Model], candidate_of: Callable[[Any], int | None]) -> None:
    """Mark the candidate of each row of a model that is saved or deleted."""

    def mark(instance: models.Model, **_kwargs: Any) -> None:
        mark_due([candidate_of(instance)])  # a new candidate is due from the start

    for signal in (post_save, post_delete):
        signal.connect(mark, sender=model, weak=False, dispatch_uid=f"search.{model._meta.label}")
