"""Writing to many of a list at once: the words, how each of them would read them, then the deed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from ..actions.writing_many import refusals, write_chosen
from ..choices import State
from ..chosen import written
from ..composing import starts_for
from ..forms.messages import WriteManyForm
from ..message_choices import MessageKind
from .many import batch_url, listing_query, nobody, posting_to_decide, readers_of, refuse
from .messages import letter_of

NOT_TO_MANY = {MessageKind.REJECTED}  # that has a page of its own, with the decision


@require_POST
def write_many(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the chosen."""
    posting = posting_to_decide(request, code)
    readers = readers_of(request, posting)
    people = readers.people
    if not people:
        return refuse(request, posting, forms.Form({}), readers.chosen, nobody())
    shown = readers.shown
    who_waits = next((person for person in people if person.state == State.ACTIVE), people[0])
    starts = {start.key: start for start in starts_for(who_waits) if start.kind not in NOT_TO_MANY}
    usual = next(one for one in starts.values() if one.kind == MessageKind.OTHER)
    start = starts.get(request.POST.get("template", ""), usual)
    initial = {"subject": start.words.subject, "text": start.words.body, "template": start.key, "when": "hour"}
    initial["people"] = written(readers.chosen)
    is_new = not readers.is_sent or "take" in request.POST
    if "take" in request.POST:  # other words, the same page
        initial["creation_key"] = request.POST.get("creation_key", "")
    form = WriteManyForm(None if is_new else request.POST, kind=start.kind, initial=initial)
    form.by = request.user
    if not is_new and "send" in request.POST and form.is_valid():
        batch = write_chosen(
            posting=posting,
            chosen=form.cleaned_data["people"],
            kind=start.kind,
            words=form.words,
            by=request.user,
            key=form.once_key(),
            delay=form.delay,
        )
        return redirect(batch_url(batch, listing_query(request)))
    if not is_new and "send" not in request.POST:
        form.full_clean()
        form.errors.clear()  # looking at the next one is not sending
    why = refusals(people, start.kind)
    context = {
        **readers.context(request),
        "form": form,
        "starts": list(starts.values()),
        "start": start,
        "shown": shown,
        "left_out": [(person, why[person.pk]) for person in people if person.pk in why],
        **letter_of(shown, form),
    }
    return render(request, "hiring/listing/write.html", context, status=422 if form.errors else 200)
