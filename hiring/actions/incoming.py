"""A mail that came in becomes a reply, once; what can't be is left to the mail server."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from django.conf import settings
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import mail
from accounts.models import User
from candidates.actions import PersonGone
from postings.choices import EDITING_PARTS, Part
from postings.models import Membership

from ..inbound.reading import Bounce, Incoming, Unreadable, read
from ..message_choices import MessageKind
from ..models import Message
from .messages import came_back
from .replies import take_down

logger = logging.getLogger("rolecraft.inbound")

MOST_A_DAY = 200  # replies of one person that come as mails


@dataclass(frozen=True)
class Outcome:
    """What became of a mail: the code that tells its server what to do with it (sysexits.h), and why, in a word."""

    code: int
    what: str
    reply: Message | None = None


def take_mail(raw: bytes, *, recipient: str = "") -> Outcome:
    """Take a mail in: a reply to a message of ours is written down, once. The same again changes nothing."""
    try:
        incoming = read(raw, recipient=recipient)
    except Unreadable:
        return Outcome(os.EX_DATAERR, "unreadable")
    if incoming.bounce:
        return _take_bounce(incoming.bounce)
    if incoming.is_automatic:  # nobody wrote it: sending it back would only make machines talk
        return Outcome(os.EX_OK, "automatic")
    answers = _answered_by(incoming)
    if answers is None:
        return Outcome(os.EX_NOUSER, "nobody's")
    if existing := Message.objects.filter(digest=incoming.digest).first():
        return Outcome(os.EX_OK, "known", existing)
    if _is_too_much(answers):
        return Outcome(os.EX_UNAVAILABLE, "too many")
    try:
        return Outcome(os.EX_OK, "taken", _take(incoming, answers))
    except PersonGone:
        return Outcome(os.EX_NOUSER, "nobody's")
    except IntegrityError:  # the same came in at the same time, and is there now
        existing = Message.objects.filter(digest=incoming.digest).first()
        return Outcome(os.EX_OK if existing else os.EX_TEMPFAIL, "known" if existing else "try again", existing)


def _answered_by(incoming: Incoming) -> Message | None:
    """The message that a mail answers: named by the address that it went to, which nobody can make up; else the one
    that it says to answer, where it comes from the address that this one went to. Who it says to be from is never
    enough."""
    ours = Message.objects.exclude(kind=MessageKind.REPLY).filter(candidate__erased_at=None)
    rows = {row.key: row for row in ours.filter(key__in=[*incoming.named, *incoming.referred]).select_related(*RELATED)}
    for key in incoming.named:
        if key in rows:
            return rows[key]
    for key in incoming.referred:
        if key in rows and incoming.sender and incoming.sender in _addresses_of(rows[key]):
            return rows[key]
    return None


RELATED = ("candidate", "application__version", "application__posting", "by", "email")


def _addresses_of(message: Message) -> set[str]:
    return {address.lower() for address in (message.to, message.candidate.email) if address}


def _is_too_much(answers: Message) -> bool:
    since = timezone.now() - timedelta(days=1)
    replies = Message.objects.filter(kind=MessageKind.REPLY, candidate=answers.candidate_id, by=None)
    return replies.filter(outcome_at__gt=since).count() >= MOST_A_DAY


@transaction.atomic
def _take(incoming: Incoming, answers: Message) -> Message:
    reply = take_down(
        candidate=answers.candidate,
        application=answers.application,
        answers=answers,
        text=incoming.text,
        quoted=incoming.quoted,
        subject=incoming.subject,
        sender=incoming.sender,
        left_out=incoming.left_out,
        digest=incoming.digest,
        at=_moment(incoming, answers),
        by=None,
    )
    # Neither words nor a name: a message can't be erased from a mailbox.
    context = {"url": urljoin(settings.BASE_URL, reverse("studio:message", args=[reply.pk]))}
    if user := _who_hears(answers):
        mail.queue("hiring/replied", to=user.email, context={**context, "user": user})
    logger.info("took reply=%s answers=%s", reply.pk, answers.pk)
    return reply


def _moment(incoming: Incoming, answers: Message) -> datetime:
    """When it was written, as it says where that can be: not before what it answers, nor later than now."""
    now = timezone.now()
    return min(max(incoming.sent_at or now, answers.created_at), now)


def _who_hears(answers: Message) -> User | None:
    """Whoever wrote the message, while they may decide; else the posting's owner, or who added the person."""
    if answers.application is None:
        return _active(answers.by) or _active(answers.candidate.added_by)
    members = Membership.objects.filter(posting=answers.application.posting_id, part__in=EDITING_PARTS)
    members = {member.user_id: member for member in members.select_related("user").order_by("pk")}
    if answers.by_id in members and (user := _active(answers.by)):
        return user
    owners = (member.user for member in members.values() if member.part == Part.OWNER)
    return next((user for user in owners if user.is_active), None)


def _active(user: User | None) -> User | None:
    return user if user is not None and user.is_active else None


def _take_bounce(bounce: Bounce) -> Outcome:
    """Mark messages as failed that came back from the address that they went to."""
    messages = Message.objects.exclude(kind=MessageKind.REPLY).filter(key__in=bounce.keys)
    count = sum(came_back(message=message) for message in messages if message.to.lower() in bounce.addresses)
    return Outcome(os.EX_OK, f"came back: {count}")
