"""What candidates change by themselves: a document more, contact data, another e-mail address.

Whoever has the link to an application may add to it and correct what it says. They need not be who the address
belongs to: the form shows its sender the same page. So a correction reaches the candidate's record only where the
record says what this application said, and no other application says anything; and the address changes only over
links that were sent to the old one and to the new one.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.limits import seconds_to_wait
from accounts.models import User
from candidates.actions import PersonGone, add_document, atomic_with_files, lock_person
from candidates.files import CheckedFile
from candidates.models import Candidate, Document, normalise_email

from .. import own_mail
from ..choices import State
from ..models import AddedDocument, Application, ContactChange, DataLink, new_token
from .locking import lock_applications, lock_with_person
from .messages import follow_address
from .own_data import LINKS_PER_HOUR, LinkSpent, add_link, find_link, spend_link

MOST_DOCUMENTS = 5


class ApplicationClosed(Exception):
    """The application was decided or withdrawn: nothing is added to it any more."""


class TooManyDocuments(Exception):
    """As many documents as an application takes are there."""


class AddressTaken(Exception):
    """The e-mail address is another candidate's by now."""


# Documents -------------------------------------------------------------------------------------------


def add_own_document(*, application: Application, file: CheckedFile, by: User | None) -> Document:
    """Add a checked file to an active application; bytes that are there already come back as they are.

    Raises ApplicationClosed, TooManyDocuments, StorageUnavailable (`candidates.files`).
    """
    with atomic_with_files() as added:
        return _add_document(application, file, added, by)


def _add_document(application: Application, file: CheckedFile, added: list[Document], by: User | None) -> Document:
    application = _lock_open(application)
    documents = AddedDocument.objects.filter(application=application)
    if application.state != State.ACTIVE:
        raise ApplicationClosed
    if application.cv and application.cv.sha256 == file.sha256:
        return application.cv
    if known := documents.select_related("document").filter(sha256=file.sha256).first():
        return known.document
    if documents.count() >= MOST_DOCUMENTS:
        raise TooManyDocuments(_("You have added %(most)d documents, the most we take.") % {"most": MOST_DOCUMENTS})
    added.append(add_document(candidate=application.candidate, cv=file, kind=Document.Kind.OTHER, by=by))
    AddedDocument.objects.create(application=application, document=added[0], sha256=file.sha256)
    return added[0]


def _lock_open(application: Application) -> Application:
    try:
        return lock_with_person(application)
    except PersonGone as gone:
        raise ApplicationClosed from gone


# Contact data ----------------------------------------------------------------------------------------


@transaction.atomic
def correct_contact(
    *, application: Application, name: str, phone: str, links: str, by: User | None
) -> list[ContactChange]:
    """Correct what an application says of its sender; return what changed, each with what it said before.

    The candidate's record follows where it said the same and no other application is theirs. Raises ApplicationClosed
    where they were erased meanwhile.
    """
    now = _lock_open(application)
    candidate = now.candidate
    is_only_one = not candidate.applications.exclude(pk=now.pk).exists()
    changes, followed = [], []
    for field, value in {"name": name, "phone": phone, "links": links}.items():
        before = getattr(now, f"sent_{field}")
        if before == value:
            continue
        changes.append(ContactChange(application=now, field=field, before=before, at=timezone.now()))
        setattr(now, f"sent_{field}", value)
        if is_only_one and getattr(candidate, field) == before:
            setattr(candidate, field, value)
            followed.append(field)
    if changes:
        now.save(update_fields=[f"sent_{change.field}" for change in changes])
        ContactChange.objects.bulk_create(changes)
        record(AuditAction.CONTACT_CHANGED, by=by, obj=now)
    if followed:
        candidate.save(update_fields=followed)
    return changes


# The e-mail address ----------------------------------------------------------------------------------


@transaction.atomic
def offer_address(*, secret: str, email: str) -> None:
    """Spend the link that went to the address of today, and send another one to the new address.

    Where that is another candidate's, they are told instead, and whoever asks learns nothing. Raises LinkSpent.
    """
    link = _link_of_email(secret, DataLink.Purpose.EMAIL)
    candidate, email = link.candidate, normalise_email(email)
    if email == candidate.email:
        return
    owner = Candidate.objects.filter(email=email).first()
    if owner is None:
        secret = add_link(candidate=candidate, purpose=DataLink.Purpose.CONFIRM, new_email=email)
        own_mail.queue_confirm(candidate, to=email, secret=secret)
    elif not seconds_to_wait("address-taken", per_hour=LINKS_PER_HOUR, key=str(owner.pk)):
        own_mail.queue_taken(owner, asked_by=candidate)


def _link_of_email(secret: str, purpose: str) -> DataLink:
    """Spend a link of a change of address; one of before a merge is as good as spent, for it went to one of two."""
    link = find_link(secret, purposes=[purpose])
    spend_link(link)
    if link.candidate.merges.filter(at__gte=link.created_at).exists():
        raise LinkSpent
    return link


def change_email(*, secret: str, by: User | None) -> Candidate:
    """Make the address that a link went to the candidate's; raise LinkSpent or AddressTaken.

    Links that went to the old address work no longer: an application's page gets a new one.
    """
    try:
        return _change_email(secret, by)
    except IntegrityError as error:  # somebody applied with it just now
        raise AddressTaken from error


@transaction.atomic
def _change_email(secret: str, by: User | None) -> Candidate:
    link = _link_of_email(secret, DataLink.Purpose.CONFIRM)
    candidate = lock_person(link.candidate_id)
    lock_applications(candidate.applications.order_by().values("pk"))
    if Candidate.objects.filter(email=link.new_email).exclude(pk=candidate.pk).exists():
        raise AddressTaken
    old, now = candidate.email, timezone.now()
    candidate.email = link.new_email
    candidate.save(update_fields=["email"])
    applications = list(candidate.applications.select_related("version").order_by("-created_at", "-id"))
    tokens = {}
    for application in applications:
        old_token, application.token = application.token, new_token()
        tokens[old_token] = application.token
    Application.objects.bulk_update(applications, ["token"])
    follow_address(candidate=candidate, tokens=tokens)
    ContactChange.objects.bulk_create(
        ContactChange(application=application, field=ContactChange.Field.EMAIL, before=old, at=now)
        for application in applications
    )
    DataLink.objects.filter(candidate=candidate, used_at=None).update(used_at=now)
    record(AuditAction.CONTACT_CHANGED, by=by, obj=candidate)
    own_mail.queue_changed(candidate, old=old, applications=applications)
    return candidate
