"""The list or board that somebody reads candidates from: who comes before and after one in it.

A page of an application says by its address where its reader came from: `?from=board` or `?from=list`, then what
narrows and sorts that list, as its own address says it. Without that, the column of the board is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.db.models import Count, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import QueryDict
from django.urls import reverse

from accounts.models import User

from .board import ORDER as COLUMN_ORDER
from .board import on_board
from .board_filter import BoardFilter
from .choices import State
from .filters import ApplicationFilter, order_of_all
from .list_filter import LIST_SORTS, WHOLE, ListForm, narrow, newest_of
from .models import Application
from .paging import Shape, beside, beyond
from .posting_list import with_sort_values
from .querysets import ApplicationQuerySet

LONGEST = 2000  # characters of an address that are looked at
NO_COUNT = Value(None, output_field=IntegerField())


@dataclass(frozen=True)
class Rows:
    """The applications of a list: those that it draws from, those that it shows, in parts as `hiring.paging` has them,
    and its order; `shape` adds what that asks of other tables, `is_counted` where counting them is cheap."""

    seen: QuerySet
    parts: Sequence[QuerySet]
    order: Sequence[str]
    shape: Shape = ApplicationQuerySet.with_name_order
    is_counted: bool = False


@dataclass(frozen=True)
class Neighbours:
    """Numbers of the applications before and after one; its place among `count`, None where nobody counted."""

    previous: int | None = None
    next: int | None = None
    place: int | None = None
    count: int | None = None


@dataclass(frozen=True)
class Trail:
    """Where a reader came from: `source` is a key of SOURCES, `params` what narrows and sorts it."""

    source: str = ""
    params: QueryDict = field(default_factory=lambda: QueryDict(""))

    @classmethod
    def of(cls, query: str) -> Trail:
        """Read it from an address, or from what a form carried; anything else is no trail."""
        if len(query) > LONGEST:
            return cls()
        params = QueryDict(query, mutable=True)
        source = (params.pop("from", None) or [""])[-1]
        for name in ("page", "after", "before"):  # which part of the list was looked at
            params.pop(name, None)
        return cls(source, params) if source and source in SOURCES else cls()

    @property
    def query(self) -> str:
        """What an address says of it, without the question mark; empty where there is none."""
        if not self.source:
            return ""
        pairs = [(name, value) for name, values in self.params.lists() for value in values]
        return urlencode([("from", self.source), *pairs])

    def url_of(self, application: Application | int) -> str:
        """The page of an application, on this trail."""
        page = reverse("studio:application", args=[getattr(application, "pk", application)])
        return f"{page}?{self.query}" if self.query else page

    def back_url(self, application: Application) -> str:
        """The list or board that the reader came from; the posting's board where nothing says."""
        query, of_posting = self.params.urlencode(), [application.posting.code]
        if self.source == "candidates":
            page = reverse("studio:candidates")
        else:
            page = reverse("studio:posting_applications" if self.source == "list" else "studio:board", args=of_posting)
        return page + (f"?{query}" if query else "")

    def neighbours(self, application: Application, user: User) -> Neighbours:
        """Who comes before and after an application that the user sees: one query, bounded whatever the list holds.

        The application need not be in the list (any more): its place is where it would stand.
        """
        if not self.source and application.state != State.ACTIVE:
            return Neighbours()
        rows = SOURCES[self.source](application, user, self.params)
        row = rows.seen.filter(pk=application.pk)
        before, after = beside(rows.parts, rows.order, row, rows.shape)
        counts = (NO_COUNT, NO_COUNT)
        if rows.is_counted:
            (others,) = (part.exclude(pk=application.pk) for part in rows.parts)
            counts = (_count(beyond(others, rows.order, row, backwards=True)), _count(others))
        here = Application.objects.filter(pk=application.pk).order_by()
        previous, following, place, count = here.values_list(Subquery(before), Subquery(after), *counts).get()
        return Neighbours(previous, following, *((place + 1, count + 1) if rows.is_counted else ()))


def _count(rows: QuerySet) -> Coalesce:
    counted = rows.order_by().values("posting").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


# Where one may come from ---------------------------------------------------------------------------------


def _column(application: Application, user: User, params: QueryDict) -> Rows:
    """The step that an application is in, as the board has it."""
    seen = Application.objects.visible_to(user)
    posting = application.posting
    shown = BoardFilter(params, queryset=on_board(posting, user), posting=posting, user=user).qs
    return Rows(seen, [shown.filter(step=application.step_id)], COLUMN_ORDER, is_counted=True)


def _of_posting(application: Application, user: User, params: QueryDict) -> Rows:
    """The list of a posting's applications."""
    wanted = ListForm(params).wanted()
    sort = wanted.get("sort", "")

    def shape(applications: ApplicationQuerySet) -> ApplicationQuerySet:
        return with_sort_values(applications.with_name_order(), sort, user)

    seen = shape(Application.objects.visible_to(user).filter(posting=application.posting_id))
    order = LIST_SORTS[sort] if sort in LIST_SORTS and "name" not in sort else order_of_all(sort)
    rows = narrow(seen, wanted, posting=application.posting, user=user)
    return Rows(seen, [rows if sort in WHOLE else rows.filter(pk__in=newest_of(rows))], order, shape)


def _of_all(_application: Application, user: User, params: QueryDict) -> Rows:
    """The list of all applications that the user sees."""
    seen = Application.objects.visible_to(user).with_name_order()
    parts = ApplicationFilter(params, queryset=seen, user=user).parts
    return Rows(seen, parts, order_of_all(params.get("sort", "")))


SOURCES: dict[str, Callable[[Application, User, QueryDict], Rows]] = {
    "": _column,
    "board": _column,
    "list": _of_posting,
    "candidates": _of_all,
}
