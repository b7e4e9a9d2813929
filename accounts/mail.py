"""Outgoing messages: each is a row in the caller's transaction; the worker sends it."""

from __future__ import annotations

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
    # The library renders what it gets as a template: ours are its values, so that a name with braces stays a name.
    return mail.send(
        to,
        subject="{{ subject|safe }}",
        message="{{ text|safe }}",
        html_message="{{ html|safe }}" if html else "",
        context={"subject": " ".join(subject.split()), "text": normalize_newlines(text).strip() + "\n", "html": html},
        headers=headers,
        scheduled_time=send_at,
        priority="medium",
    )
