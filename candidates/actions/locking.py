"""In which order rows are locked, so that no two actions wait for each other.

A posting, its steps, people, their applications, mails; of each kind in the order of their numbers. Whoever locks
something of a later kind first must not lock, change or delete anything of an earlier one afterwards. A row is locked
`no_key`: what merely points at it (a message, a note, an entry of the search) can be written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from ..models import Candidate


class PersonGone(Exception):
    """The person was erased since the user saw them."""


def lock_person(candidate: Candidate | int) -> Candidate:
    """Return a person as they are now, locked: who was merged is whom they became. Raises PersonGone."""
    key = getattr(candidate, "pk", candidate)
    now = lock_people([key]).get(key)
    if now and now.merged_into_id:
        now = lock_people([now.merged_into_id]).get(now.merged_into_id)
    if now is None or now.erased_at:
        raise PersonGone
    return now


def lock_people(keys: Iterable[int]) -> dict[int, Candidate]:
    """Return people by number as they are now, locked; those who were erased too."""
    rows = Candidate.objects.select_for_update(no_key=True).filter(pk__in=list(keys)).order_by("pk")
    return {row.pk: row for row in rows}


def lock_with_shells(key: int) -> list[Candidate]:
    """Return a person and who was merged into them, locked."""
    rows = Candidate.objects.select_for_update(no_key=True).filter(Q(pk=key) | Q(merged_into=key)).order_by("pk")
    return list(rows)
