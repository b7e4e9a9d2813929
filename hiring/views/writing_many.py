"""Writing to many of a list at once: the words, how each of them would read them, then the deed."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from .. import blind
from ..actions.writing_many import refusals, write_chosen
from ..choices import State
from ..chosen import chosen_in, read, written
from ..composing import starts_for
from ..forms.messages import WriteManyForm
from ..message_choices import MessageKind
from ..models import Application
from .bulk import _at as place_of
from .bulk import _nobody as nobody
from .bulk import _posting as posting_to_decide
from .bulk import _refuse as refuse
from .bulk import listing_query
from .listing import list_url, listing_of
from .messages import letter_of

NOT_TO_MANY = {MessageKind.REJECTED}  # that has a page of its own, with the decision


@require_POST
def write_many(request: HttpRequest, code: str) -> HttpResponse:
    """Write to the chosen."""
    posting = posting_to_decide(request, code)
    is_sent = "people" in request.POST
    if is_sent:
        chosen = read(request.POST["people"])
    else:
        chosen = chosen_in(request.POST, keys=listing_of(request, posting).keys())
    people = list(
        Application.objects.kept()
        .filter(posting=posting, pk__in=list(chosen))
        .select_related("candidate", "posting")
        .order_by(blind.name_order(), "pk")
    )
    if not people:
        return refuse(request, posting, forms.Form({}), chosen, nobody())
    at = place_of(request, len(people))
    shown = Application.objects.with_list_data().get(pk=people[at].pk)
    who_waits = next((person for person in people if person.state == State.ACTIVE), people[0])
    starts = {start.key: start for start in starts_for(who_waits) if start.kind not in NOT_TO_MANY}
    usual = next(one for one in starts.values() if one.kind == MessageKind.OTHER)
    start = starts.get(request.POST.get("template", ""), usual)
    initial = {"subject": start.words.subject, "text": start.words.body, "template": start.key, "when": "hour"}
    is_new = not is_sent or "take" in request.POST
    initial |= {"people": written(chosen)}
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
        return redirect(batch)
    if not is_new and "send" not in request.POST:
        form.full_clean()
        form.errors.clear()  # looking at the next one is not sending
    why = refusals(people, start.kind)
    context = {
        "posting": posting,
        "form": form,
        "starts": list(starts.values()),
        "start": start,
        "people": people,
        "shown": shown,
        "number": at + 1,
        "count": len(people),
        "previous": at - 1 if at else None,
        "next": at + 1 if at + 1 < len(people) else None,
        "left_out": [(person, why[person.pk]) for person in people if person.pk in why],
        "list_url": list_url(posting, listing_query(request)),
        **letter_of(shown, form),
    }
    return render(request, "hiring/listing/write.html", context, status=422 if form.errors else 200)
