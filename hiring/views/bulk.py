"""One thing done to many applications of a list: move, reject, tag, export; and what became of it."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import AuditAction, record

from ..actions import (
    MovedMeanwhile,
    call_back,
    message_keys,
    move_chosen,
    reject_chosen,
    tag_chosen,
    undo_batch,
)
from ..actions.writing import message_key
from ..choices import State
from ..chosen import chosen_in, written
from ..forms.listing import MoveManyForm, RejectManyForm
from ..forms.tags import TagsForm
from ..models import Application, Batch, Interview, Message
from .exports import applications_file
from .imports import require_importer
from .listing import list_url, listing_of, posting_of
from .many import batch_url, listing_query, nobody, posting_to_decide, readers_of, refuse
from .messages import letter_of
from .moving import say_cancelled

ROWS_A_PAGE = 50


@require_POST
def move_many(request: HttpRequest, code: str) -> HttpResponse:
    """Move the chosen to a step."""
    posting = posting_to_decide(request, code)
    listing = listing_of(request, posting)
    chosen = chosen_in(request.POST, keys=listing.keys())
    form = MoveManyForm(request.POST, posting=posting)
    if not chosen:
        return refuse(request, posting, form, chosen, nobody())
    if not form.is_valid():
        return refuse(request, posting, form, chosen)
    try:
        batch = move_chosen(
            posting=posting,
            chosen=chosen,
            to_step=form.cleaned_data["to_step"],
            by=request.user,
            key=form.key_for(chosen),
        )
    except MovedMeanwhile as refused:
        return refuse(request, posting, form, chosen, str(refused))
    if batch.left_out:
        return redirect(batch_url(batch, listing.query))
    query = "&".join(filter(None, [listing.query, f"done={batch.pk}"]))
    return redirect(list_url(posting, query))


@require_POST
def tag_many(request: HttpRequest, code: str) -> HttpResponse:
    """Tag the chosen."""
    posting = posting_to_decide(request, code)
    listing = listing_of(request, posting)
    chosen = chosen_in(request.POST, keys=listing.keys())
    form = TagsForm(request.POST)
    if not chosen:
        return refuse(request, posting, form, chosen, nobody())
    if not form.is_valid():
        return refuse(request, posting, form, chosen)
    tagged = tag_chosen(posting=posting, chosen=chosen, names=form.cleaned_data["tags"], by=request.user)
    words = ngettext("%(n)d person is tagged.", "%(n)d people are tagged.", tagged.count)
    messages.success(request, words % {"n": tagged.count})
    if tagged.left_out:
        words = ngettext("%(n)d is not here any more.", "%(n)d are not here any more.", tagged.left_out)
        messages.warning(request, words % {"n": tagged.left_out})
    return redirect(list_url(posting, listing.query))


@require_POST
@never_cache
def export_many(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The chosen as CSV or Excel."""
    posting = posting_of(request, code)
    require_importer(request)
    listing = listing_of(request, posting)
    chosen = chosen_in(request.POST, keys=listing.keys())
    if not chosen:
        return refuse(request, posting, forms.Form({}), chosen, nobody())
    record(AuditAction.EXPORT_LIST, by=request.user)
    rows = Application.objects.reviewable_by(request.user).filter(posting=posting, pk__in=list(chosen)).with_list_data()
    return applications_file(kind, rows.order_by("-created_at", "-id"))


# Rejecting -------------------------------------------------------------------------------------------


@require_POST
def reject_many(request: HttpRequest, code: str) -> HttpResponse:
    """Reject the chosen: the words, how each of them would read them, then the deed."""
    posting = posting_to_decide(request, code)
    readers = readers_of(request, posting)
    people = readers.people
    if not people:
        return refuse(request, posting, forms.Form({}), readers.chosen, nobody())
    shown = readers.shown
    initial = {"people": written(readers.chosen)}
    form = RejectManyForm(request.POST if readers.is_sent else None, application=shown, initial=initial)
    form.by = request.user
    if readers.is_sent and "send" in request.POST and form.is_valid():
        done = reject_chosen(posting=posting, by=request.user, key=form.once_key(), **form.decision())
        return redirect(batch_url(done, listing_query(request)))
    if readers.is_sent and "send" not in request.POST:
        form.full_clean()
        form.errors.clear()  # looking at the next one is not sending
    context = {
        **readers.context(request),
        "form": form,
        "shown": shown,
        **_named("decided", [person for person in people if person.state != State.ACTIVE]),
        **_named("unreachable", [person for person in people if not person.candidate.email]),
        "coming": _coming([person for person in people if person.state == State.ACTIVE]),
        **letter_of(shown, form),
    }
    return render(request, "hiring/listing/reject.html", context, status=422 if form.errors else 200)


def _coming(people: list[Application]) -> int:
    """How many interviews rejecting some people would cancel."""
    return Interview.objects.coming().filter(application__in=[person.pk for person in people]).count()


def _named(what: str, people: list[Application]) -> dict[str, object]:
    """Some people for a sentence: how many, and their names."""
    return {f"{what}_count": len(people), what: ", ".join(person.shown_name for person in people)}


# What became of it -----------------------------------------------------------------------------------


def _batch(request: HttpRequest, pk: int) -> Batch:
    batches = Batch.objects.visible_to(request.user).with_counts()
    return get_object_or_404(batches.select_related("posting", "to_step", "by"), pk=pk)


@require_safe
def batches(request: HttpRequest, code: str) -> HttpResponse:
    """What was done to many at once in a posting, the newest first."""
    posting = posting_to_decide(request, code)
    rows = Batch.objects.filter(posting=posting).with_counts().select_related("to_step", "by")
    page = Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    return render(request, "hiring/listing/batches.html", {"posting": posting, "page": page})


@require_safe
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One bulk action: whom it was done to, whom not and why, and the ways back."""
    batch = _batch(request, pk)
    listed = request.GET.get("list", "")
    seen = Application.objects.visible_to(request.user).select_related("candidate", "posting")
    left_out = seen.in_bulk([row for row, _why in batch.left_out])
    context = {
        "batch": batch,
        "posting": batch.posting,
        "left_out": [(left_out.get(row), why) for row, why in batch.left_out],
        "to_call_back": 0
        if batch.kind == Batch.Kind.MOVE
        else Message.objects.filter(key__in=message_keys(batch)).that_wait().count(),
        "may_undo": batch.by_id == request.user.pk and batch.undone < batch.count,
        "list_url": list_url(batch.posting, listed),
        "listed": listed,
    }
    context["page"] = _letters_page(request, batch) if batch.kind == Batch.Kind.WRITE else _moves_page(request, batch)
    return render(request, "hiring/listing/batch.html", context)


def _letters_page(request: HttpRequest, batch: Batch) -> Page:
    """Whom it wrote to: the messages."""
    letters = Message.objects.filter(key__in=message_keys(batch)).with_list_data()
    letters = letters.select_related("email", "by", "answers", "application__candidate", "application__posting")
    return Paginator(letters.order_by("pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))


def _moves_page(request: HttpRequest, batch: Batch) -> Page:
    """Whom it moved: the moves, each with its message."""
    moves = batch.moves().select_related("application__candidate", "application__posting", "from_step", "undone_by")
    page = Paginator(moves.order_by("pk"), ROWS_A_PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    letters = Message.objects.filter(key__in=[message_key(batch.key, move.application_id) for move in page])
    by_application = {letter.application_id: letter for letter in letters.with_list_data()}
    for move in page:
        move.letter = by_application.get(move.application_id)
        move.is_taken_back = hasattr(move, "undone_by")
    return page


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a bulk action back: everybody goes where they were, and messages that wait are called back."""
    batch = _batch(request, pk)
    moved = undo_batch(batch=batch, by=request.user)
    if moved.moves:
        words = ngettext("Taken back for %(n)d person.", "Taken back for %(n)d people.", len(moved.moves))
        messages.success(request, words % {"n": len(moved.moves)})
        say_cancelled(request, [move.undoes for move in moved.moves])
    _say_refused(request, [(application, str(why)) for application, why in moved.refused])
    if moved.refused or not moved.moves:
        return redirect(batch_url(batch, request.POST.get("query", "")))
    return redirect(list_url(batch.posting, request.POST.get("query", "")))


def _say_refused(request: HttpRequest, refused: list[tuple[Application, str]]) -> None:
    """Say who stays where they are, and why: each reason once, with the names."""
    rows = Application.objects.select_related("candidate", "posting").in_bulk([row.pk for row, _why in refused])
    by_reason: dict[str, list[str]] = {}
    for row, why in refused:
        by_reason.setdefault(why, []).append(rows[row.pk].shown_name)
    for why, names in by_reason.items():
        messages.warning(request, f"{', '.join(sorted(names))}: {why}")


@require_POST
def call_back_messages(request: HttpRequest, pk: int) -> HttpResponse:
    """Call back the messages of a bulk rejection that wait; who was rejected stays so."""
    batch = _batch(request, pk)
    done = call_back(batch=batch, by=request.user)
    if done.count:
        words = ngettext("%(n)d message is called back.", "%(n)d messages are called back.", done.count)
        messages.success(request, words % {"n": done.count})
    if done.too_late:
        words = ngettext(
            "%(n)d message had left already: %(names)s.",
            "%(n)d messages had left already: %(names)s.",
            len(done.too_late),
        )
        names = ", ".join(sorted(message.candidate.name for message in done.too_late))
        messages.warning(request, words % {"n": len(done.too_late), "names": names})
    if not done.count and not done.too_late:
        messages.info(request, _("No message waits any more."))
    return redirect(batch_url(batch, request.POST.get("query", "")))
