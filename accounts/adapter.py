"""How sign-in behaves here: no public sign-up, mail as rows, one notion of where a request comes from."""

from __future__ import annotations

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context as current
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest

from . import mail
from .access import needs_second_factor
from .client import current_address
from .models import User


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address that rate limits count by: the one that the audit trail hashes."""
        return current_address() or "unknown"

    def is_safe_url(self, url: str | None) -> bool:
        """Whether an address leads on within the site; one that is no address at all does not."""
        try:
            return super().is_safe_url(url)
        except ValueError:  # http://[
            return False

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        message = self.render_mail(template_prefix, email, {"request": current.request, "email": email, **context})
        mail.queue_text(to=email, subject=message.subject, text=str(message.body))

    def send_notification_mail(self, template_prefix: str, user: User, context=None, email=None) -> None:
        super().send_notification_mail(template_prefix, user, {**(context or {}), "user": user}, email)

    def send_password_reset_mail(self, user: User, email: str, context: dict) -> None:
        """Send the link to the user's own address only, never to one that waits to be confirmed."""
        if email.lower() == user.email:
            super().send_password_reset_mail(user, user.email, context)

    def is_reauthentication_required(self, *, app: str, **kwargs) -> bool:
        """Ask for the password again, except from somebody who has just signed in with it in this session."""
        if not super().is_reauthentication_required(app=app, **kwargs):
            return False
        records = get_authentication_records(current.request, current.request.user)
        return not any(time.time() - record["at"] < app_settings.REAUTHENTICATION_TIMEOUT for record in records)


class MfaAdapter(DefaultMFAAdapter):
    def can_delete_authenticator(self, authenticator) -> bool:
        """Keep the second factor of those who must have one."""
        return not needs_second_factor(authenticator.user)
