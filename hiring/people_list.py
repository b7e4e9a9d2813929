"""A page of people: newest first, sorted, or as they answer a question. The same few queries however many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db.models import Max, OuterRef, QuerySet, Subquery, prefetch_related_objects

from accounts.models import User
from candidates.models import Candidate, Consent, SearchEntry
from candidates.search.query import Query
from candidates.search.scope import FEW
from candidates.search.snippets import snippet

from .filters import PeopleFilter, people_order
from .models import Application
from .paging import A_PAGE, MOST, Part, cursor_of, numbered, part_of
from .retention import ends_of, with_dates
from .search import Found, find, find_next


def people_page(query: Mapping[str, str], filters: PeopleFilter, *, user: User, is_pool: bool = False) -> Part:
    """Return the page of people that an address asks for, each with what a list shows of them.

    With `is_pool` only the talent pool, with the ends of their records.
    """

    def shape(people: QuerySet[Candidate]) -> QuerySet[Candidate]:
        people = _with_last_application(people.with_pool(), user)
        return with_dates(people).annotate(agreed_at=_agreed_at()) if is_pool else people

    if filters.query.clauses:
        page = _answering(query, filters, user, is_pool, shape)
    else:
        parts = Candidate.objects.pool_parts_for(user) if is_pool else Candidate.objects.parts_for(user)
        order, seen = people_order(query.get("sort", "")), Candidate.objects.visible_to(user)
        if (few := _few(filters, user, is_pool)) is not None:
            parts = [seen.filter(pk__in=few).agreed() if is_pool else seen.filter(pk__in=few)]
        parts, is_few = [filters.narrow(part) for part in parts], few is not None
        page = part_of(parts, order, query, seen=seen, shape=shape, counts_along=is_few)
    prefetch_related_objects(page.object_list, "tags")
    if is_pool:
        ends = ends_of(page.object_list)
        for candidate in page:
            candidate.end = ends[candidate.pk]
    return page


def _few(filters: PeopleFilter, user: User, is_pool: bool) -> list[int] | None:
    """The numbers of people among whom are all of a list, where few: whether the user may see them is asked of those
    one by one. To go through everybody, the newest first, until a page is full would take seconds."""
    leads = filters.tagged
    if leads is None and is_pool:
        leads = Candidate.objects.pool_leads_for(user)
    if leads is None:
        return None
    keys = list(leads[: FEW + 1])
    return keys if len(keys) <= FEW else None


def _with_last_application(people: QuerySet[Candidate], user: User) -> QuerySet[Candidate]:
    """People, each with the time of the last application that this user may see."""
    own = Application.objects.visible_to(user).shown().filter(candidate=OuterRef("pk")).order_by()
    return people.annotate(
        last_applied_at=Subquery(own.values("candidate").annotate(last=Max("created_at")).values("last"))
    )


def _agreed_at() -> Subquery:
    in_force = Consent.objects.filter(candidate=OuterRef("pk"), withdrawn_at=None)
    return Subquery(in_force.values("renewed_at")[:1])


# Answers to a question -------------------------------------------------------------------------------


def _answering(query: Mapping[str, str], filters: PeopleFilter, user: User, is_pool: bool, shape) -> Part:
    """The best first where they are few, else the newest; or in an order that was asked for."""
    asked = filters.query
    among = Candidate.objects.in_pool() if is_pool else Candidate.objects.kept() if filters.is_narrow else None
    among = among if among is None else filters.narrow(among)
    visible = Candidate.objects.visible_to(user)
    if query.get("sort"):
        found = find(asked, user=user, among=among, newest=MOST)
        kept = visible.filter(pk__in=found.keys)
        shaped = lambda people: _with_text(shape(people), found, found.keys)  # noqa: E731
        page = part_of([kept], people_order(query["sort"]), query, seen=kept, shape=shaped)
        page.is_many = found.is_cut
    else:
        page, found = _by_number_or_cursor(query, asked, user, among)
        keys = page.object_list
        rows = _with_text(shape(visible), found, keys).in_bulk(keys)
        page.object_list = [rows[key] for key in keys if key in rows]
    for candidate in page:
        candidate.snippet = snippet(candidate.found_text or "", asked, language=candidate.found_language or "")
    return page


def _by_number_or_cursor(
    query: Mapping[str, str], asked: Query, user: User, among: QuerySet[Candidate] | None
) -> tuple[Part, Found]:
    """A page of candidates' numbers: of few, by the page's number; of very many, by the entry that it begins after."""
    after, before = cursor_of(query)
    if after is not None or before is not None:  # what comes after it in the list is what came in before it
        found, is_more = find_next(asked, user=user, among=among, limit=A_PAGE, before=after, after=before)
        if found.keys and (is_more or after is not None):
            first, last = (found.entries[found.keys[end]] for end in (0, -1))
            return Part(found.keys, first, last if is_more or before is not None else None, is_many=True), found
    found = find(asked, user=user, among=among)
    if found.is_cut:
        keys = found.keys[:A_PAGE]
        return Part(keys, next=found.entries[keys[-1]], is_many=True), found
    return numbered(found.keys, len(found.keys), query), found


def _with_text(people: QuerySet[Candidate], found: Found, keys: Sequence[int]) -> QuerySet[Candidate]:
    """People, each with the text by which they were found, and its language."""
    entry = SearchEntry.objects.filter(pk__in=[found.entries[key] for key in keys], candidate=OuterRef("pk"))
    return people.annotate(
        found_text=Subquery(entry.order_by().values("text")[:1]),
        found_language=Subquery(entry.order_by().values("language")[:1]),
    )
