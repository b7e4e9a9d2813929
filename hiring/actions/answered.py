"""When somebody last had a word that counts as an answer: written anew from the messages, here only."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from ..models import Application, Message


def settle_answered(applications: Iterable[int | None] | QuerySet) -> None:
    """Write down of applications (their ids, or a query of these) when the last message went that answers; one query,
    safe to repeat."""
    keys = applications if isinstance(applications, QuerySet) else [pk for pk in applications if pk is not None]
    if isinstance(keys, list) and not keys:
        return
    answers = Message.objects.that_answer().filter(application=OuterRef("pk")).order_by("-created_at", "-id")
    Application.objects.filter(pk__in=keys).update(answered_at=Subquery(answers.values("created_at")[:1]))
