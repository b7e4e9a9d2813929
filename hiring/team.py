"""Who is around an application: who looks at it, who could, and who may read what is written on it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, Subquery

from accounts.models import User
from postings.models import Membership

from .actions.noting import people_to_mention
from .models import Application, Assignment


@dataclass(frozen=True)
class Team:
    """The people around an application: assigned to it, in the order of that; whom one may assign; whom a note may
    name."""

    assigned: list[User]
    assignable: list[User]
    readers: list[User]


def team_of(application: Application) -> Team:
    """Return the people around an application, in one query."""
    mine = Assignment.objects.filter(application=application, user=OuterRef("pk")).order_by().values("pk")
    readers = people_to_mention(candidate=application.candidate, application=application)
    people = (
        get_user_model()
        .objects.annotate(
            assignment=Subquery(mine[:1]),
            is_member=Exists(Membership.objects.filter(posting=application.posting_id, user=OuterRef("pk"))),
            is_reader=Exists(readers.order_by().filter(pk=OuterRef("pk"))),
        )
        .filter(Q(assignment__isnull=False) | Q(is_member=True) | Q(is_reader=True))
        .order_by("name", "email")
    )
    found = list(people)
    return Team(
        assigned=sorted((one for one in found if one.assignment), key=lambda one: one.assignment),
        assignable=[one for one in found if one.is_member and one.is_active and not one.assignment],
        readers=[one for one in found if one.is_reader],
    )
