"""Locking applications, in the order that `candidates.actions.locking` says: after people, before mails."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from candidates.actions import lock_person

from ..models import Application


def in_order(applications: QuerySet[Application]) -> QuerySet[Application]:
    """Applications that are locked as they are read, one after the other."""
    return applications.order_by("pk").select_for_update(of=("self",), no_key=True)


def lock_applications(keys: Iterable[int | None] | QuerySet) -> None:
    """Wait for whoever changes some applications (their numbers, or a query of these), and let others wait."""
    if not isinstance(keys, QuerySet):
        keys = {key for key in keys if key is not None}
    lock(Application.objects.filter(pk__in=keys))


def lock(applications: QuerySet[Application]) -> list[int]:
    """Lock applications; return their numbers, in order."""
    return list(in_order(applications).values_list("pk", flat=True))


def read_locked(keys: list[int], *, with_people: bool = True) -> list[Application]:
    """Return applications that were locked before, in order, each with its step, the reason for its rejection, and its
    candidate with their wish.

    They are read after the lock, for what a locking query joins is older than the row that it waited for, and where the
    row leads elsewhere by then, PostgreSQL leaves it out.
    """
    rows = Application.objects.filter(pk__in=keys).order_by("pk").select_related("step", "rejection_reason")
    return list(rows.select_related("candidate__message_wish") if with_people else rows) if keys else []


def lock_with_person(application: Application) -> Application:
    """Return an application as it is now, with its candidate, locked both. Raises PersonGone."""
    person = lock_person(application.candidate_id)
    now = in_order(Application.objects.all()).get(pk=application.pk)
    now.candidate = person if now.candidate_id == person.pk else lock_person(now.candidate_id)
    return now
