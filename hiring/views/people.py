"""People in the studio: the list of them, the talent pool, and the page of one."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Max, OuterRef, QuerySet, Subquery, prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Kind, User
from candidates.models import Candidate, Consent, Document

from ..filters import PeopleFilter, people_sorted_by
from ..models import Application
from ..retention import end_of_candidate, ends_of
from ..search import Found
from .notes import note_context
from .tags import tag_context

PEOPLE_A_PAGE = 25


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody whom the user may see, with or without an application."""
    found = Candidate.objects.visible_to(request.user).with_pool()
    return _list(request, found, "hiring/people.html")


@require_safe
def pool(request: HttpRequest) -> HttpResponse:
    """People who agreed to be kept for other jobs; who takes it back is gone from here at once."""
    in_force = Consent.objects.filter(candidate=OuterRef("pk"), withdrawn_at=None)
    found = Candidate.objects.visible_to(request.user).in_pool().with_pool()
    found = found.annotate(agreed_at=Subquery(in_force.values("renewed_at")[:1]))
    return _list(request, found, "hiring/pool.html", with_ends=True)


def _list(request: HttpRequest, found: QuerySet[Candidate], template: str, *, with_ends: bool = False) -> HttpResponse:
    filters = PeopleFilter(request.GET, queryset=found, user=request.user)
    sort = request.GET.get("sort", "")
    people, answer = _with_last_application(filters.qs, request.user), filters.found
    page = (
        _best_first(request, people, answer) if answer and not sort else _page(request, people_sorted_by(people, sort))
    )
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.filters),
        "page": page,
        "sort": sort,
        "answer": answer,
        "may_add": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
        "may_tidy_tags": request.user.is_kind(Kind.LEAD),
    }
    _add_tags_and_ends(page, with_ends=with_ends)
    if answer:
        snippets = answer.snippets(filters.query, [candidate.pk for candidate in page])
        for candidate in page:
            candidate.snippet = snippets.get(candidate.pk)
    return render(request, template, context)


def _add_tags_and_ends(page: Page, *, with_ends: bool) -> None:
    """Give the people of a page their tags, and where it is shown the end of their record as `end`."""
    people = list(page.object_list)
    prefetch_related_objects(people, "tags")
    ends = ends_of(people) if with_ends else {}
    for candidate in people:
        candidate.end = ends.get(candidate.pk)
    page.object_list = people


def _with_last_application(people: QuerySet[Candidate], user: User) -> QuerySet[Candidate]:
    """People, each with the time of the last application that this user may see."""
    own = Application.objects.visible_to(user).shown().filter(candidate=OuterRef("pk")).order_by()
    return people.annotate(
        last_applied_at=Subquery(own.values("candidate").annotate(last=Max("created_at")).values("last"))
    )


def _page(request: HttpRequest, found: QuerySet[Candidate] | list[int]) -> Page:
    return Paginator(found, PEOPLE_A_PAGE).get_page(request.GET.get("page"))


def _best_first(request: HttpRequest, people: QuerySet[Candidate], answer: Found) -> Page:
    """A page of people in the order in which they answer a question."""
    kept = set(people.values_list("pk", flat=True))
    page = _page(request, [key for key in answer.keys if key in kept])
    rows = people.in_bulk(page.object_list)
    page.object_list = [rows[key] for key in page.object_list]
    return page


@require_safe
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a person: contact, source and basis, their applications and files as far as the user may see them."""
    visible = Candidate.objects.visible_to(request.user)
    candidate = visible.select_related("added_by", "resume").filter(pk=pk).first()
    if candidate is None:  # an old address of somebody who was merged
        return redirect(get_object_or_404(visible, shells=pk))
    applications = Application.objects.visible_to(request.user).shown().filter(candidate=candidate).with_list_data()
    context = {
        "candidate": candidate,
        "applications": applications.order_by("-created_at", "-id"),
        "documents": Document.objects.visible_to(request.user)
        .filter(candidate=candidate)
        .exclude(kind=Document.Kind.NOTE),
        "consent": candidate.consents.filter(withdrawn_at=None).first(),
        "end": end_of_candidate(candidate),
        "merges": [merge for merge in candidate.merges.select_related("by") if merge.can_be_undone],
        "may_edit": Candidate.objects.editable_by(request.user).filter(pk=pk).exists(),
        "due_to_tell": Candidate.objects.to_tell().filter(pk=pk).exists(),
        "today": timezone.localdate(),
        "may_erase": request.user.is_kind(Kind.LEAD),
        **tag_context(request.user, candidate),
        **note_context(request.user, candidate),
    }
    return render(request, "hiring/person.html", context)
