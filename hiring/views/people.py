"""People in the studio: the list of them, the talent pool, and the page of one."""

from __future__ import annotations

from django.core.paginator import Page, Paginator
from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.models import Kind
from candidates.models import Candidate, Consent, Document

from ..filters import PeopleFilter, people_sorted_by
from ..models import Application
from ..retention import end_of_candidate

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
    return _list(request, found, "hiring/pool.html")


def _list(request: HttpRequest, found: QuerySet[Candidate], template: str) -> HttpResponse:
    filters = PeopleFilter(request.GET, queryset=found)
    sort = request.GET.get("sort", "")
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.filters),
        "page": _page(request, people_sorted_by(filters.qs, sort)),
        "sort": sort,
        "may_add": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
    }
    return render(request, template, context)


def _page(request: HttpRequest, found: QuerySet[Candidate]) -> Page:
    """A page of people, each with the time of the last application that this user may see."""
    own = Application.objects.visible_to(request.user).filter(candidate=OuterRef("pk")).order_by()
    last = own.values("candidate").annotate(last=Max("created_at")).values("last")
    return Paginator(found.annotate(last_applied_at=Subquery(last)), PEOPLE_A_PAGE).get_page(request.GET.get("page"))


@require_safe
@never_cache
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a person: contact, source and basis, their applications and files as far as the user may see them."""
    candidate = get_object_or_404(
        Candidate.objects.visible_to(request.user).select_related("added_by", "resume"), pk=pk
    )
    applications = Application.objects.visible_to(request.user).filter(candidate=candidate).with_list_data()
    context = {
        "candidate": candidate,
        "applications": applications.order_by("-created_at", "-id"),
        "documents": Document.objects.visible_to(request.user).filter(candidate=candidate),
        "consent": candidate.consents.filter(withdrawn_at=None).first(),
        "end": end_of_candidate(candidate),
        "may_edit": Candidate.objects.editable_by(request.user).filter(pk=pk).exists(),
        "may_erase": request.user.is_kind(Kind.LEAD),
    }
    return render(request, "hiring/person.html", context)
