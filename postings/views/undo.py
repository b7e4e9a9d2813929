"""Undoing the last change of a posting's text, and doing it again."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from .. import actions
from ..forms import FactsForm
from ..models import Change, Posting
from .editor import answer, editable_posting, editor_context, refuse_change


@require_POST
def undo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Put back what was before a change of the user's own; again changes nothing."""
    return _turn(request, code, pk, actions.undo_change, _("Undone: %(what)s"))


@require_POST
def redo(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Do again what the user undid; again changes nothing."""
    return _turn(request, code, pk, actions.redo_change, _("Done again: %(what)s"))


def _turn(request: HttpRequest, code: str, pk: int, action: Callable[..., Change], words: str) -> HttpResponse:
    posting = editable_posting(request, code)
    change = get_object_or_404(posting.changes.filter(by=request.user), pk=pk)
    try:
        change = action(change=change, by=request.user)
    except actions.UndoRefused as refused:
        return refuse_change(request, posting, str(refused))
    posting.refresh_from_db()
    said = words % {"what": change.said}
    names = [name for item in change.steps if item["line"] is None for name in item["after"]]
    if not request.htmx or not names:
        return answer(request, posting, said)
    context = editor_context(posting, request.user, said=said, saved_at=timezone.now())
    context |= {"changed": names, "base": _base(request, posting, names)}
    response = render(request, "postings/editor/undone.html", context)
    response["HX-Trigger-After-Settle"] = "posting-saved"
    return response


def _base(request: HttpRequest, posting: Posting, names: list[str]) -> str:
    """What the page has seen of the facts, once it shows these as they are now."""
    form = FactsForm(request.POST, instance=posting)
    form.is_valid()  # nothing but the record of what was seen is sent
    form.rebase(names)
    return form["base"].value()
