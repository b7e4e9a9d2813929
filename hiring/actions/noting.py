"""Notes are written, changed and deleted; who is named in one hears of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts import mail
from accounts.models import Kind, User
from candidates.actions import add_document, atomic_with_files, delete_documents, lock_person
from candidates.files import CheckedFile
from candidates.models import Candidate, Document
from postings.choices import REVIEWING_PARTS
from postings.models import Membership

from ..mentions import mentioned_in
from ..models import Application, Assignment, Mention, Note, NoteFile


def people_to_mention(
    *, candidate: Candidate, application: Application | None, is_private: bool = False
) -> QuerySet[User]:
    """Return who may read a note on an application, or about a person where there is none, in a fixed order."""
    users = get_user_model().objects.filter(is_active=True)
    readers = Q(is_superuser=True) | Q(groups__name=Kind.LEAD)
    if not is_private:
        members = Membership.objects.filter(user=OuterRef("pk"), part__in=REVIEWING_PARTS)
        if application:
            in_posting = Membership.objects.filter(user=OuterRef("pk"), posting=application.posting_id)
            assigned = Assignment.objects.filter(user=OuterRef(OuterRef("pk")), application=application)
            readers |= Q(Exists(in_posting.filter(Q(part__in=REVIEWING_PARTS) | Q(Exists(assigned)))))
        else:
            is_recruiter = Q(groups__name=Kind.RECRUITER)
            theirs = Q(pk=candidate.added_by_id) | Q(Exists(members.filter(posting__applications__candidate=candidate)))
            in_pool = candidate.consents.filter(withdrawn_at=None).exists()
            readers |= is_recruiter if in_pool else is_recruiter & theirs
    return users.filter(readers).distinct().order_by("name", "email")


def add_note(
    *,
    candidate: Candidate,
    application: Application | None,
    text: str,
    form_key: UUID,
    by: User,
    is_private: bool = False,
    files: Sequence[CheckedFile] = (),
) -> Note:
    """Write a note down, with checked files; the same form again is the same note. Raises StorageUnavailable and
    PersonGone."""
    try:
        with atomic_with_files() as kept:
            lock_person(candidate)
            note = Note.objects.create(
                candidate=candidate,
                application=application,
                text=text,
                is_private=is_private,
                by=by,
                at=timezone.now(),
                form_key=form_key,
            )
            _attach(note, files, kept, by=by)
            _mention(note)
            return note
    except IntegrityError:
        note = Note.objects.filter(form_key=form_key, by=by).first()
        if note is None:
            raise
        return note


def change_note(
    *,
    note: Note,
    text: str,
    is_private: bool,
    by: User,
    files: Sequence[CheckedFile] = (),
    drop: Iterable[NoteFile] = (),
) -> Note:
    """Change a note's words, whom it is for, or its files; who is named in it only now hears of it.

    A file that the note has already, byte for byte, is not put to it again. Raises StorageUnavailable.
    """
    with atomic_with_files() as kept:
        now = Note.objects.select_for_update(of=("self",), no_key=True).get(pk=note.pk)
        _detach(now.files.filter(pk__in=[file.pk for file in drop]))
        known = set(now.files.values_list("document__sha256", flat=True))
        _attach(now, [file for file in files if file.sha256 not in known], kept, by=by)
        if (now.text, now.is_private) != (text, is_private):
            now.text, now.is_private, now.edited_at = text, is_private, timezone.now()
            now.save(update_fields=["text", "is_private", "edited_at"])
            _mention(now)
        return now


@transaction.atomic
def delete_note(*, note: Note, by: User) -> None:
    """Delete a note, with its mentions and files."""
    _detach(note.files.all())
    note.delete()


def _attach(note: Note, files: Iterable[CheckedFile], kept: list[Document], *, by: User) -> None:
    for file in files:
        kept.append(add_document(candidate=note.candidate, cv=file, kind=Document.Kind.NOTE, by=by))
        NoteFile.objects.create(note=note, document=kept[-1])


def _detach(files: QuerySet[NoteFile]) -> None:
    delete_documents(Document.objects.filter(pk__in=list(files.values_list("document", flat=True))))


def _mention(note: Note) -> None:
    """Keep whom a note names, and write to those who weren't named before; its author needs no message."""
    readers = people_to_mention(
        candidate=note.candidate, application=note.application, is_private=note.is_private
    ).exclude(pk=note.by_id)
    named = mentioned_in(note.text, readers) if "@" in note.text else []
    note.mentions.exclude(user__in=named).delete()
    known = set(note.mentions.values_list("user", flat=True))
    for user in named:
        if user.pk not in known:
            Mention.objects.create(note=note, user=user)
            # Neither the note's words nor whom it is about: a message can't be erased from a mailbox.
            context = {"who": note.by, "url": urljoin(settings.BASE_URL, note.get_absolute_url())}
            mail.queue("hiring/mentioned", to=user.email, context=context)
