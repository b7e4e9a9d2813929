"""Who of a posting's applications answers what is typed: in a time that doesn't grow with how many applied.

Up to AT_MOST applications are all looked at. Of more, whole words and longer beginnings are looked for in all that was
said, and the NEWEST who answer are kept; what begins with two or three letters, and parts of names and addresses, which
the search doesn't know or not yet, are looked for among the newest.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from candidates.models import SearchEntry
from candidates.search.hits import newest_sql
from candidates.search.places import of_posting
from candidates.search.query import Query, parse
from candidates.search.scope import FEW, Scope
from postings.models import Posting

from . import blind
from .models import Application
from .paging import union_sql
from .querysets import ApplicationQuerySet

AT_MOST = FEW
NEWEST = 500
WORDS = 8  # of a name; the rest is not looked at


def keep_answering(
    applications: ApplicationQuerySet,
    text: str,
    *,
    posting: Posting,
    are_all: bool = False,
    among: Sequence[ApplicationQuerySet] = (),
) -> ApplicationQuerySet:
    """Keep of some of a posting's applications those that answer: the newest of them, and of each part of them that
    `among` names. Of those screened without names, whom what stands for the name means.

    `are_all` says that they are all that the user sees there: nobody then tries whether they are few.
    """
    query, named = parse(text, typing=True), _named(text)
    most = NEWEST if is_long(posting) else AT_MOST
    whole = applications if are_all and is_long(posting) else None
    parts = []
    for rows in (applications, *among):
        if query.wanted:
            shown = rows.filter(~blind.HIDDEN)
            parts.append(_having_words(query, shown, posting, most, looks_at_each=rows is whole))
        newest = rows.filter(~blind.HIDDEN).order_by("-created_at", "-id").values("pk")[:most]
        parts.append(Application.objects.filter(named, pk__in=newest))
    if meant := blind.keys_meant(text):
        parts.append(Application.objects.filter(blind.HIDDEN, pk__in=meant))
    return applications.filter(pk__in=RawSQL(*union_sql(parts)))  # noqa: S611


def is_long(posting: Posting) -> bool:
    """Whether more applied for a posting than are all looked at; one query where the posting doesn't say."""
    if not hasattr(posting, "is_long"):
        posting.is_long = with_length(Posting.objects.filter(pk=posting.pk)).values_list("is_long", flat=True).get()
    return posting.is_long


def with_length(postings: QuerySet[Posting]) -> QuerySet[Posting]:
    """Postings that each say whether more applied than are all looked at (`is_long`), in no query more."""
    others = Application.objects.filter(posting=OuterRef("pk"), superseded_by=None).order_by()
    return postings.annotate(is_long=Exists(others.values("pk")[AT_MOST : AT_MOST + 1]))


def _having_words(
    query: Query, rows: ApplicationQuerySet, posting: Posting, most: int, *, looks_at_each: bool
) -> QuerySet[Application]:
    """Those of them who have the words: of each entry it is asked whether it is of one of them, or where they may be
    few they are looked for first. SQLite has its words in the order of the entries: asked of each, it takes half the
    time."""
    here, people = SearchEntry.objects.filter(posting=posting), rows.order_by().values("candidate")
    among = people
    if looks_at_each or connection.vendor == "sqlite":
        here, among = here.filter(candidate__in=people), None
    scope = Scope(here, places=[of_posting(posting.pk)], among=among, of_applications=among is None)
    found = newest_sql(query, scope, limit=most)
    if found is None:
        return Application.objects.none()
    return Application.objects.filter(posting=posting, superseded_by=None, candidate__in=RawSQL(*found))  # noqa: S611


def _named(text: str) -> Q:
    """Every word is in the name, or in the address."""
    named = Q()
    for word in text.split()[:WORDS]:
        named &= Q(candidate__name__icontains=word) | Q(candidate__email__icontains=word) | Q(sent_name__icontains=word)
    return named
