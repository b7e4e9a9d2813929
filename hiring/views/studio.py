"""The studio's pages around candidates: today, and lists."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.models import Kind
from candidates.search.hits import looked_among

from ..application_list import applications_page
from ..filters import ApplicationFilter
from ..models import Application
from ..today import today_of


@require_safe
def today(request: HttpRequest) -> HttpResponse:
    """What waits for the user; the first page after signing in."""
    may_create = request.user.is_kind(Kind.RECRUITER, Kind.LEAD)
    context = {
        "today": today_of(request.user),
        "date": timezone.localdate(),
        "may_create": may_create,
        "may_review": may_create or request.user.is_kind(Kind.HIRING_MANAGER),
        "may_curate": request.user.is_kind(Kind.CURATOR),
    }
    return render(request, "hiring/today.html", context)


# Lists -----------------------------------------------------------------------------------------------


@require_safe
def candidates(request: HttpRequest) -> HttpResponse:
    """Every application that the user may see, found by name, e-mail, posting and state."""
    user, sort = request.user, request.GET.get("sort", "")
    seen = Application.objects.visible_to(user).with_name_order()
    filters = ApplicationFilter(request.GET, queryset=seen, user=user)
    page = applications_page(request.GET, filters, user=user)
    context = {
        "filters": filters,
        "looked_among": looked_among(filters.query),
        "filtered": any(request.GET.get(name) for name in filters.filters),
        "page": page,
        "with_screening": any(application.knock_outs for application in page),
        "sort": sort,
        "may_keep_reasons": request.user.is_kind(Kind.LEAD),
        "may_add": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
    }
    return render(request, "hiring/candidates.html", context)
