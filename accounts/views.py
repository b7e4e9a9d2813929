"""Setting up a second factor on the way to another page: the library's pages, which here remember the way."""

from __future__ import annotations

from allauth.account.mixins import NextRedirectMixin
from allauth.core.internal.httpkit import add_query_params
from allauth.mfa.recovery_codes.views import ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView
from django.contrib.auth import REDIRECT_FIELD_NAME


class ActivateTotp(NextRedirectMixin, ActivateTOTPView):
    """Set up the authenticator app; `next` travels on to the page of recovery codes."""

    def get_success_url(self) -> str:
        page = ActivateTOTPView.get_success_url(self)
        next_url = self.get_next_url()
        return add_query_params(page, {REDIRECT_FIELD_NAME: next_url}) if next_url else page


class RecoveryCodes(NextRedirectMixin, ViewRecoveryCodesView):
    """Show the recovery codes, and where to go on to."""

    def get_context_data(self, **kwargs) -> dict:
        return {**super().get_context_data(**kwargs), "continue_url": self.get_next_url()}


activate_totp = ActivateTotp.as_view()
recovery_codes = RecoveryCodes.as_view()
