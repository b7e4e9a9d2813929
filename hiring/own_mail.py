"""Messages around a change of e-mail address: each is a row in the caller's transaction.

None carries the other address, a name or anything that somebody typed: until the end nobody has shown that both
addresses are one person's. Those to an address that is the person's are messages of theirs; the rest are mails alone.
"""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from post_office.models import Email

from accounts import mail
from candidates.models import Candidate

from .mail import attach, headers_of, language_of
from .message_choices import MessageKind
from .models import Application, Message


class Words(NamedTuple):
    """What a message says, and what comes after its links."""

    subject: Promise
    text: Promise
    after: Promise


SHORT_LIVED = _("It works once, for ten minutes. If you did not ask for it, do nothing.")
ASK = Words(
    _("The link to change your e-mail address"), _("this link lets you change your e-mail address:"), SHORT_LIVED
)
CONFIRM = Words(
    _("Confirm your new e-mail address"),
    _("somebody wants to be written to at this address about a job they applied for. If it was you, confirm it:"),
    SHORT_LIVED,
)
CHANGED = Words(
    _("Your e-mail address was changed"),
    _("the e-mail address of your applications was changed. From now on we write to the new one."),
    _("If it was not you, write to the people whom you applied to: they see the change, and your old address."),
)
YOURS = Words(
    _("This is your e-mail address now"),
    _("from now on we write to this address about your applications. Their pages have new links:"),
    _("The old links work no longer. Keep these to yourself: whoever has one can see your application."),
)
TAKEN = Words(
    _("Your e-mail address is in use already"),
    _("somebody wanted to use this address for their applications, but it is known here already. Nothing has changed."),
    _("If it was you, apply under one of your addresses from now on. If not, you need not do anything."),
)


def queue_ask(candidate: Candidate, *, secret: str) -> Email:
    """Queue the link by which a candidate names a new address, to the address of today."""
    links = [("", _url("new_email", secret))]
    return _queue(ASK, to=candidate.email, language=language_of(candidate), links=links, candidate=candidate)


def queue_confirm(candidate: Candidate, *, to: str, secret: str) -> Email:
    """Queue the link that makes a new address theirs, to that address."""
    return _queue(CONFIRM, to=to, language=language_of(candidate), links=[("", _url("new_email", secret))])


def queue_changed(candidate: Candidate, *, old: str, applications: list[Application]) -> None:
    """Tell the old address, and send the new one the new links."""
    language = language_of(candidate)
    _queue(CHANGED, to=old, language=language, candidate=candidate)
    links = [
        (f"{application.version.title}, {application.version.company_name}", _url("mine", application.token))
        for application in applications
    ]
    _queue(YOURS, to=candidate.email, language=language, links=links, candidate=candidate)


def queue_taken(owner: Candidate, *, asked_by: Candidate) -> Email:
    """Tell the owner of an address that somebody else named it as theirs."""
    speaker = owner if owner.applications.exists() else asked_by
    return _queue(TAKEN, to=owner.email, language=language_of(speaker))


def _url(name: str, secret: str) -> str:
    return urljoin(settings.BASE_URL, reverse(f"hiring:{name}", args=[secret]))


def _queue(
    words: Words,
    *,
    to: str,
    language: str,
    links: list[tuple[str, str]] | None = None,
    candidate: Candidate | None = None,
) -> Email:
    with translation.override(language):
        context = {**words._asdict(), "links": links or []}
        if candidate is None:
            return mail.queue("hiring/email_change", to=to, context=context, with_html=True)
        message = Message.objects.create(candidate=candidate, kind=MessageKind.ADDRESS, to=to, language=language)
        headers = headers_of(message)
        email = mail.queue("hiring/email_change", to=to, context=context, with_html=True, headers=headers)
        return attach(message, email).email
