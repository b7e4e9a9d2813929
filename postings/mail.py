"""Messages to users about postings: each is a row in the caller's transaction; the worker sends it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from post_office.models import Email

from accounts.mail import queue_text
from accounts.models import User

from .models import Posting


def queue(name: str, *, to: User, posting: Posting, **context: Any) -> Email:
    """Render `emails/postings/<name>` about a posting and put it in the queue."""
    context |= {"user": to, "posting": posting, "url": urljoin(settings.BASE_URL, posting.get_absolute_url())}
    subject, text = (
        render_to_string(f"emails/postings/{name}{ending}", context) for ending in (".subject.txt", ".txt")
    )
    return queue_text(to=to.email, subject=subject, text=text)
