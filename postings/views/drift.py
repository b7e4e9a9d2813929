"""Lines behind the reference: decided one by one in the editor, or posting by posting in a list of their own."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User

from .. import actions
from ..choices import State
from ..drift import IN_PLAY
from ..forms import DriftForm
from ..models import Line, Posting
from ..studio_choices import DriftChoice
from .editor import answer, editable_posting, redraw_line

POSTINGS_A_PAGE = 10


@require_safe
def behind(request: HttpRequest) -> HttpResponse:
    """The user's drafts and live postings that are behind the reference, each with its lines to decide about."""
    state = request.GET.get("state", "")
    postings = _behind(request.user)
    shown = postings.filter(state=state) if state in IN_PLAY else postings
    lines = Line.objects.behind_reference().with_sources()
    loaded = shown.select_related("company", "stage", "stage__role", "live_version").prefetch_related(
        Prefetch("lines", lines, to_attr="behind_lines")
    )
    page = Paginator(loaded.order_by("-updated_at", "-pk"), POSTINGS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "postings/drift/list.html", {"page": page, "state": state} | _counts(postings))


def _behind(user: User) -> QuerySet[Posting]:
    return Posting.objects.editable_by(user).behind_reference()


def _counts(postings: QuerySet[Posting]) -> dict[str, int]:
    """How many of them are drafts, how many live."""
    return postings.order_by().aggregate(
        drafts=Count("pk", filter=Q(state=State.DRAFT)), live=Count("pk", filter=Q(state=State.PUBLISHED))
    )


@require_POST
def settle(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide about a line in the editor."""
    posting = editable_posting(request, code)
    line, said = _settle(request, posting, pk)
    if not line.drift_refused:
        return answer(request, posting, said, anchor=f"line-{line.pk}" if line.dropped_at is None else "dropped")
    if line.dropped_at is None:
        line.theirs = bool(
            line.drift is None and line.drift_typed
        )  # settled by somebody else: the words go to the field
        line.typed = line.drift_typed
        return redraw_line(request, posting, line)
    if request.htmx:
        return answer(request, posting, said)
    messages.warning(request, said)
    return redirect(posting)


@require_POST
def settle_in_list(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Decide about a line in the list; the answer is the posting with the lines that are left."""
    posting = editable_posting(request, code)
    line, said = _settle(request, posting, pk)
    left = list(posting.lines.behind_reference().with_sources())
    is_shown = bool(line.drift_refused and line.drift)
    if is_shown:
        left = [line if item.pk == line.pk else item for item in left]
    elif line.drift_refused and line.drift_typed:
        said = _("%(said)s You wrote: “%(text)s”") % {"said": said, "text": line.drift_typed}
    posting.behind_lines = left
    counts = _counts(_behind(request.user))
    if request.htmx:
        return render(request, "postings/drift/settled.html", {"posting": posting, "said": said} | counts)
    if is_shown:
        page = Paginator([posting], POSTINGS_A_PAGE).get_page(1)
        return render(request, "postings/drift/list.html", {"page": page, "state": ""} | counts, status=422)
    (messages.warning if line.drift_refused else messages.success)(request, said)
    if left or posting.state != State.PUBLISHED:
        return redirect(f"{reverse('studio:behind')}#behind-{posting.code}")
    return redirect(posting)  # where the new version is published


def _settle(request: HttpRequest, posting: Posting, pk: int) -> tuple[Line, str]:
    """Carry the decision out. Returns the line, with why not and what was typed on it, and what to say."""
    lines = Line.objects.with_drift().with_sources().select_related("posting", "updated_by")
    line = get_object_or_404(lines, posting=posting, pk=pk)
    line.drift_refused, line.drift_typed = "", ""
    form = DriftForm(request.POST)
    if not form.is_valid():
        said = str(form.errors.get("text", [_("Not settled: choose what to do with the line.")])[0])
        return _refused(line, said, typed=request.POST.get("text", ""))
    data = form.cleaned_data
    typed = data["text"] if data["choice"] == DriftChoice.EDIT else ""
    try:
        line = actions.settle_drift(line=line, by=request.user, **data)
    except actions.LineConflict as conflict:
        line = conflict.line
        if line.posting_state not in IN_PLAY:
            return _refused(line, _("Not settled: the posting is closed."), typed=typed)
        said = _("Not settled: %(who)s changed this line meanwhile.") % {"who": line.updated_by}
        return _refused(line, said, typed=typed)
    except actions.ReferenceMoved as moved:
        said = _("Not settled: the reference changed once more. This is what it says now.")
        return _refused(moved.line, said, typed=typed)
    line.drift_refused, line.drift_typed = "", ""
    if line.dropped_at:
        return line, _("Dropped: %(text)s") % {"text": line.text}
    return line, _("Settled: %(text)s") % {"text": line.text}


def _refused(line: Line, said: str, *, typed: str) -> tuple[Line, str]:
    line.drift_refused, line.drift_typed = said, typed
    return line, said
