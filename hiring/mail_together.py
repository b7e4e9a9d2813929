"""Messages to one or to many at once: each composed for itself, all written in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q
from django.utils import translation

from accounts import mail
from accounts.models import User
from postings.content import Content
from postings.models import Version

from . import wording
from .composing import values_of
from .mail import as_mail, written
from .message_choices import OPTIONAL_MESSAGES, MessageKind
from .models import Application, Message, MessageTemplate, MessageWish, Step
from .shipped import Words, shipped


def queue_moved_on(applications: list[Application], *, step: Step, by: User, send_at: datetime) -> list[Message]:
    """Queue what tells candidates that they moved on to a step, in the language and the words of each one's posting.

    The applications come with their candidates, and these with their wishes.
    """
    if not applications:
        return []
    words = _words(MessageKind.MOVED_ON, step)
    return queue_together(applications, kind=MessageKind.MOVED_ON, words=words, by=by, send_at=send_at, about_step=step)


def queue_together(
    applications: list[Application],
    *,
    kind: str,
    words: Words | Mapping[str, Words],
    by: User,
    send_at: datetime | None,
    reasons: Mapping[int, str] | None = None,
    keys: Mapping[int, UUID] | None = None,
    about_step: Step | None = None,
) -> list[Message]:
    """Queue a message about each of some applications, in the order of these; they come with their candidates.

    `words` are the same for all, or by language. By the number of an application, `reasons` are what the team shares,
    `keys` what makes its message one; `send_at` is the soonest that they go.
    """
    load_versions(applications)
    versions = {application.version_id: application.version for application in applications}
    contents = {pk: Content.from_data(version.content) for pk, version in versions.items()}
    wishes = _wishes(applications) if kind in OPTIONAL_MESSAGES else {}
    messages, mails = [], []
    for application in applications:
        language = application.version.language
        reason = (reasons or {}).get(application.pk, "")
        values = values_of(application, by=by, reason=reason, content=contents[application.version_id])
        with translation.override(language):
            message, letter = written(
                application,
                kind=kind,
                by=by,
                words=words if isinstance(words, Words) else words[language],
                values=values,
                key=(keys or {}).get(application.pk),
            )
            message.about_step = about_step
            wish = wishes.get(application.candidate_id)
            mails.append(as_mail(message, letter, wish=wish, reply_to=wording.one_line(by.email), send_at=send_at))
        messages.append(message)
    for message, email in zip(messages, mail.queue_texts(mails), strict=True):
        message.email = email
    return Message.objects.bulk_create(messages)


def load_versions(applications: Iterable[Application]) -> None:
    """Give applications the versions that were read, each loaded once, where they have come without."""
    field = Application._meta.get_field("version")
    without = [application for application in applications if not field.is_cached(application)]
    versions = Version.objects.in_bulk({application.version_id for application in without}) if without else {}
    for application in without:
        application.version = versions[application.version_id]


def _words(kind: str, step: Step) -> dict[str, Words]:
    """The words of a kind of message by language: the company's, else the house's, else what ships; one query."""
    found = {language: words for (of, language, name), words in shipped().items() if (of, name) == (kind, "")}
    own = Q(company=step.posting.company_id) | Q(company=None)
    for row in MessageTemplate.objects.filter(own, kind=kind).order_by(F("company").asc(nulls_first=True), "pk"):
        found[row.language] = Words(row.subject, row.body)
    return found


def _wishes(applications: list[Application]) -> dict[int, MessageWish]:
    """The wishes of candidates, by candidate, made where there are none yet."""
    found, new = {}, []
    for candidate in {application.candidate_id: application.candidate for application in applications}.values():
        try:
            found[candidate.pk] = candidate.message_wish
        except MessageWish.DoesNotExist:
            new.append(MessageWish(candidate=candidate))
    if new:
        MessageWish.objects.bulk_create(new, ignore_conflicts=True)  # another message may make one at the same time
        rows = MessageWish.objects.filter(candidate__in=[wish.candidate_id for wish in new])
        found |= {wish.candidate_id: wish for wish in rows}
    return found
