"""The same words to many, each about themselves: rows and mails in a fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.utils import translation

from accounts import mail
from accounts.models import User
from postings.content import Content

from . import wording
from .composing import values_of
from .mail import as_mail, written
from .message_choices import OPTIONAL_MESSAGES
from .models import Application, Message, MessageWish
from .shipped import Words


def queue_same(
    applications: list[Application],
    *,
    kind: str,
    words: Words,
    by: User,
    keys: Mapping[int, UUID],
    send_at: datetime | None,
) -> list[Message]:
    """Queue a message of a kind to the people of applications, loaded with candidate and version; `keys` by number."""
    if not applications:
        return []
    wishes = _wishes_of({application.candidate_id for application in applications}) if kind in OPTIONAL_MESSAGES else {}
    contents: dict[int, Content] = {}
    messages, mails = [], []
    for application in applications:
        version = application.version
        if version.pk not in contents:
            contents[version.pk] = Content.from_data(version.content)
        values = values_of(application, by=by, reason=application.shared_reason, content=contents[version.pk])
        with translation.override(version.language):
            key = keys[application.pk]
            message, letter = written(application, kind=kind, by=by, words=words, values=values, key=key)
            wish = wishes.get(application.candidate_id)
            mails.append(as_mail(message, letter, wish=wish, reply_to=wording.one_line(by.email), send_at=send_at))
        messages.append(message)
    for message, email in zip(messages, mail.queue_texts(mails), strict=True):
        message.email = email
    return Message.objects.bulk_create(messages)


def _wishes_of(candidates: set[int]) -> dict[int, MessageWish]:
    """The wishes of candidates, made where there are none yet."""
    rows = MessageWish.objects.filter(candidate__in=candidates)
    found = {wish.candidate_id: wish for wish in rows}
    if missing := sorted(candidates - set(found)):
        new = [MessageWish(candidate_id=candidate) for candidate in missing]
        MessageWish.objects.bulk_create(new, ignore_conflicts=True)  # another message may make one at the same time
        found = {wish.candidate_id: wish for wish in rows.all()}
    return found
