"""Whose an e-mail address is: also one under which somebody was known who was merged since."""

from __future__ import annotations

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from .models import Candidate


def holders_of(email: str) -> QuerySet:
    """Return the number of the person of an address (normalised), as a subquery: empty, or one."""
    return Candidate.objects.filter(email=email, erased_at=None).values(person=Coalesce("merged_into", "pk"))
