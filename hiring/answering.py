"""Who of a posting's applications answers what is typed: in a time that doesn't grow with how many applied.

Up to AT_MOST applications are all looked at. Of more, whole words and longer beginnings are looked for in all that was
said, and the newest who answer are kept; what begins with two or three letters, and parts of names and addresses, which
the search doesn't know or not yet, are looked for among the newest.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from candidates.models import SearchEntry
from candidates.search.hits import FEW, Scope, newest_sql
from candidates.search.places import of_posting
from candidates.search.query import parse
from postings.models import Posting

from . import blind
from .models import Application
from .paging import union_sql
from .querysets import ApplicationQuerySet

AT_MOST = FEW
WORDS = 8  # of a name; the rest is not looked at


def keep_answering(
    applications: ApplicationQuerySet, text: str, *, posting: Posting, among: Sequence[ApplicationQuerySet] = ()
) -> ApplicationQuerySet:
    """Keep of some of a posting's applications those that answer: the newest of them, and of each part of them that
    `among` names. Of those screened without names, whom what stands for the name means."""
    query, named = parse(text, typing=True), _named(text)
    parts = []
    for rows in (applications, *among):
        if query.wanted:
            parts.append(_having_words(query, rows.filter(~blind.HIDDEN), posting))
        newest = rows.filter(~blind.HIDDEN).order_by("-created_at", "-id").values("pk")[:AT_MOST]
        parts.append(Application.objects.filter(named, pk__in=newest))
    if meant := blind.keys_meant(text):
        parts.append(Application.objects.filter(blind.HIDDEN, pk__in=meant))
    return applications.filter(pk__in=RawSQL(*union_sql(parts)))  # noqa: S611


def has_more() -> Exists:
    """A condition on postings: more applied than are all looked at."""
    others = Application.objects.filter(posting=OuterRef("pk"), superseded_by=None).order_by()
    return Exists(others.values("pk")[AT_MOST : AT_MOST + 1])


def _having_words(query, rows: ApplicationQuerySet, posting: Posting) -> QuerySet[Application]:
    here, people = SearchEntry.objects.filter(posting=posting), rows.order_by().values("candidate")
    among = people
    if (
        connection.vendor == "sqlite"
    ):  # has its words in the order of the entries: asked of each, it takes half the time
        here, among = here.filter(candidate__in=people), None
    found = newest_sql(query, Scope(here, places=[of_posting(posting.pk)], among=among), limit=AT_MOST)
    if found is None:
        return Application.objects.none()
    return Application.objects.filter(posting=posting, superseded_by=None, candidate__in=RawSQL(*found))  # noqa: S611


def _named(text: str) -> Q:
    """Every word is in the name, or in the address."""
    named = Q()
    for word in text.split()[:WORDS]:
        named &= Q(candidate__name__icontains=word) | Q(candidate__email__icontains=word) | Q(sent_name__icontains=word)
    return named
