"""What all pages that move applications share: saying that somebody was moved, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from ..actions import MoveRefused, undo_move
from ..models import Application, Interview, Move


def say_moved(request: HttpRequest, move: Move, said: str) -> None:
    """Say what a move did, with a button beside it that takes it back."""
    messages.success(request, said, extra_tags=f"undo-{move.pk}")


def say_cancelled(request: HttpRequest, undone: list[Move]) -> None:
    """Say that undoing decisions brings back no interview that they cancelled: its interviewers were told."""
    if count := Interview.objects.cancelled_with(undone).count():
        words = ngettext(
            "%(n)d interview was cancelled with it and stays so: plan it again.",
            "%(n)d interviews were cancelled with it and stay so: plan them again.",
            count,
        )
        messages.warning(request, words % {"n": count})


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back one's own last move of an application, and go back to where `next` says, else to its page.

    htmx gets the message alone; what shows the application hears `moved` and draws itself anew.
    """
    decidable = Application.objects.decidable_by(request.user)
    move = get_object_or_404(Move.objects.filter(application__in=decidable).select_related("application"), pk=pk)
    try:
        back = undo_move(move=move, by=request.user)
    except MoveRefused as refused:
        messages.error(request, str(refused))
    else:
        words = {"step": back.to_step, "state": back.get_to_state_display()}
        said = _("Undone: “%(state)s” again.") if back.changes_state else _("Undone: back in “%(step)s”.")
        messages.success(request, said % words)
        if back.changes_state:
            say_cancelled(request, [move])
    if request.htmx:
        answer = render(request, "components/messages.html", {"oob": True})
        answer["HX-Trigger"] = "moved"
        return answer
    after = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return HttpResponseRedirect(after)  # never taken for the name of a page
    return redirect(move.application)
