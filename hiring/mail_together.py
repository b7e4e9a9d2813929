"""Messages to many at once: each composed for itself, all written in a fixed number of queries."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F, Q
from django.utils import translation

from accounts import mail
from accounts.models import User
from postings.content import Content
from postings.models import Version

from . import wording
from .composing import values_of
from .mail import as_mail, written
from .message_choices import MessageKind
from .models import Application, Message, MessageTemplate, MessageWish, Step
from .shipped import Words, shipped


def queue_moved_on(applications: list[Application], *, step: Step, by: User, send_at: datetime) -> list[Message]:
    """Queue what tells candidates that they moved on to a step, in the language and the words of each one's posting.

    The applications come with their candidates, and these with their wishes.
    """
    if not applications:
        return []
    versions = Version.objects.in_bulk({application.version_id for application in applications})
    contents = {version.pk: Content.from_data(version.content) for version in versions.values()}
    words = _words(MessageKind.MOVED_ON, step)
    wishes = _wishes(applications)
    messages, mails = [], []
    for application in applications:
        application.version = version = versions[application.version_id]
        values = values_of(application, by=by, content=contents[version.pk])
        with translation.override(version.language):
            message, letter = written(
                application, kind=MessageKind.MOVED_ON, by=by, words=words[version.language], values=values
            )
            message.about_step = step
            wish = wishes[application.candidate_id]
            mails.append(as_mail(message, letter, wish=wish, reply_to=wording.one_line(by.email), send_at=send_at))
        messages.append(message)
    for message, email in zip(messages, mail.queue_texts(mails), strict=True):
        message.email = email
    return Message.objects.bulk_create(messages)


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
