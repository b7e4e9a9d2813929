"""The words that messages start from, as curators keep them."""

from __future__ import annotations

from django.db import transaction

from accounts.audit import AuditAction, record
from accounts.models import User

from ..models import MessageTemplate
from ..shipped import REASON, shipped


@transaction.atomic
def save_message_template(*, template: MessageTemplate, by: User) -> MessageTemplate:
    """Save a template as a curator's edit; messages start from it from now on."""
    template._history_user = by
    template.save()
    record(AuditAction.MESSAGE_TEMPLATE, by=by, obj=template)
    return template


@transaction.atomic
def take_shipped_words(*, template: MessageTemplate, by: User) -> bool:
    """Give a template the words back that ship, which updates keep from then on; False where none ship for it."""
    words = None if template.company_id else shipped().get((template.kind, template.language, template.name))
    if words is None:
        return False
    template.subject, template.body = words.subject, words.body
    template._history_user, template._change_reason = by, REASON
    template.save()
    record(AuditAction.MESSAGE_TEMPLATE, by=by, obj=template)
    return True
