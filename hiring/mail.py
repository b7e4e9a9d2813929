"""Messages to candidates: each is a row in the caller's transaction; the worker sends it.

Nothing that somebody typed into the apply form goes into one: whoever typed it has not shown that the
address is theirs, and a confirmation must not carry a stranger's words.
"""

from __future__ import annotations

from datetime import date
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from post_office.models import Email

from accounts import mail
from candidates.models import Candidate, Consent
from candidates.privacy import Clause
from postings.content import Content

from .models import Application, DataLink


def queue_received(application: Application) -> Email:
    """Queue the confirmation that an application came in."""
    return _queue("received", application)


def queue_link(application: Application) -> Email:
    """Queue the link to an application's page once more."""
    return _queue("link", application)


def queue_data_link(candidate: Candidate, *, secret: str, purpose: str) -> None:
    """Queue the link by which a candidate takes their data along, or has it deleted."""
    url = urljoin(settings.BASE_URL, reverse("hiring:data", args=[secret]))
    _queue_to(candidate, "data_link", url=url, purpose=purpose)


def queue_told(candidate: Candidate, *, notice: list[Clause], contact: str) -> None:
    """Queue what somebody added by hand must hear."""
    url = urljoin(settings.BASE_URL, f"{reverse('hiring:ask_data')}?purpose={DataLink.Purpose.ERASE}")
    _queue_to(candidate, "told", company=candidate.company.name, notice=notice, contact=contact, url=url)


def language_of(candidate: Candidate) -> str:
    """The language that a message about the person speaks."""
    application = _newest_of(candidate)
    return application.version.language if application else candidate.language


@transaction.atomic
def remind_of_consent(candidate: Candidate, ends_on: date) -> bool:
    """Queue the notice that a candidate's data is about to be deleted, once; return whether it was due."""
    now = timezone.now()
    consent = Consent.objects.filter(candidate=candidate, withdrawn_at=None, reminded_at=None).first()
    if consent is None or not Consent.objects.filter(pk=consent.pk, reminded_at=None).update(reminded_at=now):
        return False
    application = _newest_of(candidate)
    if application is None and (candidate.company is None or candidate.email is None):
        return False
    url = urljoin(settings.BASE_URL, reverse("hiring:consent", args=[consent.token]))
    company = application.version.company_name if application else candidate.company.name
    title = application.version.title if application else ""
    _queue_to(candidate, "consent_ends", url=url, ends_on=ends_on, company=company, title=title)
    return True


def _newest_of(candidate: Candidate) -> Application | None:
    """The application whose posting and language a message about the person speaks of."""
    return candidate.applications.select_related("version", "candidate").first()


def _queue_to(candidate: Candidate, name: str, **context: object) -> Email:
    """Queue a message about a person, in their language, whether they applied or not."""
    with translation.override(language_of(candidate)):
        return mail.queue(f"hiring/{name}", to=candidate.email, context=context, with_html=True)


def _queue(name: str, application: Application, **more: object) -> Email:
    """Queue a message in the language of an application's posting; `more` adds to what its templates know."""
    version = application.version
    context = {
        "application": application,
        "version": version,
        "content": Content.from_data(version.content),
        "url": urljoin(settings.BASE_URL, reverse("hiring:mine", args=[application.token])),
    } | more
    with translation.override(version.language):
        return mail.queue(f"hiring/{name}", to=application.candidate.email, context=context, with_html=True)
