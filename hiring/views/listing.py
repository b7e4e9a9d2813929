"""The applications for one posting as a list: filters, columns, and what the user keeps of both."""

from __future__ import annotations

from collections.abc import Container
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Kind
from accounts.typed import whole_number
from postings.models import Posting

from ..actions import choose_columns, delete_view, rename_view, save_view
from ..answering import with_length
from ..board_filter import on_board_url
from ..choices import State
from ..chosen import MOST, written
from ..forms.listing import ColumnsForm, NameViewForm, SaveViewForm
from ..forms.tags import TagsForm
from ..list_columns import COLUMNS, columns_of
from ..list_filter import ListForm, query_of, with_promises
from ..models import Batch, SavedView
from ..posting_list import Listing
from ..waiting import longest_wait
from .messages import OVER


def posting_of(request: HttpRequest, code: str) -> Posting:
    """A posting that the user takes part in, which says as `may_decide` whether they decide on its applications."""
    editable = Posting.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    postings = with_length(with_promises(Posting.objects.visible_to(request.user).for_editing()))
    return get_object_or_404(postings.annotate(may_decide=Exists(editable)), code=code)


def listing_of(request: HttpRequest, posting: Posting) -> Listing:
    """The applications that the address asks for."""
    return Listing(request.GET, posting=posting, user=request.user)


def list_url(posting: Posting, query: str = "") -> str:
    """The address of a posting's list as it is filtered."""
    return reverse("studio:posting_applications", args=[posting.code]) + (f"?{query}" if query else "")


@require_safe
def posting_applications(request: HttpRequest, code: str) -> HttpResponse:
    """The applications for one posting."""
    posting = posting_of(request, code)
    return show_list(request, posting, listing_of(request, posting))


def show_list(
    request: HttpRequest,
    posting: Posting,
    listing: Listing,
    *,
    refused: forms.Form | None = None,
    ticked: Container[int] = (),
) -> HttpResponse:
    """Draw the list; a bulk action that was refused with its errors, and who was ticked for it."""
    as_of = timezone.now()
    page = listing.page(request.GET)
    columns = columns_of(request.user)
    done = request.GET.get("done", "")
    context = {
        "posting": posting,
        "version": posting.live_version,
        "listing": listing,
        "page": page,
        "with_columns": [(column, COLUMNS[column]) for column in columns],
        "columns_form": ColumnsForm(initial={"columns": columns}),
        "sort": listing.sort,
        "state": listing.state,
        "tabs": [(state, state.label, listing.count(state)) for state in State],
        "count": listing.count(),
        "waiting": None
        if listing.is_narrow or posting.state not in OVER or not posting.may_decide
        else listing.count(State.ACTIVE),
        "active": listing.count(State.ACTIVE),
        "debt": None if listing.is_narrow or refused else longest_wait(posting, listing.waits_since),
        "views": SavedView.objects.for_posting(posting, request.user),
        "board_url": on_board_url(posting, listing.wanted),
        "list_url": list_url(posting, listing.query),
        "may_export": request.user.is_kind(Kind.RECRUITER, Kind.LEAD),
        "refused": refused,
        "tags_form": refused if isinstance(refused, TagsForm) else TagsForm(),
        "ticked": ticked,
        "on_page": written((row.pk, row.step_id) for row in page),
        "as_of": as_of.isoformat(),
        "most": MOST,
        "key": uuid4(),
        "done": _done(request, done) if done else None,
    }
    return render(request, "hiring/posting_applications.html", context, status=422 if refused else 200)


def _done(request: HttpRequest, key: str) -> Batch | None:
    """The bulk action that led here, for as long as nothing of it was taken back."""
    if whole_number(key) is None:
        return None
    return Batch.objects.visible_to(request.user).select_related("to_step").with_counts().filter(pk=key).first()


@require_POST
def columns(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the columns of one's lists."""
    posting = posting_of(request, code)
    form = ColumnsForm(request.POST)
    if form.is_valid():
        choose_columns(columns=form.cleaned_data["columns"], by=request.user)
        messages.success(request, _("Your lists have these columns now."))
    return redirect(list_url(posting, listing_of(request, posting).query))


# Saved filters ---------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def saved_views(request: HttpRequest, code: str) -> HttpResponse:
    """The filters that the user may choose for a posting's list; save others."""
    posting = posting_of(request, code)
    if request.method != "POST":
        asked = request.GET.copy()
        on = (asked.pop("on", None) or [""])[-1]
        return _show_views(request, posting, SaveViewForm(initial={"query": asked.urlencode(), "on": on}))
    form = SaveViewForm(request.POST)
    if form.is_valid():
        place = form.cleaned_data["place"]
        try:
            view = save_view(
                name=form.cleaned_data["name"],
                query=form.cleaned_data["query"],
                posting=None if place == form.EVERYWHERE else posting,
                is_shared=place == form.TEAM,
                by=request.user,
            )
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("Saved as “%(name)s”.") % {"name": view})
            on_board = form.cleaned_data["on"] == "board"
            return redirect(_on_board(view, posting) if on_board else view.url_for(posting))
    return _show_views(request, posting, form)


@require_POST
def rename(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Give one's saved filters another name."""
    posting = posting_of(request, code)
    view = get_object_or_404(_own(request, posting), pk=pk)
    form = NameViewForm(request.POST, auto_id=f"id_{view.pk}_%s")
    if form.is_valid():
        try:
            rename_view(view=view, name=form.cleaned_data["name"], by=request.user)
        except ValidationError as error:
            form.add_error("name", error.messages)
        else:
            messages.success(request, _("It is “%(name)s” now.") % {"name": view})
            return redirect("studio:saved_views", posting.code)
    return _show_views(request, posting, SaveViewForm(), (view, form))


@require_POST
def delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Forget one's saved filters; again is no error."""
    posting = posting_of(request, code)
    if view := _own(request, posting).filter(pk=pk).first():
        delete_view(view=view, by=request.user)
        messages.success(request, _("“%(name)s” is deleted.") % {"name": view})
    return redirect("studio:saved_views", posting.code)


def _on_board(view: SavedView, posting: Posting) -> str:
    return on_board_url(posting, ListForm(QueryDict(view.query)).wanted())


def _own(request: HttpRequest, posting: Posting):
    return SavedView.objects.for_posting(posting, request.user).filter(user=request.user)


def _show_views(
    request: HttpRequest, posting: Posting, form: SaveViewForm, refused: tuple[SavedView, NameViewForm] | None = None
) -> HttpResponse:
    asked = ListForm(QueryDict(form["query"].value() or "")).wanted()
    rows = []
    for view in SavedView.objects.for_posting(posting, request.user):
        own = None
        if view.user_id == request.user.pk:
            own = NameViewForm(initial={"name": view.name}, auto_id=f"id_{view.pk}_%s")
            own = refused[1] if refused and refused[0] == view else own
        rows.append((view, view.url_for(posting), _on_board(view, posting), own))
    context = {
        "posting": posting,
        "rows": rows,
        "form": form,
        "query": form["query"].value() or "",
        "back_url": on_board_url(posting, asked)
        if form["on"].value() == "board"
        else list_url(posting, query_of(asked)),
        "refused": refused[1] if refused else form if form.errors else None,
    }
    return render(request, "hiring/listing/views.html", context, status=422 if context["refused"] else 200)
