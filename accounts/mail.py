"""Outgoing messages: each is a row in the caller's transaction; the worker sends it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import normalize_newlines
from post_office import mail
from post_office.models import Email


def queue(
    name: str,
    *,
    to: str,
    context: dict[str, Any],
    with_html: bool = False,
    headers: dict[str, str] | None = None,
) -> Email:
    """Render `emails/<name>.subject.txt` and `.txt` (and `.html`) in the active language, and put them in the queue."""
    subject, text = (render_to_string(f"emails/{name}{ending}", context) for ending in (".subject.txt", ".txt"))
    html = render_to_string(f"emails/{name}.html", context) if with_html else ""
    return queue_text(to=to, subject=subject, text=text, html=html, headers=headers)


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
    """Put many messages in the queue together; each is what `queue_text` takes."""
    return mail.send_many([_as_sent(**message) for message in messages])


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
    return {
        "recipients": to,
        "subject": "{{ subject|safe }}",
        "message": "{{ text|safe }}",
        "html_message": "{{ html|safe }}" if html else "",
        "context": {
            "subject": " ".join(subject.split()),
            "text": normalize_newlines(text).strip() + "\n",
            "html": html,
        },
        "headers": headers,
        "scheduled_time": send_at,
        "priority": "medium",
    }
