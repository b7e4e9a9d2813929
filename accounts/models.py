"""People who sign in, and the trail of what was done to what."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from .querysets import AuditEventQuerySet, UserQuerySet


class Kind(models.TextChoices):
    """A kind of user; each is a group of that name, made by a migration."""

    CURATOR = "curator", _("curator")
    LEAD = "lead", _("lead")
    RECRUITER = "recruiter", _("recruiter")
    HIRING_MANAGER = "hiring manager", _("hiring manager")
    INTERVIEWER = "interviewer", _("interviewer")


class AuditAction(models.TextChoices):
    """What the audit trail knows to have been done."""

    SIGN_IN = "sign_in", _("signed in")
    SIGN_IN_FAILED = "sign_in_failed", _("failed to sign in")
    SIGN_OUT = "sign_out", _("signed out")
    PASSWORD_CHANGE = "password_change", _("changed the password")
    EMAIL_CHANGE = "email_change", _("changed the e-mail")
    MFA_CHANGE = "mfa_change", _("changed the second factor")
    INVITE = "invite", _("invited")
    INVITE_WITHDRAWN = "invite_withdrawn", _("withdrew an invitation")
    PERMISSION_CHANGE = "permission_change", _("changed permissions")
    PUBLISH = "publish", _("published")
    CLOSE = "close", _("closed")
    REOPEN = "reopen", _("reopened")
    ARCHIVE = "archive", _("archived")
    TEMPLATE_CHANGE = "template_change", _("changed a template that postings follow")
    TEMPLATE_DETACH = "template_detach", _("took out of its template")
    REVIEW_ASKED = "review_asked", _("asked for a review")
    REVIEW_APPROVED = "review_approved", _("approved")
    REVIEW_RETURNED = "review_returned", _("returned")
    REVIEW_TAKEN_BACK = "review_taken_back", _("took a review back")
    CV_OPENED = "cv_opened", _("opened a CV")
    CANDIDATE_ADDED = "candidate_added", _("added a candidate")
    CANDIDATE_TOLD = "candidate_told", _("told a candidate that we hold their data")
    CONSENT_ASKED = "consent_asked", _("asked a candidate to agree to be kept")
    CONTACT_CHANGED = "contact_changed", _("changed contact data")
    EXPORT = "export", _("exported")
    EXPORT_LIST = "export_list", _("exported a list of candidates")
    IMPORT = "import", _("imported candidates")
    MERGE = "merge", _("merged candidates")
    UNMERGE = "unmerge", _("undid a merge")
    ERASE = "erase", _("erased")
    LAW_CHANGE = "law_change", _("changed where a law is in force")
    HOLD = "hold", _("changed what must be kept")
    MESSAGE = "message", _("wrote to a candidate")
    MESSAGE_CALLED_OFF = "message_called_off", _("called a message back")
    REPLY = "reply", _("recorded a candidate’s reply")
    REPLY_REMOVED = "reply_removed", _("removed a candidate’s reply")
    MESSAGE_TEMPLATE = "message_template", _("changed a message template")
    ASSIGNED = "assigned", _("assigned a candidate to somebody")
    UNASSIGNED = "unassigned", _("took a candidate off somebody")
    BLIND_CHANGE = "blind_change", _("changed whether names are hidden")
    NAME_REVEALED = "name_revealed", _("revealed a candidate’s name")
    CALL_OPENED = "call_opened", _("opened the call of an interview whose candidate’s name is hidden")
    INTERVIEW = "interview", _("planned an interview")
    INTERVIEW_CHANGED = "interview_changed", _("changed an interview")
    INTERVIEW_CANCELLED = "interview_cancelled", _("cancelled an interview")
    SCORECARD = "scorecard", _("gave a verdict on a candidate")
    SCORECARD_CHANGED = "scorecard_changed", _("changed a verdict on a candidate")
    STEP_TEMPLATE = "step_template", _("changed a template of steps")
    STEPS_CHANGE = "steps_change", _("changed the steps of a posting")
    REASONS_CHANGE = "reasons_change", _("changed the reasons for rejecting")


def audit_actions() -> list[tuple[str, str]]:
    """The actions with their words; called by the field, so that a new one is no change of the database."""
    return AuditAction.choices


class UserManager(BaseUserManager.from_queryset(UserQuerySet)):
    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email__iexact=username)

    def create_user(self, email: str, password: str | None = None, **fields) -> "User":
        """Make a user; without a password nobody can sign in until one is set through the e-mailed link."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields) -> "User":
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in with an e-mail address; the groups say what kind of user."""

    email = models.EmailField(
        _("e-mail"), unique=True, error_messages={"unique": _("Somebody has this e-mail already.")}
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting: the history stays.")
    )
    preferences = models.JSONField(
        _("how pages are shown"), default=dict, editable=False
    )  # by page, as each reads them
    date_joined = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.CheckConstraint(
                name="user_email_lowercase",
                condition=Q(email=Lower("email")),
                violation_error_message=_("An e-mail is kept in small letters."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return str(self)

    def get_short_name(self) -> str:
        return str(self)

    @cached_property
    def kinds(self) -> frozenset[str]:
        """The names of this user's groups; read once a request."""
        return frozenset(self.groups.values_list("name", flat=True))

    def is_kind(self, *kinds: str) -> bool:
        """Whether the user is active and of one of these kinds; a superuser is of every kind."""
        return self.is_active and (self.is_superuser or not self.kinds.isdisjoint(kinds))

    @property
    def is_invited(self) -> bool:
        """Whether an invitation waits: no password was chosen yet, and may still be."""
        return self.is_active and not self.has_usable_password()

    @property
    def is_staff(self) -> bool:
        """Whether the admin lets the user in."""
        return self.is_kind(Kind.CURATOR, Kind.LEAD)


class AuditEvent(models.Model):
    """Who did what, when, to which object, from which client. Append-only: triggers refuse the rest.

    Ids and kinds only, no foreign key and no text: a person can be erased elsewhere and no row here need change.
    """

    at = models.DateTimeField(_("when"), default=timezone.now, editable=False)
    actor_id = models.PositiveBigIntegerField(_("who"), null=True, blank=True, editable=False)
    action = models.CharField(_("action"), max_length=20, choices=audit_actions, editable=False)
    object_kind = models.CharField(_("kind of object"), max_length=60, blank=True, editable=False)
    object_id = models.CharField(_("object"), max_length=40, blank=True, editable=False)
    client = models.CharField(_("client"), max_length=64, blank=True, editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-at", "-id"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["-at", "-id"], name="audit_by_time"),
            models.Index(fields=["object_kind", "object_id"], name="audit_by_object"),
            models.Index(fields=["actor_id", "-at"], name="audit_by_actor"),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_object_whole",
                condition=Q(object_kind="", object_id="") | (~Q(object_kind="") & ~Q(object_id="")),
                violation_error_message=_("An object has a kind and an id."),
            ),
            models.CheckConstraint(name="audit_has_action", condition=~Q(action="")),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()} {self.object_kind} {self.object_id}".strip()


class Bucket(models.Model):
    """How many tokens somebody has left for an action (`limits.py`); the key is a digest of both."""

    key = models.CharField(max_length=64, unique=True)
    tokens = models.FloatField()
    updated_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        ordering = ["pk"]
        constraints = [models.CheckConstraint(name="bucket_not_below_empty", condition=Q(tokens__gte=0))]

    def __str__(self) -> str:
        return self.key[:12]
