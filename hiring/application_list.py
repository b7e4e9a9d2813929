"""A page of the applications for all postings: newest first, sorted, or as they answer a question. The same few queries
however many there are."""

from __future__ import annotations

from collections.abc import Mapping

from django.core.paginator import Paginator
from django.db.models import QuerySet

from accounts.models import User

from .filters import ApplicationFilter, order_of_all
from .paging import A_PAGE, Part, part_of


def applications_page(query: Mapping[str, str], filters: ApplicationFilter, *, user: User) -> Part:
    """Return the page of applications that an address asks for, each with what a list shows of them."""

    def shape(applications: QuerySet) -> QuerySet:
        return applications.with_list_data(user).with_name_order()

    order = order_of_all(query.get("sort", ""))
    if not filters.query.clauses:
        return part_of(filters.parts, order, query, seen=filters.queryset, shape=shape)
    numbers = Paginator(filters.parts[0].order_by(*order).values("pk"), A_PAGE)
    numbers.count = len(filters.answering.keys)
    page = numbers.get_page(query.get("page"))
    page.object_list = list(shape(filters.parts[0].model.objects.filter(pk__in=page.object_list)).order_by(*order))
    return Part(page.object_list, count=numbers.count, is_many=filters.answering.is_cut, numbered=page)
