"""What is wrong with the settings of this app, said at start."""

from django.conf import settings
from django.core.checks import Error, register

from .client import parse_networks
from .models import Kind


@register
def check_mfa_required_kinds(app_configs, **kwargs) -> list[Error]:
    unknown = [kind for kind in settings.MFA_REQUIRED_KINDS if kind not in Kind.values]
    if not unknown:
        return []
    hint = f"The kinds are {', '.join(Kind.values)}."
    return [Error(f"MFA_REQUIRED_KINDS names no kind of user: {', '.join(unknown)}.", hint=hint, id="accounts.E001")]


@register
def check_trusted_proxies(app_configs, **kwargs) -> list[Error]:
    try:
        parse_networks(settings.TRUSTED_PROXIES)
    except ValueError as error:
        hint = "Give addresses and CIDR ranges, separated by commas: 10.0.0.0/8,127.0.0.1."
        return [Error(f"TRUSTED_PROXIES: {error}.", hint=hint, id="accounts.E002")]
    return []
