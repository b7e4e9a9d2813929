"""The board of a posting: its steps as columns, the candidates in them, moving one of them, and what moved since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.typed import whole_number
from postings.models import Posting

from ..actions import MovedMeanwhile, MoveRefused, move_application
from ..answering import with_length
from ..board import A_COLUMN, Board, Column, board_of, column_after, on_board
from ..board_filter import BoardFilter, saved_on_board
from ..board_news import Mark, mark_now, mark_of, news_of, read_mark
from ..choices import State
from ..forms import ToStepForm
from ..list_filter import with_promises
from ..models import Application, Step
from .listing import list_url
from .moving import say_moved


@require_safe
def board(request: HttpRequest, code: str) -> HttpResponse:
    """The whole board."""
    posting = _posting(request, code, is_whole=True)
    mark = mark_of(posting)
    filters = _filters(request, posting)
    drawn = board_of(posting, request.user, filters.qs, with_choices=True)
    filters.offer([name for _key, name in drawn.tags], drawn.members)
    context = {
        **_shared(posting, filters, drawn, mark),
        "version": posting.live_version,
        "filters": filters,
        "has_applied": bool(drawn.count) or posting.applications.exists(),
        "views": saved_on_board(posting, drawn.views),
        "list_url": list_url(posting, filters.query),
        "undo_next": _board_url(posting, filters),
        "undo_here": True,
        "decided": [(state, state.label) for state in State if state != State.ACTIVE],
    }
    return render(request, "hiring/board/page.html", context)


@require_safe
def step(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The next cards of a column: to put at its end, or as a page where there is no JavaScript."""
    posting = _posting(request, code)
    row = get_object_or_404(Step.objects.live(), posting=posting, pk=pk)
    filters = _filters(request, posting)
    column = column_after(posting, request.user, filters.qs, row, request.GET.get("after", ""))
    if posting.may_decide:
        _draw_moves([column], list(Step.objects.live().filter(posting=posting)))
    context = {
        "posting": posting,
        "column": column,
        "query": _query(filters),
        "board_url": _board_url(posting, filters),
    }
    return render(request, "hiring/board/more.html" if request.htmx else "hiring/board/step.html", context)


@require_safe
def changes(request: HttpRequest, code: str) -> HttpResponse:
    """What moved since the board was drawn: the columns that it touched, or nothing (204)."""
    posting = _posting(request, code)
    seen = read_mark(request.GET.get("since", ""))
    now = mark_now(posting, seen)
    if now == seen:
        return HttpResponse(status=204)
    return _answer(request, posting, seen, now)


@require_POST
def move(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take one candidate to another step; who comes second is told, and shown where the card is."""
    posting = _posting(request, code)
    application = get_object_or_404(
        Application.objects.decidable_by(request.user).select_related("candidate"), posting=posting, pk=pk
    )
    application.posting = posting
    form = ToStepForm(request.POST, posting=posting)
    status, touched = 200, [application.step_id]
    if form.is_valid():
        to_step, seen_step = form.cleaned_data["to_step"], form.cleaned_data["seen_step"]
        touched += [to_step.pk, seen_step]
        words = {"name": application.shown_name, "step": to_step}
        try:
            done = move_application(
                application=application, to_step=to_step, by=request.user, seen=State.ACTIVE, seen_step=seen_step
            )
        except MoveRefused as refused:
            status = 409 if isinstance(refused, MovedMeanwhile) else 422
            messages.error(request, f"{application.shown_name}: {refused}")
        else:
            if done:
                say_moved(request, done, _("%(name)s is in “%(step)s” now.") % words)
            else:
                messages.info(request, _("%(name)s is in “%(step)s” already.") % words)
        touched.append(application.step_id)
    else:
        status = 422
        messages.error(request, form.first_error)
    if not request.htmx:
        return redirect(f"{_board_url(posting, _filters(request, posting))}#card-{application.pk}")
    seen = read_mark(request.POST.get("since", ""))
    return _answer(request, posting, seen, mark_now(posting, seen), touched=touched, status=status)


def _posting(request: HttpRequest, code: str, *, is_whole: bool = False) -> Posting:
    """The posting, for its members: `may_review` says whether they see all candidates, `may_decide` whether they move
    them."""
    editable = Posting.objects.editable_by(request.user).filter(pk=OuterRef("pk"))
    postings = Posting.objects.visible_to(request.user).for_editing().with_review_right(request.user)
    postings = postings.annotate(may_decide=Exists(editable))
    if is_whole:
        postings = with_length(with_promises(postings))
    return get_object_or_404(postings.defer("live_version__content"), code=code)


def _filters(request: HttpRequest, posting: Posting) -> BoardFilter:
    return BoardFilter(request.GET, queryset=on_board(posting, request.user), posting=posting, user=request.user)


def _query(filters: BoardFilter) -> str:
    """What narrows the board, as an address says it: “?tag=3”, or nothing."""
    return f"?{filters.query}" if filters.query else ""


def _board_url(posting: Posting, filters: BoardFilter) -> str:
    return reverse("studio:board", args=[posting.code]) + _query(filters)


def _draw_moves(columns: Iterable[Column], steps: list[Step]) -> None:
    """Draw the choices of the menus, which are the same on all cards of a column."""
    for column in columns:
        others = [step for step in steps if step.pk != column.step.pk]
        column.moves = render_to_string("hiring/board/moves.html", {"others": others})


def _shared(posting: Posting, filters: BoardFilter, drawn: Board, mark: Mark) -> dict[str, Any]:
    if posting.may_decide:
        _draw_moves(drawn.columns, [column.step for column in drawn.columns])
    return {
        "posting": posting,
        "board": drawn,
        "mark": mark,
        "steps": [column.step for column in drawn.columns],
        "query": _query(filters),
        "filtered": bool(filters.query),
        "board_url": _board_url(posting, filters),
    }


def _answer(
    request: HttpRequest, posting: Posting, seen: Mark, now: Mark, *, touched: Iterable[int] = (), status: int = 200
) -> HttpResponse:
    """The columns that changed, their counts, what others did, and what is to be said. A change of the steps
    themselves asks for the whole page."""
    news = news_of(posting, request.user, seen, now)
    steps = None if news.steps is None else news.steps | set(touched)
    filters = _filters(request, posting)
    drawn = board_of(posting, request.user, filters.qs, steps=steps, size=_size(request))
    context = {
        **_shared(posting, filters, drawn, now),
        "drawn": drawn.columns if steps is None else drawn.drawn(steps),
        "news": news.words,
        "says": request.method == "POST",
        "oob": True,
        "undo_next": _board_url(posting, filters),
        "undo_here": True,
    }
    answer = render(request, "hiring/board/answer.html", context, status=status)
    sent = request.POST if request.method == "POST" else request.GET
    if sent.get("steps", "") != "-".join(str(step.pk) for step in context["steps"]):
        answer["HX-Refresh"] = "true"
    return answer


def _size(request: HttpRequest) -> int:
    """How many cards of a column are on the page, where more than the first were asked for."""
    text = (request.POST if request.method == "POST" else request.GET).get("shown", "")
    return max(A_COLUMN, whole_number(text, digits=4) or 0)
