"""What is done to users: invite, change what they may do, take a lost second factor away."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urljoin

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.urls import reverse
from django.utils.translation import gettext as _

from . import mail
from .access import may_change, may_invite, may_keep_invitation, may_make_superuser
from .audit import AuditAction, record
from .models import Kind, User


@transaction.atomic
def invite_user(*, email: str, name: str, kinds: Iterable[str], by: User, is_superuser: bool = False) -> User:
    """Make a user who has no password yet, and queue the e-mail with the link to set one."""
    kinds = list(kinds)
    if not may_invite(by, kinds=kinds) or (is_superuser and not may_make_superuser(by)):
        raise PermissionDenied
    try:
        with transaction.atomic():
            user = User.objects.create_user(email, name=name, is_superuser=is_superuser)
    except IntegrityError as error:
        raise ValidationError({"email": _("Somebody has this e-mail already.")}) from error
    user.groups.set(_groups(kinds))
    record(AuditAction.INVITE, by=by, obj=user)
    _queue_invitation(user, by)
    return user


@transaction.atomic
def resend_invitation(*, user: User, by: User) -> bool:
    """Queue the invitation once more; False, and nothing done, for somebody who can sign in already or never may."""
    if not may_keep_invitation(user, by=by):
        raise PermissionDenied
    if not user.is_invited:
        return False
    record(AuditAction.INVITE, by=by, obj=user)
    _queue_invitation(user, by)
    return True


@transaction.atomic
def withdraw_invitation(*, user: User, by: User) -> bool:
    """Forget somebody who was invited and has not come yet: their link leads nowhere, and they can be invited anew.

    Whom something refers to is switched off instead. False, and nothing done, for somebody who came already.
    """
    now = User.objects.select_for_update().filter(pk=user.pk).first()
    if now is None:
        return False
    if not may_keep_invitation(now, by=by):
        raise PermissionDenied
    if not now.is_invited:
        return False
    record(AuditAction.INVITE_WITHDRAWN, by=by, obj=now)
    try:
        with transaction.atomic():
            now.delete()
    except ProtectedError:
        now.is_active = False
        now.save(update_fields=["is_active"])
    return True


@transaction.atomic
def change_access(*, user: User, kinds: Iterable[str], is_active: bool, is_superuser: bool, by: User) -> bool:
    """Set what a user may do; False where that changes nothing.

    Who is switched off keeps their history, and is signed out everywhere at once.
    """
    now = User.objects.select_for_update().get(pk=user.pk)
    before = (now.kinds, now.is_active, now.is_superuser)
    after = (frozenset(kinds), is_active, is_superuser)
    if after == before:
        return False
    if not may_change(now, by=by) or (is_superuser != now.is_superuser and not may_make_superuser(by)):
        raise PermissionDenied
    user.is_active, user.is_superuser = is_active, is_superuser
    user.save(update_fields=["is_active", "is_superuser"])
    user.groups.set(_groups(kinds))
    user.__dict__.pop("kinds", None)  # read before the change
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=user)
    return True


@transaction.atomic
def reset_second_factor(*, user: User, by: User) -> bool:
    """Take away a second factor whose device and codes are lost; False for somebody who has none."""
    if not may_change(user, by=by):
        raise PermissionDenied
    deleted, _by_model = Authenticator.objects.filter(user=user).delete()
    if not deleted:
        return False
    record(AuditAction.MFA_CHANGE, by=by, obj=user)
    mail.queue("accounts/second_factor_reset", to=user.email, context={"user": user, "by": by})
    return True


def _groups(kinds: Iterable[str]) -> list[Group]:
    return list(Group.objects.filter(name__in=[Kind(kind) for kind in kinds]))


def _queue_invitation(user: User, by: User) -> None:
    key = default_token_generator.make_token(user)
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key})
    context = {
        "user": user,
        "by": by,
        "url": urljoin(settings.BASE_URL, path),
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "again_url": urljoin(settings.BASE_URL, reverse("account_reset_password")),
    }
    mail.queue("accounts/invitation", to=user.email, context=context)
