"""Postings: the text as it is worked on, and the versions that candidates read."""

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from roles.models import Mission, Role, Skill, Stage

from .choices import CloseReason, Contract, Currency, Language, LineKind, Part, Period, ProductPhase, Remote, State
from .codes import new_code
from .querysets import CompanyQuerySet, LineQuerySet, PostingQuerySet


class Company(models.Model):
    """The employer that a posting is for."""

    name = models.CharField(_("name"), max_length=120)
    website = models.URLField(_("website"), blank=True)
    description = models.TextField(
        _("description"), blank=True, help_text=_("What the company does, for whom. Markdown works.")
    )
    people = models.PositiveIntegerField(_("people"), null=True, blank=True)
    engineers = models.PositiveIntegerField(_("engineers today"), null=True, blank=True)
    product_phase = models.CharField(_("product"), max_length=12, choices=ProductPhase.choices, blank=True)
    place = models.CharField(_("place"), max_length=120, blank=True, help_text=_("Town of the head office."))
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("Country of the head office."))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="companies_created", verbose_name=_("created by")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = CompanyQuerySet.as_manager()

    class Meta:
        verbose_name = _("company")
        verbose_name_plural = _("companies")
        ordering = ["name", "id"]
        constraints = [
            models.CheckConstraint(
                name="company_engineers_among_people",
                condition=Q(people__isnull=True) | Q(engineers__isnull=True) | Q(engineers__lte=F("people")),
                violation_error_message=_("There are more engineers than people."),
            )
        ]

    def __str__(self) -> str:
        return self.name


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
        ]

    def __str__(self) -> str:
        return self.title or str(_("Untitled posting"))

    def get_absolute_url(self) -> str:
        return reverse("studio:posting", args=[self.code])

    @property
    def public_path(self) -> str:
        """The address that candidates get; empty while there is no version."""
        return reverse("postings:posting", args=[self.live_version.slug, self.code]) if self.live_version else ""

    @property
    def is_edited_since_publishing(self) -> bool:
        """Whether the working text was touched after the version that candidates read."""
        return self.live_version is not None and self.updated_at > self.live_version.published_at


class Line(models.Model):
    """One bullet of a posting; remembers the mission or skill it came from, and that text as it was."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="lines", verbose_name=_("posting"))
    kind = models.CharField(_("kind"), max_length=8, choices=LineKind.choices)
    text = models.CharField(_("text"), max_length=600)
    order = models.PositiveIntegerField(_("order"), default=0)
    mission = models.ForeignKey(
        Mission, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("mission")
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("skill")
    )
    source_text = models.CharField(_("reference wording then"), max_length=400, blank=True)
    revision = models.PositiveIntegerField(default=1, editable=False)
    dropped_at = models.DateTimeField(_("dropped"), null=True, blank=True, editable=False)
    updated_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LineQuerySet.as_manager()

    class Meta:
        verbose_name = _("line")
        verbose_name_plural = _("lines")
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["posting", "mission"],
                condition=Q(mission__isnull=False),
                name="line_mission_once",
                violation_error_message=_("The posting has this mission already."),
            ),
            models.UniqueConstraint(
                fields=["posting", "skill"],
                condition=Q(skill__isnull=False),
                name="line_skill_once",
                violation_error_message=_("The posting has this skill already."),
            ),
            models.CheckConstraint(
                name="line_one_source",
                condition=Q(mission__isnull=True) | Q(skill__isnull=True),
                violation_error_message=_("A line comes from a mission or from a skill, not from both."),
            ),
            models.CheckConstraint(
                name="line_source_has_text",
                condition=Q(mission__isnull=True, skill__isnull=True, source_text="")
                | (~Q(source_text="") & (Q(mission__isnull=False) | Q(skill__isnull=False))),
                violation_error_message=_("A line with a source keeps its wording, one without has none."),
            ),
            models.CheckConstraint(
                name="line_has_text", condition=~Q(text=""), violation_error_message=_("A line needs words.")
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def source(self) -> Mission | Skill | None:
        """The reference entry that the line came from."""
        return self.mission or self.skill

    @property
    def is_reworded(self) -> bool:
        return bool(self.source_text) and self.text != self.source_text


class Version(models.Model):
    """The frozen text of a posting, as published at one moment; the database refuses to change it afterwards.

    `content` is the whole text (`content.py` gives its shape); the other columns repeat what lists
    filter and sort by.
    """

    posting = models.ForeignKey(Posting, models.PROTECT, related_name="versions", verbose_name=_("posting"))
    number = models.PositiveIntegerField(_("number"))
    content = models.JSONField(_("content"))
    digest = models.CharField(_("digest"), max_length=64)
    published_at = models.DateTimeField(_("published"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="versions_published", verbose_name=_("published by")
    )
    title = models.CharField(_("title"), max_length=140)
    slug = models.SlugField(_("slug"), max_length=160)
    language = models.CharField(_("language"), max_length=5, choices=Language.choices)
    company_name = models.CharField(_("company"), max_length=120)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="versions", verbose_name=_("stage"))
    places_text = models.CharField(_("places"), max_length=600, blank=True)
    remote = models.CharField(_("remote work"), max_length=10, choices=Remote.choices, blank=True)
    contract = models.CharField(_("contract"), max_length=12, choices=Contract.choices)
    pay_min = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    pay_max = models.DecimalField(max_digits=11, decimal_places=2, null=True, blank=True)
    pay_currency = models.CharField(max_length=3, choices=Currency.choices, blank=True)
    pay_period = models.CharField(max_length=5, choices=Period.choices, blank=True)
    closes_on = models.DateField(_("closing date"), null=True, blank=True)

    class Meta:
        verbose_name = _("version")
        verbose_name_plural = _("versions")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["posting", "number"], name="version_number_unique"),
            models.CheckConstraint(name="version_numbered_from_1", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"


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
    """One change of a posting's state: from, to, who, when, why."""

    posting = models.ForeignKey(Posting, models.CASCADE, related_name="transitions", verbose_name=_("posting"))
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=CloseReason.choices, blank=True)
    version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("change of state")
        verbose_name_plural = _("changes of state")
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_from_state_display()} > {self.get_to_state_display()}"
