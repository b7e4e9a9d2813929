"""The studio's pages around candidates: today, and lists."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Kind
from postings.models import Posting, Proposal
from postings.studio_choices import ProposalState

from ..choices import State
from ..filters import ApplicationFilter, PostingApplicationFilter, order_of_all, sorted_by
from ..models import Application
from ..paging import part_of
from ..today import today_of
from .messages import may_answer

APPLICATIONS_A_PAGE = 25


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for the user; the first page after signing in."""
    may_create = request.user.is_kind(Kind.RECRUITER, Kind.LEAD)
    may_curate = request.user.is_kind(Kind.CURATOR)
    context = {
        "today": today_of(request.user),
        "date": timezone.localdate(),
        "may_create": may_create,
        "may_review": may_create or request.user.is_kind(Kind.HIRING_MANAGER),
        "may_curate": may_curate,
        "proposals": Proposal.objects.filter(state=ProposalState.OPEN).count() if may_curate else 0,
    }
    return render(request, "hiring/today.html", context)


# Lists -----------------------------------------------------------------------------------------------


@require_safe
def posting_applications(request: HttpRequest, code: str) -> HttpResponse:
    """The applications for one posting."""
    posting = get_object_or_404(Posting.objects.visible_to(request.user).for_editing(), code=code)
    applications = Application.objects.visible_to(request.user).filter(posting=posting)
    filters = PostingApplicationFilter(request.GET, queryset=applications.with_list_data(request.user))
    sort = request.GET.get("sort", "")
    counts = applications.count_by_state()
    context = {
        "posting": posting,
        "version": posting.live_version,
        "page": _page(request, sorted_by(filters.qs, sort)),
        "with_screening": filters.qs.with_answer_to_look_at(request.user).exists(),
        "sort": sort,
        "state": request.GET.get("state", ""),
        "tabs": [(state, state.label, counts[state]) for state in State],
        "count": sum(counts.values()),
        "waiting": counts[State.ACTIVE] if may_answer(posting, request.user) else 0,
    }
    return render(request, "hiring/posting_applications.html", context)


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Every application that the user may see, found by name, e-mail, posting and state."""
    user, sort = request.user, request.GET.get("sort", "")
    seen = Application.objects.visible_to(user).with_name_order()
    filters = ApplicationFilter(request.GET, queryset=seen, user=user)
    page = part_of(
        filters.parts, order_of_all(sort), request.GET, seen=seen, shape=lambda rows: rows.with_list_data(user)
    )
    context = {
        "filters": filters,
        "filtered": any(request.GET.get(name) for name in filters.filters),
        "page": page,
        "with_screening": any(application.knock_outs for application in page),
        "sort": sort,
        "may_add": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
    }
    return render(request, "hiring/candidates.html", context)


def _page(request: HttpRequest, applications):
    return Paginator(applications, APPLICATIONS_A_PAGE).get_page(request.GET.get("page"))
