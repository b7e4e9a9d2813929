"""What colleagues say of a posting before candidates read it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Kind, User

from ..querysets import ReviewQuerySet
from ..studio_choices import ReviewState
from .line import Line
from .posting import Posting


class Review(models.Model):
    """One reading of a posting by a hiring manager or a lead: asked for, then approved or returned.

    `content` is the text as it was submitted, `digest` its digest (`content.Content`): an approval holds for
    that text and for no other, and so for the version that has the same digest. `decided_by` is the reviewer, a
    lead in the reviewer's place, or the editor who took it back.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="reviews", verbose_name=_("posting"))
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="reviews", verbose_name=_("reviewer")
    )
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("asked by"))
    asked_at = models.DateTimeField(_("asked"))
    message = models.TextField(_("message"), blank=True, max_length=2000)
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    state = models.CharField(
        _("state"), max_length=10, choices=ReviewState.choices, default=ReviewState.OPEN, editable=False
    )
    answer = models.TextField(_("answer"), blank=True, max_length=2000)
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("decided by")
    )

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(state=ReviewState.OPEN),
                name="review_one_open",
                violation_error_message=_("A review is under way already."),
            ),
            models.CheckConstraint(
                name="review_decided_has_time",
                condition=Q(state=ReviewState.OPEN, decided_at__isnull=True)
                | (~Q(state=ReviewState.OPEN) & Q(decided_at__isnull=False)),
                violation_error_message=_("A review that is decided has a time, an open one has none."),
            ),
            models.CheckConstraint(
                name="review_decided_by_somebody",
                condition=Q(state=ReviewState.OPEN, decided_by__isnull=True)
                | (~Q(state=ReviewState.OPEN) & Q(decided_by__isnull=False)),
                violation_error_message=_("A review that is decided was decided by somebody."),
            ),
            models.CheckConstraint(
                name="review_returned_has_answer",
                condition=~Q(state=ReviewState.RETURNED) | ~Q(answer=""),
                violation_error_message=_("A posting that is returned comes with an answer."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reviewer}, {self.get_state_display()}"

    def get_absolute_url(self) -> str:
        return reverse("studio:review", args=[self.posting.code, self.pk])

    def may_be_decided_by(self, user: User) -> bool:
        """Whether it is this user's word that counts: the reviewer's, or a lead's; never of who asked."""
        return user.pk != self.asked_by_id and (user.pk == self.reviewer_id or user.is_kind(Kind.LEAD))


class Comment(models.Model):
    """A remark on a posting: on a line, on a field (`anchor` is its id in the editor), or on the whole.

    `quoted` is what it was said of, as it read then.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="comments", verbose_name=_("posting"))
    line = models.ForeignKey(
        Line, models.CASCADE, null=True, blank=True, related_name="comments", verbose_name=_("line")
    )
    anchor = models.CharField(_("field"), max_length=40, blank=True)
    quoted = models.CharField(_("said of"), max_length=600, blank=True)
    text = models.TextField(_("comment"), max_length=2000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("settled by")
    )
    resolved_at = models.DateTimeField(_("settled"), null=True, blank=True)

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(
                name="comment_one_place",
                condition=Q(line__isnull=True) | Q(anchor=""),
                violation_error_message=_("A comment is on a line or on a field, not on both."),
            ),
            models.CheckConstraint(
                name="comment_has_text", condition=~Q(text=""), violation_error_message=_("A comment needs words.")
            ),
            models.CheckConstraint(
                name="comment_settled_by_somebody",
                condition=Q(resolved_at__isnull=True, resolved_by__isnull=True)
                | Q(resolved_at__isnull=False, resolved_by__isnull=False),
                violation_error_message=_("A settled comment was settled by somebody."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
