"""Job ads as they are being worked on: the posting, who takes part in it, its changes of state."""

from __future__ import annotations

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from roles.models import Role, Stage

from ..choices import CloseReason, Contract, Currency, Language, Part, Period, Remote, State
from ..codes import new_code
from ..querysets import PostingQuerySet
from .company import Company


class Posting(models.Model):
    """One job ad, as it is being worked on. What candidates read is `live_version`."""

    code = models.CharField(_("code"), max_length=12, unique=True, default=new_code, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, related_name="postings", verbose_name=_("company"))
    role = models.ForeignKey(Role, models.PROTECT, related_name="postings", verbose_name=_("role"))
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="postings", verbose_name=_("stage"))
    diagnosis = models.JSONField(_("diagnosis"), null=True, blank=True, editable=False)
    stage_reason = models.CharField(_("why another stage"), max_length=300, blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices, default=Language.ENGLISH)
    title = models.CharField(_("title"), max_length=140, blank=True)
    summary = models.TextField(_("opening words"), blank=True, max_length=600)
    places = models.JSONField(_("places"), default=list, blank=True)
    remote = models.CharField(_("remote work"), max_length=10, choices=Remote.choices, blank=True)
    remote_note = models.CharField(_("remote work in detail"), max_length=140, blank=True)
    contract = models.CharField(_("contract"), max_length=12, choices=Contract.choices, blank=True)
    starts_on = models.DateField(_("start"), null=True, blank=True)
    pay_min = models.DecimalField(
        _("pay from"), max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )
    pay_max = models.DecimalField(
        _("pay to"), max_digits=11, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(1)]
    )
    pay_currency = models.CharField(_("currency"), max_length=3, choices=Currency.choices, blank=True)
    pay_period = models.CharField(_("period"), max_length=5, choices=Period.choices, blank=True)
    pay_note = models.CharField(_("beside the pay"), max_length=140, blank=True)
    benefits = models.TextField(_("benefits"), blank=True)
    process = models.TextField(_("hiring process"), blank=True)
    contact_name = models.CharField(_("contact"), max_length=120, blank=True)
    contact_email = models.EmailField(_("contact's e-mail"), blank=True)
    answer_days = models.PositiveSmallIntegerField(
        _("answer within, days"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    closes_on = models.DateField(_("closing date"), null=True, blank=True)
    form_fields = models.JSONField(_("fields of the form"), default=dict, blank=True, editable=False)
    listed = models.BooleanField(
        _("listed"),
        default=True,
        help_text=_("Shown in the list, the feed and the sitemap. Otherwise only who has the address finds it."),
    )
    is_blind = models.BooleanField(_("screened without names"), default=False, editable=False)  # see `hiring.blind`
    tell_moved_on = models.BooleanField(
        _("tell who moves on"),
        default=False,
        help_text=_("Candidates get an e-mail when they move to a later step."),
    )
    template = models.ForeignKey(
        "Template", models.SET_NULL, null=True, blank=True, related_name="postings", verbose_name=_("template")
    )
    copied_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="copies"
    )
    creation_key = models.UUIDField(null=True, blank=True, unique=True, editable=False)  # see `actions.once`
    publish_at = models.DateTimeField(_("publish at"), null=True, blank=True, editable=False)
    close_at = models.DateTimeField(_("close at"), null=True, blank=True, editable=False)
    close_at_reason = models.CharField(
        _("reason for closing then"), max_length=10, choices=CloseReason.choices, blank=True, editable=False
    )
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    schedule_problem = models.CharField(_("why it was not done in time"), max_length=600, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT, editable=False)
    close_reason = models.CharField(
        _("reason for closing"), max_length=10, choices=CloseReason.choices, blank=True, editable=False
    )
    live_version = models.OneToOneField(
        "Version", models.PROTECT, null=True, blank=True, editable=False, related_name="live_for"
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="postings_created", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last edited"), auto_now=True)
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="postings")

    history = HistoricalRecords()
    objects = PostingQuerySet.as_manager()

    class Meta:
        verbose_name = _("posting")
        verbose_name_plural = _("postings")
        ordering = ["-updated_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="posting_pay_in_order",
                condition=Q(pay_min__isnull=True) | Q(pay_max__isnull=True) | Q(pay_min__lte=F("pay_max")),
                violation_error_message=_("The pay starts above its end."),
            ),
            models.CheckConstraint(
                name="posting_pay_positive",
                condition=(Q(pay_min__isnull=True) | Q(pay_min__gt=0)) & (Q(pay_max__isnull=True) | Q(pay_max__gt=0)),
                violation_error_message=_("Pay is more than nothing."),
            ),
            models.CheckConstraint(
                name="posting_pay_with_currency_and_period",
                condition=Q(pay_min__isnull=True, pay_max__isnull=True) | (~Q(pay_currency="") & ~Q(pay_period="")),
                violation_error_message=_("Pay needs a currency and a period."),
            ),
            models.CheckConstraint(
                name="posting_shown_has_version",
                condition=Q(state=State.DRAFT, live_version__isnull=True)
                | (~Q(state=State.DRAFT) & Q(live_version__isnull=False))
                | Q(state=State.ARCHIVED),
                violation_error_message=_("A posting that candidates see has a version."),
            ),
            models.CheckConstraint(
                name="posting_closed_has_reason",
                condition=(Q(state=State.CLOSED) & ~Q(close_reason=""))
                | (Q(state__in=[State.DRAFT, State.PUBLISHED]) & Q(close_reason=""))
                | Q(state=State.ARCHIVED),
                violation_error_message=_("A closed posting has a reason, an open one has none."),
            ),
            models.CheckConstraint(
                name="posting_schedule_has_author",
                condition=Q(publish_at__isnull=True, close_at__isnull=True) | Q(scheduled_by__isnull=False),
                violation_error_message=_("Somebody answers for what is scheduled."),
            ),
            models.CheckConstraint(
                name="posting_schedule_in_order",
                condition=Q(publish_at__isnull=True) | Q(close_at__isnull=True) | Q(publish_at__lt=F("close_at")),
                violation_error_message=_("It would close before it is published."),
            ),
            models.CheckConstraint(
                name="posting_close_at_has_reason",
                condition=Q(close_at__isnull=True, close_at_reason="")
                | (Q(close_at__isnull=False) & ~Q(close_at_reason="")),
                violation_error_message=_("What closes at a set time has a reason for closing then."),
            ),
            models.CheckConstraint(
                name="posting_schedule_fits_state",
                condition=Q(publish_at__isnull=True, close_at__isnull=True)
                | Q(state=State.PUBLISHED)
                | (Q(publish_at__isnull=False) & ~Q(state=State.ARCHIVED)),
                violation_error_message=_("Only what is published, or will be, can close."),
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled posting"))

    def get_absolute_url(self) -> str:
        return reverse("studio:posting", args=[self.code])

    @property
    def locked(self) -> frozenset[str]:
        """Names of the facts that the posting's template sets, and "boilerplate" where it sets its lines too."""
        return frozenset(self.template.locked) if self.template else frozenset()

    @property
    def public_path(self) -> str:
        """The address that candidates get; empty while there is no version."""
        return reverse("postings:posting", args=[self.live_version.slug, self.code]) if self.live_version else ""

    @property
    def is_edited_since_publishing(self) -> bool:
        """Whether the working text was touched after the version that candidates read."""
        return self.live_version is not None and self.updated_at > self.live_version.published_at


class Membership(models.Model):
    """The part that somebody plays in a posting."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="memberships", verbose_name=_("posting"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    part = models.CharField(_("part"), max_length=14, choices=Part.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "user"],
                name="membership_unique",
                violation_error_message=_("This person is a member already."),
            ),
            models.UniqueConstraint(
                fields=["posting"],
                condition=Q(part=Part.OWNER),
                name="membership_one_owner",
                violation_error_message=_("A posting has one owner."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_part_display()}"


class Transition(models.Model):
    """One change of a posting's state: from, to, who, when, why.

    `by` is empty where nobody did it: the closing date had passed. What somebody scheduled is by them, and says so.
    """

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="transitions", verbose_name=_("posting"))
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=CloseReason.choices, blank=True)
    version = models.ForeignKey("Version", models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    as_scheduled = models.BooleanField(_("as scheduled"), default=False)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} > {self.get_to_state_display()}"
