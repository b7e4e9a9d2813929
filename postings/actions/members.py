"""Who takes part in a posting."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.access import may_keep_invitation
from accounts.actions import invite_user, resend_invitation, withdraw_invitation
from accounts.audit import AuditAction, record
from accounts.models import Kind, User

from .. import mail
from ..choices import EDITING_PARTS, Part
from ..models import Membership, Posting
from ..signals import blind_changed, member_left
from .errors import TransitionRefused
from .lines import lock

# What somebody who is new to the house becomes, by the part that they are invited to play.
KIND_OF_PART = {
    Part.OWNER: Kind.RECRUITER,
    Part.RECRUITER: Kind.RECRUITER,
    Part.HIRING_MANAGER: Kind.HIRING_MANAGER,
    Part.INTERVIEWER: Kind.INTERVIEWER,
}


@transaction.atomic
def set_member(*, posting: Posting, user: User, part: str, by: User) -> Membership:
    """Give somebody a part in the posting, and write to whom somebody else takes in; a new owner makes the former one a
    recruiter in it.

    Owning is the owner's to give, or a lead's: a recruiter in the posting can't take it and shut the owner out.
    """
    lock(posting)
    membership = Membership.objects.filter(posting=posting, user=user).first()
    if membership and membership.part == part:
        return membership
    if not user.is_active:
        raise TransitionRefused(_("%(name)s is switched off: a lead can switch them on again.") % {"name": user})
    if membership and membership.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    if membership and part not in EDITING_PARTS:
        _refuse_last_editor(membership)
    if part == Part.OWNER:
        owners = Membership.objects.filter(posting=posting, part=Part.OWNER)
        if not by.is_kind(Kind.LEAD) and owners.exclude(user=by).exists():
            raise TransitionRefused(_("Only the owner or a lead can make somebody else the owner."))
        owners.update(part=Part.RECRUITER)
    is_new = membership is None
    membership, _created = Membership.objects.update_or_create(posting=posting, user=user, defaults={"part": part})
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=membership)
    if is_new and user.pk != by.pk and user.has_usable_password():  # whoever has none gets the invitation
        mail.queue("added", to=user, posting=posting, by=by, part=membership.get_part_display())
    return membership


@transaction.atomic
def invite_member(*, posting: Posting, email: str, name: str, part: str, by: User) -> Membership:
    """Invite somebody who is new here, with a part in the posting: both or neither.

    Raises PermissionDenied where `by` may not invite such a user, TransitionRefused where the address is taken.
    """
    try:
        user = invite_user(email=email, name=name, kinds=[KIND_OF_PART[Part(part)]], by=by)
    except ValidationError as taken:
        raise TransitionRefused(" ".join(taken.messages)) from taken
    return set_member(posting=posting, user=user, part=part, by=by)


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Take somebody's part in a posting away; the owner's stays until somebody else is made owner."""
    lock(membership.posting)
    now = Membership.objects.filter(pk=membership.pk).select_related("user").first()
    if now is None:  # somebody else, or a second click, was quicker
        return
    if now.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    _refuse_last_editor(now)
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=now)
    now.delete()
    member_left.send(sender=Membership, posting=membership.posting, user=now.user)


@transaction.atomic
def invite_member_again(*, membership: Membership, by: User) -> None:
    """Send the invitation of a member once more who has not come yet. Raises PermissionDenied and TransitionRefused."""
    _refuse_who_came(membership.user)
    resend_invitation(user=membership.user, by=by)


@transaction.atomic
def withdraw_member(*, membership: Membership, by: User) -> bool:
    """Take the part of somebody away who was invited and has not come yet, and their invitation with their last part.

    Return whether the invitation is gone. Raises PermissionDenied and TransitionRefused.
    """
    user = membership.user
    _refuse_who_came(user)
    if not may_keep_invitation(user, by=by):
        raise PermissionDenied
    remove_member(membership=membership, by=by)
    return not user.memberships.exists() and withdraw_invitation(user=user, by=by)


@transaction.atomic
def set_blind(*, posting: Posting, is_blind: bool, by: User) -> bool:
    """Screen a posting's candidates without their names, or with them; return whether that changed anything."""
    now = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if now.is_blind == is_blind:
        return False
    now.is_blind = is_blind
    now._history_user = by
    now.save(update_fields=["is_blind"])
    record(AuditAction.BLIND_CHANGE, by=by, obj=now)
    blind_changed.send(sender=Posting, posting=now)
    return True


def _refuse_who_came(user: User) -> None:
    if not user.is_invited:
        raise TransitionRefused(_("%(name)s needs no invitation.") % {"name": user})


def _refuse_last_editor(membership: Membership) -> None:
    """Keep the last one who can edit and still signs in: the owner may have been switched off."""
    editors = Membership.objects.filter(
        posting=membership.posting_id, part__in=EDITING_PARTS, user__is_active=True
    ).exclude(pk=membership.pk)
    if membership.part in EDITING_PARTS and membership.user.is_active and not editors.exists():
        raise TransitionRefused(
            _("Nobody else who still signs in can edit this posting: give somebody that part first.")
        )
