"""What every request passes: whose address it carries, and the second factor that some kinds of user need."""

from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .access import needs_second_factor
from .client import client_address, parse_networks, reset_current_address, set_current_address


class ClientAddressMiddleware:
    """Keep the client's address at hand for as long as the request lasts; the audit trail hashes it."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.trusted = parse_networks(settings.TRUSTED_PROXIES)

    def __call__(self, request):
        address = client_address(
            request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR", ""), self.trusted
        )
        token = set_current_address(address)
        try:
            return self.get_response(request)
        finally:
            reset_current_address(token)


class RequireMfaMiddleware:
    """Lead those who must have a second factor, and have none, to where it is set up.

    Until then they see what everybody sees: public pages ask nobody who they are, and can be cached.
    """

    OPEN = frozenset({"account_logout", "account_reauthenticate", "mfa_activate_totp"})

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        is_public = not getattr(view_func, "login_required", True)
        if is_public or request.resolver_match.view_name in self.OPEN or not self._is_missing(request.user):
            return None
        way_back = _page_of(request)
        query = f"?{urlencode({REDIRECT_FIELD_NAME: way_back})}" if way_back else ""
        url = reverse("mfa_activate_totp") + query
        if request.htmx:
            return HttpResponseClientRedirect(url)  # a plain redirect would land inside the page
        messages.info(request, _("Your account needs a second factor: set up an authenticator app to go on."))
        return redirect(url)

    def _is_missing(self, user) -> bool:
        return needs_second_factor(user) and not is_mfa_enabled(user, [Authenticator.Type.TOTP])


def _page_of(request) -> str:
    """Return the address of the page that somebody is on; empty where a form was sent."""
    if request.htmx:
        return request.htmx.current_url_abs_path or ""
    return request.get_full_path() if request.method in {"GET", "HEAD"} else ""
