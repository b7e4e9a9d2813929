"""Notes on people and applications, and colleagues named in them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Kind, User
from candidates.files import StorageUnavailable
from candidates.models import Candidate

from ..actions.noting import add_note, change_note, delete_note, people_to_mention
from ..forms import NoteForm
from ..mentions import handle_of, unknown_in
from ..models import Application, Mention, Note

OFFERED = 100
SAID, SAID_OF_EACH = 3, 40  # of names that are nobody's: how many are said, and letters of each


def note_context(
    user: User,
    candidate: Candidate,
    application: Application | None = None,
    *,
    readers: Iterable[User] | None = None,
    typed: str = "",
) -> dict[str, Any]:
    """What `hiring/notes.html` shows on a person's page, or on an application's: there that one's, and those about the
    person. `readers` are whom a note may name, where they are known already; `typed` is a note that was written
    elsewhere and is yet to be added."""
    notes = Note.objects.visible_to(user).filter(candidate=candidate).with_list_data()
    if application is None:
        notes = notes.shown()
    elif application.is_hidden:
        notes = notes.filter(application=application)
    else:
        notes = notes.filter(Q(application=application) | Q(application=None))
    may_note = application is not None or user.is_kind(Kind.RECRUITER, Kind.LEAD)
    return {
        "notes": notes,
        "may_note": may_note,
        "note_form": NoteForm(initial={"text": typed}),
        "colleagues": _colleagues(user, candidate, application, readers) if may_note else (),
    }


def _colleagues(
    user: User, candidate: Candidate, application: Application | None, readers: Iterable[User] | None = None
) -> list[tuple[str, str]]:
    """Whom the user may name: (handle, name)."""
    if readers is None:
        readers = people_to_mention(candidate=candidate, application=application)[: OFFERED + 1]
    people = [person for person in readers if person.pk != user.pk][:OFFERED]
    return [(handle_of(person), str(person)) for person in people]


@require_POST
def add_to_person(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note about a person."""
    candidate = get_object_or_404(Candidate.objects.visible_to(request.user), pk=pk)
    if not request.user.is_kind(Kind.RECRUITER, Kind.LEAD):
        raise Http404
    return _add(request, candidate, None)


@require_POST
def add_to_application(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a note on an application."""
    applications = Application.objects.visible_to(request.user).select_related("candidate", "posting")
    application = get_object_or_404(applications, pk=pk)
    return _add(request, application.candidate, application)


def _add(request: HttpRequest, candidate: Candidate, application: Application | None) -> HttpResponse:
    form = NoteForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form(request, form, candidate, application)
    names = ("text", "form_key", "is_private", "files")
    data = {name: form.cleaned_data[name] for name in names}
    try:
        note = add_note(candidate=candidate, application=application, by=request.user, **data)
    except StorageUnavailable:
        return _no_room(request, form, candidate, application)
    _say_who_is_unknown(request, note)
    return redirect(note.page_url)


def _say_who_is_unknown(request: HttpRequest, note: Note) -> None:
    """A colleague who is misspelt, or may not read the note, hears nothing: whoever named them must know."""
    if "@" not in note.text:
        return
    readers = people_to_mention(candidate=note.candidate, application=note.application, is_private=note.is_private)
    unknown = unknown_in(note.text, readers)[:SAID]
    for words in unknown:
        said = _("No colleague who can read this note is called “@%(name)s”: nobody gets a message for it.")
        messages.warning(request, said % {"name": words[:SAID_OF_EACH]})


def _no_room(request: HttpRequest, form: NoteForm, *of: Any) -> HttpResponse:
    form.add_error("files", _("We can’t keep your file just now. Send again in a few minutes."))
    return _form(request, form, *of)


def _form(
    request: HttpRequest,
    form: NoteForm,
    candidate: Candidate,
    application: Application | None,
    note: Note | None = None,
) -> HttpResponse:
    context = {
        "form": form,
        "candidate": candidate,
        "shown_name": application.shown_name if application else candidate.name,
        "note": note,
        "back": (application or candidate).get_absolute_url(),
        "colleagues": _colleagues(request.user, candidate, application),
    }
    return render(request, "hiring/note_form.html", context, status=422 if form.is_bound else 200)


@require_safe
@never_cache
def note(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead to a note, which whoever is named in it has seen then."""
    notes = Note.objects.visible_to(request.user).select_related(
        "candidate", "application__candidate", "application__posting"
    )
    note = get_object_or_404(notes, pk=pk)
    Mention.objects.filter(note=note, user=request.user, seen_at=None).update(seen_at=timezone.now())
    return redirect(note.page_url)


def _own(request: HttpRequest, pk: int) -> Note:
    notes = Note.objects.of_user(request.user).select_related(
        "candidate", "application__candidate", "application__posting"
    )
    return get_object_or_404(notes, pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a note of one's own."""
    note = _own(request, pk)
    initial = {"text": note.text, "is_private": note.is_private, "form_key": note.form_key}
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = NoteForm(*sent, initial=initial, note=note)
    if not form.is_valid():
        return _form(request, form, note.candidate, note.application, note)
    data = form.cleaned_data
    names = ("text", "is_private", "files", "drop")
    try:
        change_note(note=note, by=request.user, **{name: data[name] for name in names})
    except StorageUnavailable:
        return _no_room(request, form, note.candidate, note.application, note)
    messages.success(request, _("Changed."))
    note.refresh_from_db(fields=["text", "is_private"])
    _say_who_is_unknown(request, note)
    return redirect(note.page_url)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then delete a note of one's own."""
    note = _own(request, pk)
    if request.method != "POST":
        return render(request, "hiring/note_delete.html", {"note": note, "candidate": note.candidate})
    page = (note.application or note.candidate).get_absolute_url()
    delete_note(note=note, by=request.user)
    messages.success(request, _("Deleted."))
    return redirect(f"{page}#notes")
