"""A page of the applications for all postings: newest first, sorted, or as they answer a question. The same few queries
however many there are."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from accounts.models import User

from .filters import ApplicationFilter, order_of_all
from .models import Application
from .paging import Part, numbered, part_of


def applications_page(query: Mapping[str, str], filters: ApplicationFilter, *, user: User) -> Part:
    """Return the page of applications that an address asks for, each with what a list shows of them."""

    def shape(applications: QuerySet) -> QuerySet:
        return applications.with_list_data(user).with_name_order()

    order = order_of_all(query.get("sort", ""))
    if not filters.query.clauses:
        return part_of(filters.parts, order, query, seen=filters.queryset, shape=shape)

    def rows(keys: QuerySet) -> QuerySet:
        return shape(Application.objects.filter(pk__in=keys)).order_by(*order)

    (found,) = filters.parts
    page = numbered(found.order_by(*order).values("pk"), len(filters.answering.keys), query, rows)
    page.is_many = filters.answering.is_cut
    return page
