"""Outgoing messages: each is a row in the caller's transaction; the worker sends it.

This is the one place where a mail is made. What goes into its head is one line of text, and to one address.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import datetime
from email.mime.text import MIMEText
from email.utils import make_msgid
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.utils.text import normalize_newlines
from post_office import mail
from post_office.models import Email
from post_office.signals import email_queued

from .addresses import validate_address

SUBJECT_MAX = 900  # the library's column holds little more
CALENDAR = "calendar"
NO_WORDS = {"Cc", "Cs", "Zl", "Zp"}  # categories of Unicode: what a header must not have, or can't


class CalendarFile(NamedTuple):
    """A file for calendar programs, and what they are to do with it (RFC 5546)."""

    text: str
    method: str


def queue(
    name: str,
    *,
    to: str,
    context: dict[str, Any],
    with_html: bool = False,
    headers: dict[str, str] | None = None,
) -> Email:
    """Render `emails/<name>.subject.txt` and `.txt` (and `.html`) in the active language, and put them in the queue."""
    return queue_text(**rendered(name, to=to, context=context, with_html=with_html), headers=headers)


def rendered(name: str, *, to: str, context: dict[str, Any], with_html: bool = False) -> dict[str, Any]:
    """Return the words of a mail, in the active language, as `queue_text` takes them."""
    subject, text = (render_to_string(f"emails/{name}{ending}", context) for ending in (".subject.txt", ".txt"))
    html = render_to_string(f"emails/{name}.html", context) if with_html else ""
    return {"to": to, "subject": subject, "text": text, "html": html}


def queue_text(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: dict[str, str] | None = None,
    send_at: datetime | None = None,
) -> Email:
    """Put a message in the queue, in plain text and, where it has one, as HTML; `send_at` is the soonest it goes."""
    return mail.send(**_as_sent(to=to, subject=subject, text=text, html=html, headers=headers, send_at=send_at))


def queue_texts(messages: Iterable[dict[str, Any]]) -> list[Email]:
    """Put many messages in the queue together; each is what `queue_text` takes, and may have a `calendar`."""
    if emails := [_as_row(**message) for message in messages]:
        Email.objects.bulk_create(emails)
        email_queued.send(sender=Email, emails=emails)
    return emails


def _as_row(*, calendar: CalendarFile | None = None, **message: Any) -> Email:
    email = mail.send(commit=False, **_as_sent(**message))
    if calendar:
        email.context = {CALENDAR: calendar}  # a column of the library's that nothing else here uses
    return email


def attach_calendar(email: Email) -> None:
    """Put the calendar file of a mail that is about to leave into what is sent, the way calendar programs look for."""
    if calendar := (email.context or {}).get(CALENDAR):
        text, method = calendar
        part = MIMEText(text, "calendar", "utf-8")
        part.set_param("method", method)
        part.add_header("Content-Disposition", "attachment", filename="interview.ics")
        email.email_message().attach(part)


def _as_sent(
    *,
    to: str,
    subject: str,
    text: str,
    html: str = "",
    headers: dict[str, str] | None = None,
    send_at: datetime | None = None,
) -> dict[str, Any]:
    """What the library takes. It renders templates: ours are its values, so that a name with braces stays a name."""
    validate_address(to)
    # One id however often a mail is sent: after a crash it may be twice, and mail programs show it once.
    headers = {"Message-ID": make_msgid(domain=urlsplit(settings.BASE_URL).hostname), **(headers or {})}
    return {
        "recipients": [to],
        "subject": "{{ subject|safe }}",
        "message": "{{ text|safe }}",
        "html_message": "{{ html|safe }}" if html else "",
        "context": {
            "subject": one_line(subject).replace("=?", "= ?")[:SUBJECT_MAX],  # nor words that a reader decodes
            "text": normalize_newlines(text).replace("\0", "").strip() + "\n",  # PostgreSQL keeps no NUL
            "html": html.replace("\0", ""),
        },
        "headers": _head(headers),
        "scheduled_time": send_at,
        "priority": "medium",
    }


def _head(headers: dict[str, str]) -> dict[str, str]:
    """Headers of one line each; an address to answer to that is none is left out, for no mail leaves with it."""
    head = {name: one_line(value) for name, value in headers.items()}
    try:
        validate_address(head.get("Reply-To", ""))
    except ValidationError:
        head.pop("Reply-To", None)
    return head


def one_line(text: str) -> str:
    """Return a text without line ends and other control characters, whatever it held."""
    worded = "".join(char for char in text if char.isspace() or unicodedata.category(char) not in NO_WORDS)
    return " ".join(worded.split())
