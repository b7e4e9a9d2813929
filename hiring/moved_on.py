"""What a candidate was told of how far their application is, where the posting tells."""

from __future__ import annotations

from django.db.models import Q
from post_office.models import STATUS

from .choices import State
from .message_choices import MessageKind, MessageState
from .models import Application, Message


def told_kind(application: Application) -> str:
    """Return the kind of step that the last message said they moved on to; empty before one has gone, and where the
    posting does not tell."""
    if not application.posting.tell_moved_on or application.state not in {State.ACTIVE, State.REJECTED}:
        return ""
    gone = Q(outcome=MessageState.SENT) | Q(outcome="", email__status=STATUS.sent)
    told = Message.objects.filter(gone, application=application, kind=MessageKind.MOVED_ON, about_step__isnull=False)
    return told.order_by("-created_at", "-pk").values_list("about_step__kind", flat=True).first() or ""
