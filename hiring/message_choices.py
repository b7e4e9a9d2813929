"""The closed lists of messages to candidates."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class MessageKind(models.TextChoices):
    """What a message to a candidate is about."""

    RECEIVED = "received", _("Application received")
    LINK = "link", _("Link to their application")
    MOVED_ON = "moved_on", _("Moved on")
    INTERVIEW = "interview", _("Invitation to an interview")
    REJECTED = "rejected", pgettext_lazy("message", "Rejection")
    CLOSED = "closed", _("Posting closed")
    DATA_ENDING = "data_ending", _("Data about to be deleted")
    DATA_LINK = "data_link", _("Link to their data")
    TOLD = "told", _("Notice that we hold their data")
    ASKED = "asked", _("Question whether their data may be kept")
    ADDRESS = "address", _("Change of e-mail address")
    OTHER = "other", _("Other message")
    REPLY = "reply", _("Reply")  # the one kind that comes in


# What nobody writes from a template: words of the house around a link, and what candidates write.
NO_TEMPLATE = frozenset(
    {
        MessageKind.LINK,
        MessageKind.DATA_LINK,
        MessageKind.TOLD,
        MessageKind.ASKED,
        MessageKind.ADDRESS,
        MessageKind.REPLY,
    }
)

# What a candidate may stop; the rest is part of an application, or of their rights.
OPTIONAL_MESSAGES = frozenset({MessageKind.MOVED_ON, MessageKind.OTHER})


class MessageState(models.TextChoices):
    """Where a message is."""

    WAITING = "waiting", pgettext_lazy("message", "Waiting")
    SENT = "sent", pgettext_lazy("message", "Sent")
    FAILED = "failed", pgettext_lazy("message", "Failed")
    CALLED_OFF = "called_off", pgettext_lazy("message", "Called back")
    RECEIVED = "received", pgettext_lazy("message", "Received")
