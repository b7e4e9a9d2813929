"""Applications, and every move they make."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Consent, Document
from postings.models import Posting, Version

from .. import blind
from ..choices import State
from ..querysets import ApplicationQuerySet
from .rejection_reason import RejectionReason
from .step import Step

if TYPE_CHECKING:
    from accounts.models import User


def new_token() -> str:
    """Return the secret of a candidate's own page: 32 random bytes, safe in an address."""
    return secrets.token_urlsafe(32)


class Application(models.Model):
    """One candidate for one posting, and the version of it that the candidate read.

    What the form said is kept here: an anonymous sender does not overwrite what is known of a candidate.
    """

    candidate = models.ForeignKey(Candidate, models.CASCADE, related_name="applications", verbose_name=_("candidate"))
    posting = models.ForeignKey(Posting, models.PROTECT, related_name="applications", verbose_name=_("posting"))
    version = models.ForeignKey(Version, models.PROTECT, related_name="applications", verbose_name=_("version read"))
    cv = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="applications", verbose_name=_("CV"))
    sent_name = models.CharField(_("name as sent"), max_length=160, editable=False)
    sent_phone = models.CharField(_("phone as sent"), max_length=40, blank=True, editable=False)
    sent_links = models.TextField(_("links as sent"), blank=True, editable=False)
    words = models.TextField(_("a few words"), blank=True, max_length=3000)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ACTIVE, editable=False)
    step = models.ForeignKey(
        Step, models.PROTECT, editable=False, related_name="applications", verbose_name=_("step")
    )  # one of the posting's own, as a trigger sees to (hiring.own_steps); where it was last once it is decided
    step_since = models.DateTimeField(_("in this step since"), auto_now_add=True)
    rejection_reason = models.ForeignKey(
        RejectionReason,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="applications",
        verbose_name=_("reason for rejecting"),
        db_index=False,  # see `application_reason`
    )
    shared_reason = models.CharField(_("reason given to the candidate"), max_length=300, blank=True, editable=False)
    superseded_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="supersedes",
        verbose_name=_("counts as"),
        db_index=False,  # see `application_superseded`
    )  # of two for one posting that a merge put together, one counts
    consent = models.ForeignKey(
        Consent, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("consent given with it")
    )
    revealed_at = models.DateTimeField(_("name revealed"), null=True, editable=False)  # see `hiring.blind`
    revealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    reveal_reason = models.CharField(_("why it was revealed"), max_length=200, blank=True, editable=False)
    form_key = models.UUIDField(unique=True, editable=False)
    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    notice_version = models.CharField(_("privacy notice seen"), max_length=20)
    created_at = models.DateTimeField(_("received"), auto_now_add=True)
    answered_at = models.DateTimeField(_("last word to them"), null=True, editable=False)  # see `hiring.debt`
    waits_since = models.GeneratedField(
        verbose_name=_("waits since"),
        expression=Coalesce("answered_at", "created_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["-created_at", "-id"]
        indexes = [
            models.Index(fields=["posting", "state", "-created_at", "-id"], name="application_by_posting"),
            models.Index(fields=["step", "state", "step_since", "id"], name="application_by_step"),
            # Counts are read from it alone, without the rows.
            models.Index(fields=["posting", "state"], condition=Q(superseded_by=None), name="application_counted"),
            # Of those only that it says something of: nearly all applications count, and SQLite, which doesn't know
            # that, would read and sort them all where a list asks for the newest that do.
            models.Index(
                fields=["superseded_by"], condition=Q(superseded_by__isnull=False), name="application_superseded"
            ),
            models.Index(
                fields=["rejection_reason"], condition=Q(rejection_reason__isnull=False), name="application_reason"
            ),
            # what the list of all applications is sorted by
            models.Index(fields=["created_at", "id"], name="application_newest"),
            models.Index(fields=["posting", "created_at", "id"], name="application_newest_there"),
            models.Index(fields=["step", "created_at", "id"], name="application_newest_in_step"),
            models.Index(fields=["state", "-created_at", "-id"], name="application_by_state"),
            # PostgreSQL takes an order from an index only where what stands before it is equal to something, and being
            # empty is not: of the applications that count, then.
            models.Index(
                fields=["posting", "state", "version", "waits_since"],
                condition=Q(superseded_by=None),
                name="application_waits",
            ),
            models.Index(
                fields=["state", "waits_since", "id"], condition=Q(superseded_by=None), name="application_waits_first"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["candidate", "posting"], condition=Q(superseded_by__isnull=True), name="application_once"
            ),
            models.CheckConstraint(
                name="application_rejected_has_reason",
                condition=Q(state=State.REJECTED, rejection_reason__isnull=False)
                | (~Q(state=State.REJECTED) & Q(rejection_reason__isnull=True)),
                violation_error_message=_("A rejected application has a reason, another has none."),
            ),
            models.CheckConstraint(
                name="application_shared_reason_if_rejected",
                condition=Q(state=State.REJECTED) | Q(shared_reason=""),
                violation_error_message=_("Only a rejected application has a reason that the candidate was given."),
            ),
            models.CheckConstraint(
                name="application_revealed_by_somebody",
                condition=Q(revealed_at__isnull=True, revealed_by__isnull=True, reveal_reason="")
                | Q(revealed_at__isnull=False, revealed_by__isnull=False),
                violation_error_message=_("Somebody reveals a name, at some time."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.shown_name}, {self.posting}"

    def get_absolute_url(self) -> str:
        return reverse("studio:application", args=[self.pk])

    @property
    def is_hidden(self) -> bool:
        """Whether the studio shows a stand-in for the name, and no contact, links or files: screened blind."""
        return blind.is_hidden(self)

    @property
    def shown_name(self) -> str:
        """What the candidate is called in the studio; reads `posting` and `candidate`."""
        return blind.shown_name(self)

    @property
    def sent_link_list(self) -> list[str]:
        return self.sent_links.splitlines()

    @property
    def assigned_users(self) -> list[User]:
        """Who is to look at it; no query after `with_assigned()`."""
        return [assignment.user for assignment in self.assignments.all()]

    @property
    def sent_answers(self) -> models.QuerySet:
        """The answers to the posting's questions, with their files."""
        return self.answers.select_related("document")

    def answer_by(self, days: int | None) -> date | None:
        """The last day of an answer time in days; None where the posting promised none."""
        return None if days is None else timezone.localdate(self.created_at) + timedelta(days=days)


class Move(models.Model):
    """One change of an application's step or state: from, to, who, when, why. `by` is empty for the candidate's own.

    The first one, from nowhere, is the application's arrival. Those of one bulk action have one `batch`. `from_since`
    is since when the application was in the step that it left: undoing the move gives that back.
    `reason_said` is the reason as it was called then: the log says what was said, whatever the reason is called later.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="moves", verbose_name=_("application"))
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices, blank=True)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    from_step = models.ForeignKey(
        Step, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("from step")
    )
    to_step = models.ForeignKey(Step, models.PROTECT, related_name="+", verbose_name=_("to step"))
    from_since = models.DateTimeField(_("in the former step since"), null=True, blank=True, editable=False)
    reason = models.ForeignKey(
        RejectionReason,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="moves",
        verbose_name=_("reason"),
        db_index=False,  # see `move_reason`
    )
    reason_said = models.CharField(_("reason as it was called"), max_length=80, blank=True)
    undoes = models.OneToOneField(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone_by", verbose_name=_("undoes")
    )
    batch = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("move")
        verbose_name_plural = _("moves")
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["reason"], condition=Q(reason__isnull=False), name="move_reason")]
        constraints = [
            models.CheckConstraint(
                name="move_changes_something",
                condition=~Q(from_state=F("to_state")) | ~Q(from_step=F("to_step")),
                violation_error_message=_("A move changes the step or the state."),
            ),
            models.CheckConstraint(
                name="move_rejecting_has_reason",
                condition=(Q(to_state=State.REJECTED, reason__isnull=False) & ~Q(reason_said=""))
                | (~Q(to_state=State.REJECTED) & Q(reason__isnull=True, reason_said="")),
                violation_error_message=_("A move to rejected has a reason, another has none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_state} > {self.to_state}"

    @property
    def is_arrival(self) -> bool:
        """Whether it is the first one, with which the application came in."""
        return not self.from_state

    @property
    def changes_state(self) -> bool:
        return self.from_state != self.to_state
