"""Who takes part in a posting."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import Kind, User

from ..choices import Part
from ..models import Membership, Posting
from ..signals import member_left
from .errors import TransitionRefused
from .lines import lock


@transaction.atomic
def set_member(*, posting: Posting, user: User, part: str, by: User) -> Membership:
    """Give somebody a part in the posting; a new owner makes the former one a recruiter in it.

    Owning is the owner's to give, or a lead's: a recruiter in the posting can't take it and shut the owner out.
    """
    lock(posting)
    membership = Membership.objects.filter(posting=posting, user=user).first()
    if membership and membership.part == part:
        return membership
    if membership and membership.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    if part == Part.OWNER:
        owners = Membership.objects.filter(posting=posting, part=Part.OWNER)
        if not by.is_kind(Kind.LEAD) and owners.exclude(user=by).exists():
            raise TransitionRefused(_("Only the owner or a lead can make somebody else the owner."))
        owners.update(part=Part.RECRUITER)
    membership, _created = Membership.objects.update_or_create(posting=posting, user=user, defaults={"part": part})
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=membership)
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Take somebody's part in a posting away; the owner's stays until somebody else is made owner."""
    lock(membership.posting)
    now = Membership.objects.filter(pk=membership.pk).first()
    if now is None:  # somebody else, or a second click, was quicker
        return
    if now.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=now)
    now.delete()
    member_left.send(sender=Membership, posting=membership.posting, user=now.user)
