"""What is written to candidates, and the words that it starts from."""

from __future__ import annotations

import secrets
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from post_office.models import STATUS, Email
from simple_history.models import HistoricalRecords

from accounts.models import Kind, User
from candidates.models import Candidate
from postings.choices import Language
from postings.models import Company, Posting

from ..debt import ANSWERS
from ..message_choices import NO_TEMPLATE, MessageKind, MessageState
from .application import Application
from .step import Step


def new_token() -> str:
    """Return the secret of the page where messages are stopped: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(32)


class MessageQuerySet(models.QuerySet):
    """Messages to candidates."""

    def visible_to(self, user: User) -> MessageQuerySet:
        """Messages that the user may read on a person's page: about applications of which they may see all that was
        said, unless screened without names; and about people whom they see as such, or by such an application."""
        if not user.is_active:
            return self.none()
        return self._in_scope(user, Posting.objects.reviewable_by(user), Candidate.objects.visible_to(user))

    def sendable_by(self, user: User) -> MessageQuerySet:
        """Messages that the user may call back or send again: about applications on which they decide, and about people
        whose record they may change."""
        if not user.is_active:
            return self.none()
        decidable = Application.objects.decidable_by(user).order_by().values("candidate")
        people = Candidate.objects.editable_by(user).order_by().values("pk")
        theirs = Q(application__posting__in=Posting.objects.editable_by(user).order_by().values("pk"))
        about = Q(application=None) & (Q(candidate__in=decidable) | Q(candidate__in=people))
        return self.filter(theirs | about, candidate__erased_at=None)

    def removable_by(self, user: User) -> MessageQuerySet:
        """Replies that the user may remove: those that they took down or that came as a mail, for a lead any."""
        replies = self.sendable_by(user).filter(kind=MessageKind.REPLY)
        return replies if user.is_kind(Kind.LEAD) else replies.filter(Q(by=user) | Q(by=None))

    def _in_scope(self, user: User, postings: models.QuerySet, people: models.QuerySet) -> MessageQuerySet:
        shown = Application.objects.shown().filter(posting__in=postings.order_by().values("pk")).order_by()
        about = Exists(shown.filter(candidate=OuterRef("candidate")))
        if user.is_kind(Kind.RECRUITER, Kind.LEAD):
            about = Q(about) | Q(candidate__in=people.order_by().values("pk"))
        scope = Q(application__in=shown.values("pk")) | (Q(application=None) & Q(about))
        return self.filter(scope, candidate__erased_at=None)

    def of(self, application: Application) -> MessageQuerySet:
        """What was written about an application, or about one that counts as it since a merge, and about the person as
        such."""
        theirs = Q(application=application) | Q(application__superseded_by=application)
        return self.filter(theirs | Q(application=None, candidate=application.candidate_id))

    def answers_on_the_way(self, application: Application) -> MessageQuerySet:
        """Rejections of an application that wait for their time, and can still be called back."""
        return self.filter(
            application=application,
            kind__in=[MessageKind.REJECTED, MessageKind.CLOSED],
            outcome="",
            email__status=STATUS.queued,
            email__scheduled_time__gt=timezone.now(),
        )

    def that_wait(self) -> MessageQuerySet:
        """Messages that wait for their hour and can be called back: no worker has them."""
        return self.filter(
            outcome="",
            email__status=STATUS.queued,
            email__number_of_retries=None,
            email__scheduled_time__gt=timezone.now(),
        )

    def that_answer(self) -> MessageQuerySet:
        """Messages that count as an answer: somebody of the team wrote them, and they went or are on their way."""
        on_its_way = Q(outcome="", email__isnull=False) & ~Q(email__status=STATUS.failed)
        return self.filter(Q(outcome=MessageState.SENT) | on_its_way, kind__in=ANSWERS)

    def sent(self) -> MessageQuerySet:
        """Messages that have left."""
        return self.filter(Q(outcome=MessageState.SENT) | Q(outcome="", email__status=STATUS.sent))

    def to_answer(self) -> MessageQuerySet:
        """Replies that nobody has answered since, nor said of that there is nothing to answer."""
        later = Message.objects.that_answer().filter(created_at__gt=OuterRef("created_at")).order_by()
        own = later.filter(application=OuterRef("application"))
        about_person = Q(application=None) & Q(Exists(later.filter(candidate=OuterRef("candidate"))))
        return self.filter(~Exists(own), ~about_person, kind=MessageKind.REPLY, settled_at=None)

    def with_list_data(self) -> MessageQuerySet:
        """Messages with what a list shows of each: the mail's state, not its text, who wrote, what a reply answers and
        whether it `waits`."""
        waiting = Message.objects.to_answer().filter(pk=OuterRef("pk")).order_by()
        texts = ("email__message", "email__html_message", "email__context", "answers__text", "answers__quoted")
        return self.select_related("email", "by", "answers").defer(*texts).annotate(waits=Exists(waiting))

    def with_person_data(self, user: User) -> MessageQuerySet:
        """Messages with what a person's page shows of each besides: the posting, and whether the user `may_send` it."""
        mine = Message.objects.sendable_by(user).filter(pk=OuterRef("pk")).order_by()
        return (
            self.with_list_data()
            .select_related("application__version", "application__posting")
            .defer("application__version__content")
            .annotate(may_send=Exists(mine))
        )


class Message(models.Model):
    """A message to a candidate: a row in the transaction that it belongs to, then a mail. Or their reply.

    `text` is what the team may read again: the candidate's own links are not in it, and of messages that are
    nothing but a secret link there is none. Where the message is, its mail says; `outcome` says it when the mail was
    called back, or is gone. `key` makes it one message, however often it is asked for, and names it in the
    mail's header. `about_step` is the step that it tells of, where it went by itself because of a move.

    A reply was recorded by hand (`by`), or came as a mail: `sender` is where that came from, `digest` tells it from
    others. `created_at` is when they wrote it, `outcome_at` when it was taken down; `quoted` are earlier words in it,
    `left_out` names the files that came along and were not kept. `settled_at` is when somebody said that there is
    nothing to answer.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="messages", verbose_name=_("candidate"))
    application = models.ForeignKey(
        Application, models.CASCADE, null=True, related_name="messages", verbose_name=_("application")
    )
    kind = models.CharField(_("kind"), max_length=12, choices=MessageKind.choices)
    to = models.EmailField(_("to"), blank=True)
    about_step = models.ForeignKey(
        Step, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("tells of the step")
    )
    subject = models.CharField(_("subject"), max_length=250, blank=True)
    text = models.TextField(_("text"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    email = models.OneToOneField(Email, models.SET_NULL, null=True, related_name="candidate_message")
    outcome = models.CharField(max_length=10, choices=MessageState.choices, blank=True, editable=False)
    outcome_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(_("written"), default=timezone.now, editable=False)
    answers = models.ForeignKey(
        "self", models.SET_NULL, null=True, editable=False, related_name="replies", verbose_name=_("answers")
    )
    sender = models.EmailField(_("from"), blank=True, editable=False)
    quoted = models.TextField(_("earlier words"), blank=True, editable=False)
    left_out = models.JSONField(_("files that were not kept"), default=list, editable=False)
    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 unique where known
    settled_at = models.DateTimeField(null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["application", "-created_at", "-id"], name="message_by_application"),
            models.Index(
                fields=["created_at", "id"], name="message_to_answer", condition=Q(kind="reply", settled_at=None)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="message_link_keeps_no_text",
                condition=~Q(kind=MessageKind.DATA_LINK) | Q(text="", subject=""),
                violation_error_message=_("Of a message with a link to somebody’s data no words are kept."),
            ),
            models.CheckConstraint(
                name="message_outcome_has_moment",
                condition=Q(outcome="", outcome_at=None) | (~Q(outcome="") & Q(outcome_at__isnull=False)),
                violation_error_message=_("What became of a message has its moment."),
            ),
            models.CheckConstraint(
                name="message_reply_was_received",
                condition=Q(kind="reply", outcome="received", email=None, to="")
                | (~Q(kind="reply") & ~Q(outcome="received") & ~Q(to="") & Q(settled_at=None, digest=None)),
                violation_error_message=_("A reply was received and is sent to nobody; other messages are."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.created_at:%Y-%m-%d}"

    @property
    def state(self) -> str:
        """Where it is, as its mail says; a mail that is gone without a word counts as failed."""
        if self.outcome:
            return self.outcome
        if self.email is None:
            return MessageState.FAILED
        return {STATUS.sent: MessageState.SENT, STATUS.failed: MessageState.FAILED}.get(
            self.email.status, MessageState.WAITING
        )

    def get_state_display(self) -> str:
        return str(MessageState(self.state).label)

    @property
    def goes_at(self) -> datetime | None:
        """When it goes, as long as it can be called back; None afterwards."""
        email = self.email
        if self.state != MessageState.WAITING or email.number_of_retries is not None:  # a worker has it
            return None
        return email.scheduled_time if email.scheduled_time and email.scheduled_time > timezone.now() else None

    @property
    def left_at(self) -> datetime | None:
        """When it was sent."""
        if self.state != MessageState.SENT:
            return None
        return self.outcome_at or self.email.last_updated

    @property
    def is_reply(self) -> bool:
        return self.kind == MessageKind.REPLY

    @property
    def came_as_mail(self) -> bool:
        return self.is_reply and self.by_id is None

    @property
    def can_be_sent_again(self) -> bool:
        return self.state == MessageState.FAILED and self.email is not None


class MessageTemplateQuerySet(models.QuerySet):
    """Words that messages start from."""

    def usable(self, *, language: str, company: Company | int) -> MessageTemplateQuerySet:
        """Those in a language for a company, its own before the house's."""
        own = Q(company=company) | Q(company=None)
        return self.filter(own, language=language).order_by("kind", F("company").asc(nulls_last=True), "name", "id")


class MessageTemplate(models.Model):
    """The words that a kind of message starts from, in a language, for a company or for all.

    `body` is plain text with light Markdown; `hiring.wording` says which named fields a kind may use. Only
    those of the kind "other" have a name, as there may be several.
    """

    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=[(kind.value, kind.label) for kind in MessageKind if kind not in NO_TEMPLATE],
    )
    name = models.CharField(
        _("name"), max_length=80, blank=True, help_text=_("For “other” messages: what recruiters choose it by.")
    )
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    company = models.ForeignKey(
        Company,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="message_templates",
        verbose_name=_("company"),
        help_text=_("Empty: for every company that has none of its own."),
    )
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"), max_length=5000)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)

    history = HistoricalRecords()
    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("message template")
        verbose_name_plural = _("message templates")
        ordering = ["kind", "language", "company", "name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "language", "name"],
                condition=Q(company=None),
                name="message_template_once",
                violation_error_message=_("There is such a template already: edit that one."),
            ),
            models.UniqueConstraint(
                fields=["kind", "language", "name", "company"],
                condition=Q(company__isnull=False),
                name="message_template_once_a_company",
                violation_error_message=_("The company has such a template already: edit that one."),
            ),
            models.CheckConstraint(
                name="message_template_other_has_name",
                condition=(Q(kind=MessageKind.OTHER) & ~Q(name="")) | (~Q(kind=MessageKind.OTHER) & Q(name="")),
                violation_error_message=_("A template for other messages has a name, another has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.get_kind_display()} ({self.get_language_display()})"


class MessageWish(models.Model):
    """That a candidate wants, or no longer wants, messages that are not part of an application.

    Made with the first message that can be stopped; its secret address is in that message.
    """

    candidate = models.OneToOneField(
        Candidate, models.CASCADE, related_name="message_wish", verbose_name=_("candidate")
    )
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)

    class Meta:
        verbose_name = _("wish about messages")
        verbose_name_plural = _("wishes about messages")

    def __str__(self) -> str:
        return f"{self.candidate}"
