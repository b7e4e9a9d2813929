"""Who is to look at an application: members of its posting, who hear of it."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts import mail
from accounts.audit import AuditAction, record
from accounts.models import User
from postings.models import Posting

from ..models import Application, Assignment


class NotAssignable(Exception):
    """Somebody who can't be assigned; the text says why to the user."""


def assignable(application: Application) -> QuerySet[User]:
    """Return who may be assigned: active members of the posting who aren't yet, by name."""
    members = get_user_model().objects.filter(memberships__posting=application.posting_id, is_active=True)
    return members.exclude(assignments__application=application).order_by("name", "email")


@transaction.atomic
def assign(*, application: Application, user: User, by: User, tells: bool = True) -> Assignment:
    """Let a member of the posting look at an application, and write to them; again changes nothing.

    Without `tells` whoever asks writes to them.

    Raises NotAssignable for whoever is no active member.
    """
    membership = user.memberships.select_for_update(no_key=True).filter(posting=application.posting_id).first()
    if membership is None or not user.is_active:
        raise NotAssignable(_("%(name)s is no active member of this posting’s team.") % {"name": user})
    assignment, is_new = Assignment.objects.get_or_create(application=application, user=user, defaults={"by": by})
    if is_new:
        record(AuditAction.ASSIGNED, by=by, obj=assignment)
        if tells and user.pk != by.pk:
            _tell(assignment)
    return assignment


@transaction.atomic
def unassign(*, assignment: Assignment, by: User) -> None:
    """Take an application off somebody; an interviewer sees it no longer. Again changes nothing."""
    if now := Assignment.objects.select_for_update(no_key=True).filter(pk=assignment.pk).first():
        record(AuditAction.UNASSIGNED, by=by, obj=now)
        now.delete()


def forget_assignments(*, posting: Posting, user: User) -> None:
    """Take all applications of a posting off somebody who left it."""
    Assignment.objects.filter(application__posting=posting, user=user).delete()


def _tell(assignment: Assignment) -> None:
    """Write to who is assigned: not whom it is about, for a message can't be erased from a mailbox."""
    application = assignment.application
    url = urljoin(settings.BASE_URL, application.get_absolute_url())
    context = {"who": assignment.by, "version": application.version, "url": url}
    mail.queue("hiring/assigned", to=assignment.user.email, context=context)
