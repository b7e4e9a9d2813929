"""Messages to candidates: each is a row in the caller's transaction; the worker sends it.

Nothing that somebody typed into the apply form goes into one: whoever typed it has not shown that the
address is theirs, and a confirmation must not carry a stranger's words.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.text import normalize_newlines
from post_office import mail
from post_office.models import Email

from candidates.models import Candidate, Consent
from postings.content import Content

from .models import Application


def queue_received(application: Application) -> Email:
    """Queue the confirmation that an application came in."""
    return _queue("received", application)


def queue_link(application: Application) -> Email:
    """Queue the link to an application's page once more."""
    return _queue("link", application)


def queue_data_link(candidate: Candidate, *, secret: str, purpose: str) -> None:
    """Queue the link by which a candidate takes their data along, or has it deleted."""
    application = candidate.applications.select_related("version", "candidate").order_by("-created_at", "-id").first()
    url = urljoin(settings.BASE_URL, reverse("hiring:data", args=[secret]))
    _queue("data_link", application, url=url, purpose=purpose)


@transaction.atomic
def remind_of_consent(candidate: Candidate, ends_on: date) -> bool:
    """Queue the notice that a candidate's data is about to be deleted, once; return whether it was due."""
    now = timezone.now()
    consent = Consent.objects.filter(candidate=candidate, withdrawn_at=None, reminded_at=None).first()
    if consent is None or not Consent.objects.filter(pk=consent.pk, reminded_at=None).update(reminded_at=now):
        return False
    application = candidate.applications.select_related("version", "candidate").order_by("-created_at").first()
    if application is None:
        return False
    url = urljoin(settings.BASE_URL, reverse("hiring:consent", args=[consent.token]))
    _queue("consent_ends", application, url=url, ends_on=ends_on)
    return True


def _queue(name: str, application: Application, **more: object) -> Email:
    """Render the three parts of a message in the posting's language and put it in the queue."""
    version = application.version
    with translation.override(version.language):
        context = {
            "application": application,
            "version": version,
            "content": Content.from_data(version.content),
            "url": urljoin(settings.BASE_URL, reverse("hiring:mine", args=[application.token])),
        } | more
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
