"""Which candidates' words are out of date: whoever changes what a person is found by marks them, and the sweep
writes the words anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete

from ..signals import search_due

BATCH = 1_000


@transaction.atomic(savepoint=False)
def mark_due(candidates: Iterable[int | None]) -> None:
    """Let what the search knows of candidates (their numbers) be written anew, and who else they may be be looked for
    anew; part of the caller's transaction.

    Changes that are saved row by row are marked by `watch`; those made by one UPDATE call this.
    """
    from ..models import Candidate

    keys = sorted({key for key in candidates if key})
    is_news = False
    for start in range(0, len(keys), BATCH):
        # Locked, so that whoever is writing them anew is waited for: before that they look due still, and would be
        # passed over, though what is new has not been read.
        rows = Candidate.objects.select_for_update(no_key=True).filter(pk__in=keys[start : start + BATCH])
        flags = list(rows.order_by("pk").values_list("pk", "search_due", "match_due"))
        is_news |= not all(by_words for _pk, by_words, _match in flags)
        if late := [pk for pk, by_words, match in flags if not (by_words and match)]:
            Candidate.objects.filter(pk__in=late).update(search_due=True, match_due=True)
    if is_news:
        search_due.send(Candidate)


def watch(model: type[models.Model], candidate_of: Callable[[Any], int | None]) -> None:
    """Mark the candidate of each row of a model that is saved or deleted."""

    def mark(instance: models.Model, **_kwargs: Any) -> None:
        mark_due([candidate_of(instance)])  # a new candidate is due from the start

    for signal in (post_save, post_delete):
        signal.connect(mark, sender=model, weak=False, dispatch_uid=f"search.{model._meta.label}")


def watch_tags(tag: type[models.Model], through: type[models.Model]) -> None:
    """Mark candidates whose tags change, and those of a tag that gets another name or is deleted."""

    def mark_changed(instance: models.Model, *, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any):
        if reverse:  # candidates are put on a tag, or taken off it: those who leave are known before
            mark_due(pk_set if pk_set is not None else instance.candidates.values_list("pk", flat=True))
        elif action.startswith("post_"):
            mark_due([instance.pk])

    def mark_all(instance: models.Model, **_kwargs: Any) -> None:
        mark_due(instance.candidates.values_list("pk", flat=True))

    m2m_changed.connect(mark_changed, sender=through, weak=False, dispatch_uid="search.tags")
    for signal in (post_save, pre_delete):
        signal.connect(mark_all, sender=tag, weak=False, dispatch_uid="search.tag")
