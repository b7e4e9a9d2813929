"""What follows from what the sign-in library and Django report: audit events, and the address's own row."""

from __future__ import annotations

from allauth.account import signals as account
from allauth.account.models import EmailAddress
from allauth.mfa import signals as mfa
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver

from .audit import AuditAction, record
from .models import User


@receiver(post_save, sender=User)
def keep_address(sender, instance: User, created: bool, raw: bool = False, **kwargs) -> None:
    """Give a new user's address the row that the sign-in library looks for.

    It counts as verified: without the link that goes there nobody can set a password.
    """
    if created and not raw:
        EmailAddress.objects.create(user=instance, email=instance.email, verified=True, primary=True)


@receiver(account.user_logged_in)
def signed_in(sender, user: User, **kwargs) -> None:
    record(AuditAction.SIGN_IN, by=user, obj=user)


@receiver(user_login_failed)
def failed_to_sign_in(sender, credentials: dict, **kwargs) -> None:
    """Record whose account it was, where it is one; never what was typed."""
    email = credentials.get("email") or credentials.get("username") or ""
    record(AuditAction.SIGN_IN_FAILED, by=None, obj=User.objects.filter(email=email.lower()).first())


@receiver(mfa.authentication_failed)
def failed_second_factor(sender, user: User, **kwargs) -> None:
    record(AuditAction.SIGN_IN_FAILED, by=None, obj=user)


@receiver(user_logged_out)
def signed_out(sender, user: User | None, **kwargs) -> None:
    if user is not None:
        record(AuditAction.SIGN_OUT, by=user, obj=user)


@receiver([account.password_set, account.password_changed, account.password_reset])
def changed_password(sender, user: User, **kwargs) -> None:
    record(AuditAction.PASSWORD_CHANGE, by=user, obj=user)


@receiver(account.email_changed)
def changed_email(sender, user: User, **kwargs) -> None:
    record(AuditAction.EMAIL_CHANGE, by=user, obj=user)


@receiver([mfa.authenticator_added, mfa.authenticator_removed, mfa.authenticator_reset])
def changed_second_factor(sender, user: User, **kwargs) -> None:
    record(AuditAction.MFA_CHANGE, by=user, obj=user)
