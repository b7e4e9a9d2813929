"""Messages to candidates: each is a row in the caller's transaction, with its mail; the worker sends it.

Nothing that somebody typed into the apply form goes into one that goes to an address which nobody has shown to be
theirs: a confirmation must not carry a stranger's words. `hiring.wording` says which fields a kind may use.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urljoin
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from post_office.models import Email

from accounts import mail
from accounts.models import User
from candidates.models import Candidate, Consent, ConsentAsk
from candidates.privacy import Clause
from postings.content import Content

from . import wording
from .composing import Letter, address, compose, readable, values_of, words_for
from .inbound.addresses import address_of, message_id
from .message_choices import OPTIONAL_MESSAGES, MessageKind
from .models import Application, DataLink, Message, MessageWish, SavedForm
from .shipped import Words


def queue_received(application: Application) -> Message:
    """Queue the confirmation that an application came in."""
    return queue_words(application=application, kind=MessageKind.RECEIVED, by=None)


def queue_link(application: Application) -> Message:
    """Queue the link to an application's page once more."""
    version = application.version
    context = {"version": version, "url": address("mine", application.token)}
    return _queue_file(MessageKind.LINK, application.candidate, "link", application=application, **context)


def queue_data_link(candidate: Candidate, *, secret: str, purpose: str) -> Message:
    """Queue the link by which a candidate takes their data along, or has it deleted."""
    return _queue_file(MessageKind.DATA_LINK, candidate, "data_link", url=address("data", secret), purpose=purpose)


def queue_told(candidate: Candidate, *, notice: list[Clause], contact: str) -> Message:
    """Queue what somebody added by hand must hear."""
    url = urljoin(settings.BASE_URL, f"{reverse('hiring:ask_data')}?purpose={DataLink.Purpose.ERASE}")
    company = candidate.company.name
    return _queue_file(MessageKind.TOLD, candidate, "told", company=company, notice=notice, contact=contact, url=url)


def queue_consent_ask(ask: ConsentAsk) -> Message:
    """Queue the question whether somebody's data may be kept, in the language that it is asked in."""
    url = urljoin(settings.BASE_URL, reverse("hiring:agree", args=[ask.token]))
    more = {"ask": ask, "url": url}
    return _queue_file(MessageKind.ASKED, ask.candidate, "consent_ask", language=ask.language, by=ask.asked_by, **more)


def language_of(candidate: Candidate) -> str:
    """The language that a message about the person speaks."""
    application = _newest_of(candidate)
    return application.version.language if application else candidate.language


def queue_saved_form(saved: SavedForm, *, secret: str) -> Email:
    """Queue the link to a form that somebody saved."""
    context = {"version": saved.version, "url": address("saved_form", secret), "expires_at": saved.expires_at}
    with translation.override(saved.version.language):
        return mail.queue("hiring/saved_form", to=saved.email, context=context, with_html=True)


@transaction.atomic
def remind_of_consent(candidate: Candidate, ends_on: date) -> bool:
    """Queue the notice that a locked candidate's data is about to be deleted, once; return whether it was due."""
    now = timezone.now()
    consent = Consent.objects.filter(candidate=candidate, withdrawn_at=None, reminded_at=None).first()
    if consent is None:
        return False
    same = Consent.objects.filter(pk=consent.pk, reminded_at=None, withdrawn_at=None, renewed_at=consent.renewed_at)
    if not same.update(reminded_at=now):
        return False
    application = _newest_of(candidate)
    link = address("consent", consent.token)
    if application is not None:
        queue_words(application=application, kind=MessageKind.DATA_ENDING, by=None, link=link, ends_on=ends_on)
    elif candidate.company is None or candidate.email is None:
        return False
    else:
        context = {"url": link, "ends_on": ends_on, "company": candidate.company.name}
        _queue_file(MessageKind.DATA_ENDING, candidate, "consent_ends", **context)
    return True


def queue_words(
    *,
    application: Application,
    kind: str,
    by: User | None,
    words: Words | None = None,
    reason: str = "",
    link: str = "",
    ends_on: date | None = None,
    send_at: datetime | None = None,
    key: UUID | None = None,
) -> Message:
    """Queue a message about an application, in its posting's language: the template's words, or what somebody wrote.

    `reason` is what the team shares, `send_at` the soonest that it goes, `key` what makes it one message.
    """
    words = words or words_for(kind, application)
    values = values_of(application, by=by, reason=reason, link=link, ends_on=ends_on)
    with translation.override(application.version.language):
        message, letter = written(application, kind=kind, by=by, words=words, values=values, key=key)
        message.save(force_insert=True)
        wish = _wish_of(message.candidate) if kind in OPTIONAL_MESSAGES else None
        fields = as_mail(message, letter, wish=wish, reply_to=_reply_to(application, by), send_at=send_at)
        return attach(message, mail.queue_text(**fields))


def written(
    application: Application,
    *,
    kind: str,
    by: User | None,
    words: Words,
    values: Mapping[str, str],
    key: UUID | None = None,
) -> tuple[Message, Letter]:
    """Return the row of a message, not saved yet, and its letter."""
    letter = compose(words, values)
    message = Message(
        candidate=application.candidate,
        application=None if kind == MessageKind.DATA_ENDING else application,
        kind=kind,
        to=application.candidate.email,
        language=application.version.language,
        by=by,
        key=key or uuid4(),
        subject=letter.subject,
        text=wording.text_of(words.body, readable(values)),
    )
    return message, letter


def as_mail(
    message: Message, letter: Letter, *, wish: MessageWish | None, reply_to: str, send_at: datetime | None
) -> dict[str, Any]:
    """Return the mail of a message, with what stands under every one of its kind; `wish` is where it can be stopped."""
    headers = headers_of(message, reply_to=reply_to)
    stop_url = ""
    if wish:
        stop_url = address("stop_messages", wish.token)
        headers |= {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    note = (
        _("You get this because you applied. No more messages of this kind:")
        if wish
        else _("This message is part of your application, or of your rights: it comes even where you stopped others.")
    )
    context = {"letter": letter, "note": note, "stop_url": stop_url, "language": message.language}
    return {
        "to": message.to,
        "subject": letter.subject,
        "text": f"{letter.text}\n\n-- \n{note}\n{stop_url}",
        "html": render_to_string("emails/hiring/message.html", context),
        "headers": headers,
        "send_at": send_at,
    }


def _newest_of(candidate: Candidate) -> Application | None:
    """The application whose posting and language a message about the person speaks of."""
    return candidate.applications.select_related("version", "candidate", "posting").first()


def _queue_file(
    kind: MessageKind,
    candidate: Candidate,
    name: str,
    *,
    application: Application | None = None,
    by: User | None = None,
    language: str = "",
    **context: Any,
) -> Message:
    """Queue a message about a person whose words are files of the house, in their language; the row keeps no words."""
    language = language or language_of(candidate)
    with translation.override(language):
        message = Message.objects.create(
            candidate=candidate, application=application, kind=kind, to=candidate.email, language=language, by=by
        )
        headers = headers_of(message)
        context["application"] = application
        email = mail.queue(f"hiring/{name}", to=message.to, context=context, with_html=True, headers=headers)
        return attach(message, email)


def attach(message: Message, email: Email) -> Message:
    """Write down which mail a message became."""
    message.email = email
    message.save(update_fields=["email"])
    return message


def headers_of(message: Message, *, reply_to: str = "") -> dict[str, str]:
    """A message that is sent twice, after a crash, carries the same id: mail programs show it once. Replies go to the
    address that takes them in, where there is one, else to `reply_to`."""
    headers = {"Message-ID": message_id(message.key)}
    if reply_to := address_of(message.key) or reply_to:
        headers["Reply-To"] = reply_to
    return headers


def _reply_to(application: Application, by: User | None) -> str:
    """Where answers go: to who wrote, else to whom the posting names."""
    return wording.one_line(by.email if by else Content.from_data(application.version.content).contact_email)


def _wish_of(candidate: Candidate) -> MessageWish:
    wish, _is_new = MessageWish.objects.get_or_create(candidate=candidate)
    return wish
