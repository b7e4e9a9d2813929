"""The reference: what a role is, and the shape it takes at each stage of a company.

Texts are translated fields (`translation.py`). Every entry names the facts of the source that it
covers; an entry without any is the house's own. A constraint's error code is the name of the field
that its message belongs to, so that forms can show it there.
"""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .diagnosis import ANSWERS, CHOICES, Fact, StageSign
from .querysets import EntryQuerySet, RoleQuerySet


class Area(models.TextChoices):
    """The four kinds of problem that a CTO solves; every mission belongs to one."""

    TECHNICAL = "technical", _("Technical")
    TECHNOLOGICAL = "technological", _("Technological")
    MANAGERIAL = "managerial", _("Managerial")
    STRATEGIC = "strategic", _("Strategic")


class Lean(models.TextChoices):
    """Where the job leans where no figure is known."""

    TECHNICAL = "technical", _("mostly technical")
    BALANCED = "balanced", _("half technical, half management")
    MANAGEMENT = "management", _("mostly management")


class Weight(models.TextChoices):
    """How much a mission belongs to a stage."""

    CORE = "core", _("core")
    OCCASIONAL = "occasional", _("occasional")


class Importance(models.TextChoices):
    """How much a skill matters at a stage."""

    ESSENTIAL = "essential", _("essential")
    USEFUL = "useful", _("useful")


class Sourced(models.Model):
    """An entry of a sheet: the source facts it covers, and a digest of what was last loaded from a file.

    Where an entry's content has another digest, or its order is not the loaded one, a curator edited it.
    """

    facts = models.JSONField(
        _("source facts"),
        default=list,
        blank=True,
        help_text=_("Ids of the source's facts that this entry carries. Empty: the house's own."),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Role(Sourced):
    """A job that has a reference sheet."""

    key = models.SlugField(_("key"), unique=True, help_text=_("Names the role in addresses and files."))
    title = models.CharField(_("title"), max_length=120)
    abbreviation = models.CharField(_("abbreviation"), max_length=20, blank=True)
    other_titles = models.TextField(_("other titles"), blank=True, help_text=_("One a line."))
    family = models.CharField(_("family"), max_length=80, blank=True)
    summary = models.TextField(_("summary"))

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["title", "id"]

    def __str__(self) -> str:
        return self.title

    @property
    def short_title(self) -> str:
        return self.abbreviation or self.title

    @property
    def other_title_list(self) -> list[str]:
        return [title.strip() for title in (self.other_titles or "").splitlines() if title.strip()]


class Entry(Sourced):
    """A keyed and ordered part of a role's sheet."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="%(class)ss", verbose_name=_("role"))
    key = models.SlugField(_("key"))
    order = models.PositiveIntegerField(_("order"), default=0)
    loaded_order = models.PositiveIntegerField(null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["role", "key"], name="%(class)s_key_unique")]


class Code(Entry):
    """The role's place in a public classification."""

    class Scheme(models.TextChoices):
        ESCO = "esco", "ESCO"
        ONET = "onet", "O*NET-SOC"
        ROME = "rome", "ROME"

    scheme = models.CharField(_("scheme"), max_length=10, choices=Scheme.choices)
    code = models.CharField(_("code"), max_length=200)
    label = models.CharField(_("label"), max_length=200, blank=True)

    class Meta(Entry.Meta):
        verbose_name = _("code")
        verbose_name_plural = _("codes")

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.code}"

    PAGES = {
        Scheme.ESCO: "{code}",  # an ESCO code is an address itself
        Scheme.ONET: "https://www.onetonline.org/link/summary/{code}",
        Scheme.ROME: "https://candidat.francetravail.fr/metierscope/fiche-metier/{code}",
    }

    @property
    def url(self) -> str:
        """The code's page in its classification."""
        return self.PAGES[self.scheme].format(code=self.code)

    @property
    def short_code(self) -> str:
        """The code as people say it: without the address that an ESCO code starts with."""
        return "" if self.scheme == self.Scheme.ESCO else self.code


class Section(Entry):
    """A question about the role, and its answer in Markdown."""

    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"))

    class Meta(Entry.Meta):
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def __str__(self) -> str:
        return self.question


class Stage(Sourced):
    """A phase of company maturity, and the shape the role takes in it.

    `technical_percent` is set only where the source has a figure. The head-counts are the curators'
    own defaults, from no source, and every page that shows them says so.
    """

    role = models.ForeignKey(Role, models.CASCADE, related_name="stages", verbose_name=_("role"))
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("name"), max_length=80)
    phase = models.CharField(_("company phase"), max_length=120)
    summary = models.TextField(_("summary"))
    lean = models.CharField(_("leans"), max_length=12, choices=Lean.choices)
    technical_percent = models.PositiveSmallIntegerField(
        _("technical share, %"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    engineers_min = models.PositiveSmallIntegerField(_("engineers from"), null=True, blank=True)
    engineers_max = models.PositiveSmallIntegerField(_("engineers to"), null=True, blank=True)

    class Meta:
        verbose_name = _("stage")
        verbose_name_plural = _("stages")
        ordering = ["role", "number"]
        constraints = [
            models.UniqueConstraint(fields=["role", "number"], name="stage_number_unique"),
            models.CheckConstraint(
                name="stage_number_1_to_3",
                condition=Q(number__gte=1, number__lte=3),
                violation_error_message=_("A stage's number is 1, 2 or 3."),
                violation_error_code="number",
            ),
            models.CheckConstraint(
                name="stage_technical_percent_to_100",
                condition=Q(technical_percent__isnull=True) | Q(technical_percent__lte=100),
                violation_error_message=_("A share is 0 to 100 %."),
                violation_error_code="technical_percent",
            ),
            models.CheckConstraint(
                name="stage_engineers_in_order",
                condition=Q(engineers_min__isnull=True)
                | Q(engineers_max__isnull=True)
                | Q(engineers_min__lte=models.F("engineers_max")),
                violation_error_message=_("The smallest number of engineers is above the largest."),
                violation_error_code="engineers_max",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role.short_title} #{self.number}"


class Retirable(models.Model):
    """An entry that postings may use: it is retired rather than deleted."""

    retired_at = models.DateTimeField(_("retired"), null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Mission(Entry, Retirable):
    """Something the role does, at some stages, in one area."""

    statement = models.CharField(_("reference statement"), max_length=200)
    line = models.CharField(
        _("posting line"), max_length=400, help_text=_("In the second person, as a posting carries it.")
    )
    area = models.CharField(_("area"), max_length=14, choices=Area.choices)
    technical_percent = models.PositiveSmallIntegerField(
        _("technical, %"),
        validators=[MaxValueValidator(100)],
        help_text=_("How technical the mission is; the rest is management."),
    )
    cues = models.TextField(
        _("cue words"), blank=True, help_text=_("One a line: words that recognise the mission in free text.")
    )
    stages = models.ManyToManyField(Stage, through="MissionStage", related_name="missions")

    class Meta(Entry.Meta):
        verbose_name = _("mission")
        verbose_name_plural = _("missions")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="mission_technical_percent_to_100",
                condition=Q(technical_percent__lte=100),
                violation_error_message=_("A share is 0 to 100 %."),
                violation_error_code="technical_percent",
            ),
        ]

    def __str__(self) -> str:
        return self.statement

    @property
    def cue_list(self) -> list[str]:
        return [cue.strip() for cue in (self.cues or "").splitlines() if cue.strip()]


class MissionStage(models.Model):
    """That a mission is core or occasional at a stage."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="at_stages")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="of_missions")
    weight = models.CharField(_("weight"), max_length=10, choices=Weight.choices)

    class Meta:
        ordering = ["stage__number"]
        constraints = [models.UniqueConstraint(fields=["mission", "stage"], name="missionstage_unique")]

    def __str__(self) -> str:
        return f"{self.stage.number}: {self.weight}"


class Skill(Entry, Retirable):
    """A soft skill, a technology or an affinity that the role asks for."""

    class Kind(models.TextChoices):
        SOFT = "soft", _("soft skill")
        TECHNOLOGY = "technology", _("technology")
        AFFINITY = "affinity", _("affinity")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    name = models.CharField(_("name"), max_length=120)
    line = models.CharField(
        _("posting line"), max_length=400, help_text=_("In the second person, as a posting carries it.")
    )
    cues = models.TextField(
        _("cue words"), blank=True, help_text=_("One a line: words that recognise the skill in free text.")
    )
    stages = models.ManyToManyField(Stage, through="SkillStage", related_name="skills")

    class Meta(Entry.Meta):
        verbose_name = _("skill")
        verbose_name_plural = _("skills")

    def __str__(self) -> str:
        return self.name

    @property
    def cue_list(self) -> list[str]:
        return [cue.strip() for cue in (self.cues or "").splitlines() if cue.strip()]


class SkillStage(models.Model):
    """How much a skill matters at a stage."""

    skill = models.ForeignKey(Skill, models.CASCADE, related_name="at_stages")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="of_skills")
    importance = models.CharField(_("importance"), max_length=10, choices=Importance.choices)

    class Meta:
        ordering = ["stage__number"]
        constraints = [models.UniqueConstraint(fields=["skill", "stage"], name="skillstage_unique")]

    def __str__(self) -> str:
        return f"{self.stage.number}: {self.importance}"


class Sign(Entry):
    """A fact about a company that speaks for a stage; bounds and weights are the curators' own, from no source."""

    fact = models.CharField(_("fact"), max_length=20, choices=Fact.choices)
    at_least = models.PositiveIntegerField(_("at least"), null=True, blank=True)
    at_most = models.PositiveIntegerField(_("at most"), null=True, blank=True)
    answer = models.CharField(_("answer"), max_length=10, choices=ANSWERS, blank=True)
    stage = models.PositiveSmallIntegerField(_("speaks for stage"))
    weight = models.PositiveSmallIntegerField(_("weight, 1 to 5"))
    reason = models.CharField(
        _("reason"), max_length=200, help_text=_("A sentence; %(value)s stands for the fact’s number.")
    )

    class Meta(Entry.Meta):
        verbose_name = _("sign of a stage")
        verbose_name_plural = _("signs of a stage")
        constraints = [
            *Entry.Meta.constraints,
            models.CheckConstraint(
                name="sign_stage_1_to_3",
                condition=Q(stage__gte=1, stage__lte=3),
                violation_error_code="stage",
                violation_error_message=_("A stage's number is 1, 2 or 3."),
            ),
            models.CheckConstraint(
                name="sign_weight_1_to_5",
                condition=Q(weight__gte=1, weight__lte=5),
                violation_error_code="weight",
                violation_error_message=_("A weight is 1 to 5."),
            ),
            models.CheckConstraint(
                name="sign_number_or_answer",
                condition=Q(fact__in=list(CHOICES), at_least__isnull=True, at_most__isnull=True) & ~Q(answer="")
                | (~Q(fact__in=list(CHOICES)) & Q(answer="")),
                violation_error_code="answer",
                violation_error_message=_("A question with answers needs one of them; a number needs bounds instead."),
            ),
            models.CheckConstraint(
                name="sign_bounds_in_order",
                condition=Q(at_least__isnull=True) | Q(at_most__isnull=True) | Q(at_least__lte=models.F("at_most")),
                violation_error_code="at_most",
                violation_error_message=_("The lower bound is above the upper one."),
            ),
        ]

    def __str__(self) -> str:
        return self.reason

    def as_sign(self) -> StageSign:
        """The sign as the diagnosis reads it, its reason in the active language."""
        return StageSign(
            fact=self.fact,
            stage=self.stage,
            weight=self.weight,
            reason=self.reason,
            at_least=self.at_least,
            at_most=self.at_most,
            answer=self.answer,
        )


class Collaborator(Entry):
    """Somebody whom the role works with."""

    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"))

    class Meta(Entry.Meta):
        verbose_name = _("collaborator")
        verbose_name_plural = _("collaborators")

    def __str__(self) -> str:
        return self.name


class CollaboratorStage(models.Model):
    """How the role works with a collaborator at a stage."""

    collaborator = models.ForeignKey(Collaborator, models.CASCADE, related_name="at_stages")
    stage = models.ForeignKey(Stage, models.CASCADE, related_name="of_collaborators")
    how = models.CharField(_("how they work together"), max_length=300)

    class Meta:
        ordering = ["stage__number"]
        constraints = [models.UniqueConstraint(fields=["collaborator", "stage"], name="collaboratorstage_unique")]

    def __str__(self) -> str:
        return f"{self.stage.number}: {self.how}"


class Training(Entry):
    """A way into the role."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="training", verbose_name=_("role"))
    name = models.CharField(_("name"), max_length=160)
    description = models.TextField(_("description"))

    class Meta(Entry.Meta):
        verbose_name = _("training")
        verbose_name_plural = _("training")

    def __str__(self) -> str:
        return self.name


class CareerStep(Entry):
    """A job that can come after this one."""

    role = models.ForeignKey(Role, models.CASCADE, related_name="career_steps", verbose_name=_("role"))
    title = models.CharField(_("title"), max_length=120)
    description = models.TextField(_("description"), blank=True)
    to_role = models.ForeignKey(
        Role, models.SET_NULL, null=True, blank=True, related_name="reached_from", verbose_name=_("to role")
    )

    class Meta(Entry.Meta):
        verbose_name = _("career step")
        verbose_name_plural = _("career steps")

    def __str__(self) -> str:
        return self.title
