"""Messages to users: each is a row in the caller's transaction; the worker sends it."""

from __future__ import annotations

from django.template.loader import render_to_string
from post_office import mail
from post_office.models import Email


def queue(name: str, *, to: str, context: dict) -> Email:
    """Render `emails/accounts/<name>` and put it in the queue."""
    subject, text = (
        render_to_string(f"emails/accounts/{name}{ending}", context) for ending in (".subject.txt", ".txt")
    )
    return queue_text(to=to, subject=subject, text=text)


def queue_text(*, to: str, subject: str, text: str) -> Email:
    """Put a plain message in the queue."""
    # The library renders what it gets as a template: ours are its values, so that a name with braces stays a name.
    return mail.send(
        to,
        subject="{{ subject|safe }}",
        message="{{ text|safe }}",
        context={"subject": " ".join(subject.split()), "text": text.strip() + "\n"},
        priority="medium",
    )
