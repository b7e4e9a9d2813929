"""What tests of accounts share."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from post_office.models import Email

from accounts.models import AuditEvent
from tests.factories.accounts import SECRET


def events(*fields) -> list:
    """The audit trail in the order of writing."""
    fields = fields or ("action", "actor_id", "object_kind", "object_id")
    return list(AuditEvent.objects.order_by("id").values_list(*fields, flat=len(fields) == 1))


def code_now(secret: str = SECRET) -> str:
    """The six digits that an authenticator app shows."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def mails() -> list[tuple[str, str]]:
    """To whom and about what, in the order of queueing."""
    return [(", ".join(email.to), email.subject) for email in Email.objects.order_by("id")]


def link_in_last_mail() -> str:
    """The path of the first link in the message queued last."""
    text = Email.objects.order_by("id").last().message
    return re.search(r"https?://[^/\s]+(/\S*)", text).group(1)
