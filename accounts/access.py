"""Who may do what in the admin, as data; and who may change whom."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.conf import settings

from .models import Kind

if TYPE_CHECKING:
    from .models import User

# Kind -> "app" or "app.model" -> what it may do there. "app" speaks for every model of the app.
# What an admin page itself refuses (deleting a mission in use, say) stays refused.
ADMIN_PERMISSIONS: dict[Kind, dict[str, tuple[str, ...]]] = {
    Kind.CURATOR: {
        "roles": ("view", "add", "change", "delete"),
        "postings.proposal": ("view", "change"),
        "postings.jurisdiction": ("view", "add", "change"),
        "postings.libraryquestion": ("view", "add", "change"),
        "post_office.emailtemplate": ("view", "add", "change"),
        "hiring.messagetemplate": ("view", "add", "change", "delete"),
        "hiring.steptemplate": ("view", "add", "change", "delete"),
    },
    Kind.LEAD: {
        "accounts.user": ("view", "add", "change"),
        "accounts.auditevent": ("view",),
        "postings": ("view",),
        "candidates": ("view",),
        "hiring": ("view",),
        "hiring.steptemplate": ("add", "change", "delete"),
        "hiring.rejectionreason": ("add", "change", "delete"),
        "post_office.email": ("view",),
    },
    Kind.RECRUITER: {},
    Kind.HIRING_MANAGER: {},
    Kind.INTERVIEWER: {},
}


# What recruiters may invite people as: those take part in single postings, and see what somebody gives them there.
GUESTS = frozenset({Kind.HIRING_MANAGER, Kind.INTERVIEWER})


def may_invite(by: User, *, kinds: Iterable[str]) -> bool:
    """Whether somebody may invite people of some kinds: a lead anybody, a recruiter guests of single postings."""
    wanted = set(kinds)
    return by.is_kind(Kind.LEAD) or (by.is_kind(Kind.RECRUITER) and bool(wanted) and wanted <= GUESTS)


def may_change(user: User, *, by: User) -> bool:
    """Whether somebody may change the access of a user: never their own, and a superuser's only as one."""
    return by.is_active and by.pk != user.pk and (by.is_superuser or (by.is_kind(Kind.LEAD) and not user.is_superuser))


def may_keep_invitation(user: User, *, by: User) -> bool:
    """Whether somebody may send an invitation again, or withdraw it: who may change the user, or invite such ones."""
    may_anew = by.pk != user.pk and not user.is_superuser and may_invite(by, kinds=user.kinds)
    return may_change(user, by=by) or may_anew


def may_make_superuser(by: User) -> bool:
    """Whether somebody may make a superuser, or stop one being it."""
    return by.is_active and by.is_superuser


def needs_second_factor(user: User) -> bool:
    """Whether this kind of user must have a second factor; a superuser counts as a lead."""
    required = frozenset(settings.MFA_REQUIRED_KINDS)
    if not required or not user.is_authenticated:
        return False
    return (user.is_superuser and Kind.LEAD in required) or not user.kinds.isdisjoint(required)
