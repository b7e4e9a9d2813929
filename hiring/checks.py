"""What is wrong with the settings of this app, said at start."""

from django.conf import settings
from django.core.checks import Error, register

from .inbound.addresses import problem_with


@register
def check_inbound_address(app_configs, **kwargs) -> list[Error]:
    problem = problem_with(settings.INBOUND_ADDRESS) if settings.INBOUND_ADDRESS else ""
    if not problem:
        return []
    hint = "Name an address whose mail is piped into `manage.py take_mail`, like replies@example.com; or unset it."
    return [Error(f"INBOUND_ADDRESS is {settings.INBOUND_ADDRESS!r}. {problem}", hint=hint, id="hiring.E001")]
