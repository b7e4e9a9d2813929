"""An application comes in, once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import IntegrityError

from accounts.limits import seconds_to_wait
from accounts.models import User
from candidates.actions import PersonGone, add_document, atomic_with_files, find_or_add_candidate, give_consent
from candidates.files import CheckedFile
from candidates.holders import holders_of
from candidates.models import Document, normalise_email
from candidates.privacy import NOTICE_VERSION, keep_wording
from postings.models import Posting, Version

from .. import mail
from ..models import Application, SavedForm, Step
from .answering import SentAnswer, add_answers
from .errors import PostingClosed
from .locking import lock_with_person
from .moving import arrive
from .saving import forget_forms

LINKS_PER_HOUR = 3


@dataclass(frozen=True)
class Sent:
    """What somebody sent through the apply form, already checked."""

    form_key: UUID
    name: str
    email: str
    cv: CheckedFile
    phone: str = ""
    links: str = ""
    words: str = ""
    keep: bool = False
    answers: tuple[SentAnswer, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """What came of a form: its application; `for_sender` where the sender is the one who made it.

    Otherwise somebody sent another form under the same address. The application's page is not theirs to
    see; its link was sent to the address.
    """

    application: Application
    for_sender: bool


def submit_application(*, posting: Posting, version: Version, sent: Sent, by: User | None) -> Receipt:
    """Take a form in, once: candidate, document, application, first move and confirmation, or none of them.

    The same form again, however often and however parallel, gets the same receipt.
    """
    if version.posting_id != posting.pk:
        raise ValueError("The version is another posting's.")
    try:
        return _submit(posting=posting, version=version, sent=sent, by=by)
    except IntegrityError:  # the same came in at the same time, and is there now
        return _submit(posting=posting, version=version, sent=sent, by=by)


def find_sent(*, posting: Posting, form_key: UUID, email: str) -> str | None:
    """Return the token of the application that a form made, for whoever sends that very form again."""
    key = _key(posting, form_key, email)
    return Application.objects.kept().filter(posting=posting, form_key=key).values_list("token", flat=True).first()


def _submit(*, posting: Posting, version: Version, sent: Sent, by: User | None) -> Receipt:
    with atomic_with_files() as documents:
        existing = _find_existing(posting, sent)
        receipt = existing or _take_in(posting=posting, version=version, sent=sent, documents=documents, by=by)
        forget_forms(SavedForm.objects.filter(posting=posting, form_key=sent.form_key))
        return receipt


def _find_existing(posting: Posting, sent: Sent) -> Receipt | None:
    """Return the receipt of the application that this address has for the posting already."""
    application = (
        Application.objects.select_related("candidate", "version")
        .filter(posting=posting, candidate__in=holders_of(normalise_email(sent.email)), superseded_by=None)
        .first()
    )
    if application is None:
        return None
    for_sender = application.form_key == _key(posting, sent.form_key, sent.email)
    if not for_sender and not seconds_to_wait("link", per_hour=LINKS_PER_HOUR, key=str(application.pk)):
        try:
            mail.queue_link(lock_with_person(application))
        except PersonGone:
            return None
    return Receipt(application, for_sender)


def _take_in(*, posting: Posting, version: Version, sent: Sent, documents: list[Document], by: User | None) -> Receipt:
    if not Posting.objects.published().filter(pk=posting.pk).exists():
        raise PostingClosed
    candidate = find_or_add_candidate(email=sent.email, name=sent.name, phone=sent.phone, links=sent.links, by=by)
    documents.append(add_document(candidate=candidate, cv=sent.cv, by=by))
    wording = keep_wording(company=version.company_name)
    consent = give_consent(candidate=candidate, wording=wording, by=by) if sent.keep else None
    application = Application.objects.create(
        candidate=candidate,
        posting=posting,
        step=Step.objects.inbox_of(posting),
        version=version,
        cv=documents[0],
        sent_name=sent.name,
        sent_phone=sent.phone,
        sent_links=sent.links,
        words=sent.words,
        consent=consent,
        form_key=_key(posting, sent.form_key, sent.email),
        notice_version=NOTICE_VERSION,
    )
    add_answers(application=application, sent=sent.answers, documents=documents, by=by)
    arrive(application=application, by=by)
    mail.queue_received(application)
    return Receipt(application, for_sender=True)


def _key(posting: Posting, form_key: UUID, email: str) -> UUID:
    """Return the key of one form for one posting from one address.

    Somebody who goes back, mends a mistyped address and sends again means another application.
    """
    return uuid5(form_key, f"{posting.pk} {normalise_email(email)}")
