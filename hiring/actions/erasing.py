"""Erasing a person everywhere; what counts applications still counts right afterwards."""

from __future__ import annotations

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from post_office.models import Attachment, Email

from accounts.models import User
from candidates.actions import erase_record, lock_with_shells
from candidates.models import Candidate

from ..choices import State
from ..models import (
    Answer,
    Application,
    Assignment,
    DataLink,
    Interview,
    Message,
    MessageWish,
    Move,
    Note,
    SavedForm,
    Scorecard,
    new_token,
)
from .forgetting import forget_changes
from .locking import lock_applications
from .moving import move_application
from .saving import forget_forms


@transaction.atomic
def erase_candidate(*, candidate: Candidate, by: User | None) -> bool:
    """Erase all that is known of a person: record, files, consent, words, answers, notes, messages.

    Their applications stay as empty rows, an active one withdrawn first; their pages are gone. Returns whether
    there was something to erase. Raises OnHold. `by` is None for the candidate's own wish and for the end of the
    time that data is kept.
    """
    person = Candidate.objects.values_list("merged_into", flat=True).get(pk=candidate.pk) or candidate.pk
    people = lock_with_shells(person)
    lock_applications(Application.objects.filter(candidate__in=people).order_by().values("pk"))
    now = next(one for one in people if one.pk == person)
    if now.erased_at:
        return False
    for shell in people:  # who was merged into them
        if shell is not now and not shell.erased_at:
            _erase(shell, by=by)
    _erase(now, by=by)
    candidate.refresh_from_db()
    return True


def _erase(now: Candidate, *, by: User | None) -> None:
    email = now.email
    applications = list(Application.objects.filter(candidate=now).order_by("pk"))
    for application in applications:
        if application.state == State.ACTIVE:
            move_application(application=application, to_state=State.WITHDRAWN, by=None)
        application.sent_name = application.sent_phone = application.sent_links = application.words = ""
        application.shared_reason = application.reveal_reason = ""
        application.cv, application.consent, application.token = None, None, new_token()
    fields = ["sent_name", "sent_phone", "sent_links", "words", "shared_reason", "reveal_reason", "cv", "consent"]
    Application.objects.bulk_update(applications, [*fields, "token"])
    Assignment.objects.filter(application__in=applications).delete()
    Interview.objects.filter(application__in=applications).delete()
    Scorecard.objects.filter(application__in=applications).delete()
    Answer.objects.filter(application__in=applications).delete()
    Move.objects.filter(application__in=applications).update(note="")
    former = forget_changes(now)
    Note.objects.filter(candidate=now).delete()
    DataLink.objects.filter(candidate=now).delete()
    former = sorted({*former, *_written_to(now)} - {email})
    _erase_messages(now, [*filter(None, [email]), *former])
    MessageWish.objects.filter(candidate=now).delete()
    forget_forms(SavedForm.objects.filter(email__in=[*filter(None, [email]), *former]))
    _erase_admin_log(now, applications)
    erase_record(candidate=now, former=former, by=by)


def _written_to(candidate: Candidate) -> set[str]:
    """The addresses that messages to a person went to, without those that are somebody else's by now."""
    addresses = set(Message.objects.filter(candidate=candidate).exclude(to="").values_list("to", flat=True))
    others = Candidate.objects.exclude(pk=candidate.pk).filter(email__in=addresses)
    return addresses - set(others.values_list("email", flat=True))


def _erase_messages(candidate: Candidate, addresses: list[str]) -> None:
    """Delete what was written to a person or to their addresses, or waits to be: rows, mails, logs, attachments."""
    rows = Message.objects.filter(candidate=candidate)
    found = Q(pk__in=rows.values("email"))
    for address in addresses:
        found |= Q(to=address)
    keys = list(Email.objects.filter(found).values_list("pk", flat=True))
    attachments = Attachment.objects.filter(emails__in=keys)
    paths = [attachment.file for attachment in attachments]
    attachments.delete()
    rows.delete()
    Email.objects.filter(pk__in=keys).delete()
    transaction.on_commit(lambda: [file.delete(save=False) for file in paths], robust=True)


def _erase_admin_log(candidate: Candidate, applications: list[Application]) -> None:
    """Empty what the admin's log says of the rows: it repeats their names."""
    for model, keys in ((Candidate, [candidate.pk]), (Application, [application.pk for application in applications])):
        entries = LogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(model), object_id__in=[str(key) for key in keys]
        )
        entries.update(object_repr="", change_message="")
