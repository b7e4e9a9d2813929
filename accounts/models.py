"""People who sign in, and the trail of what was done to what."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A kind of user; each is a group of that name, made by a migration."""

    CURATOR = "curator", _("curator")
    LEAD = "lead", _("lead")
    RECRUITER = "recruiter", _("recruiter")
    HIRING_MANAGER = "hiring manager", _("hiring manager")
    INTERVIEWER = "interviewer", _("interviewer")


class UserManager(BaseUserManager["User"]):
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

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Switch off instead of deleting: the history stays.")
    )
    date_joined = models.DateTimeField(_("invited"), default=timezone.now, editable=False)

    USERNAME_FIELD = EMAIL_FIELD = "email"
    objects = UserManager()

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ["email"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), name="user_email_unique", violation_error_message=_("Somebody has this e-mail already.")
            )
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
    def is_staff(self) -> bool:
        """Whether the admin lets the user in."""
        return self.is_kind(Kind.CURATOR, Kind.LEAD)
