"""Saved searches: kept from the list of people, opened, renamed, deleted."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from ..actions.searches import delete_search, look_at_search, rename_search, save_search
from ..forms.searches import SaveSearchForm, SearchNameForm
from ..models import SavedSearch

SHOWN = 30


@require_safe
def searches(request: HttpRequest) -> HttpResponse:
    """The user's saved searches, to rename and delete."""
    return _show(request)


def _show(request: HttpRequest, refused: tuple[SavedSearch, SearchNameForm] | None = None) -> HttpResponse:
    rows = [
        (
            search,
            refused[1]
            if refused and refused[0] == search
            else SearchNameForm(initial={"name": search.name}, auto_id=f"id_{search.pk}_%s"),
        )
        for search in SavedSearch.objects.of_user(request.user)
    ]
    context = {"rows": rows, "refused": refused[1] if refused else None}
    return render(request, "hiring/searches.html", context, status=422 if refused else 200)


@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep the search that the list of people shows."""
    form = SaveSearchForm(request.POST)
    if not form.is_valid():
        return render(request, "hiring/search_refused.html", {"form": form}, status=422)
    search = save_search(**form.cleaned_data, by=request.user)
    messages.success(request, _("Saved as “%(name)s”.") % {"name": search.name})
    return _to(search)


@require_safe
@never_cache
def search(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a search: what it finds now is not new any more."""
    search = get_object_or_404(SavedSearch.objects.of_user(request.user), pk=pk)
    look_at_search(search=search, by=request.user)
    return _to(search)


@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a search another name."""
    search = get_object_or_404(SavedSearch.objects.of_user(request.user), pk=pk)
    form = SearchNameForm(request.POST, auto_id=f"id_{pk}_%s")
    if not form.is_valid():
        return _show(request, (search, form))
    try:
        rename_search(search=search, name=form.cleaned_data["name"], by=request.user)
    except ValidationError as error:
        form.add_error("name", error.messages)
        return _show(request, (search, form))
    messages.success(request, _("It is “%(name)s” now.") % {"name": form.cleaned_data["name"]})
    return redirect("studio:searches")


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget a search; doing so again is no error."""
    if search := SavedSearch.objects.of_user(request.user).filter(pk=pk).first():
        delete_search(search=search, by=request.user)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": search.name})
    return redirect("studio:searches")


def _to(search: SavedSearch) -> HttpResponse:
    return redirect(f"{reverse('studio:people')}?{search.query}")
