"""Messages to candidates: each is a row in the caller's transaction; the worker sends it.

Nothing that somebody typed into the apply form goes into one: whoever typed it has not shown that the
address is theirs, and a confirmation must not carry a stranger's words.
"""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.text import normalize_newlines
from post_office import mail
from post_office.models import Email

from postings.content import Content

from .models import Application


def queue_received(application: Application) -> Email:
    """Queue the confirmation that an application came in."""
    return _queue("received", application)


def queue_link(application: Application) -> Email:
    """Queue the link to an application's page once more."""
    return _queue("link", application)


def _queue(name: str, application: Application) -> Email:
    """Render the three parts of a message in the posting's language and put it in the queue."""
    version = application.version
    with translation.override(version.language):
        context = {
            "application": application,
            "version": version,
            "content": Content.from_data(version.content),
            "url": urljoin(settings.BASE_URL, reverse("hiring:mine", args=[application.token])),
        }
        subject, text, html = (
            render_to_string(f"emails/hiring/{name}{ending}", context) for ending in (".subject.txt", ".txt", ".html")
        )
    # The library renders what it gets as a template: ours are its values, so that a title with braces stays a title.
    return mail.send(
        application.candidate.email,
        subject="{{ subject|safe }}",
        message="{{ text|safe }}",
        html_message="{{ html|safe }}",
        context={
            "subject": " ".join(subject.split()),
            "text": normalize_newlines(text).strip() + "\n",
            "html": html,
        },
        priority="medium",
    )
