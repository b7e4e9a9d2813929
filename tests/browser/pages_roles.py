"""The pages of the reference: the CTO's whole sheet, as it ships, in both languages, and its screen in the admin."""

from django.core.management import call_command
from django.urls import reverse

from roles.models import Role


def sheet(user) -> Role:
    call_command("load_reference", verbosity=0)
    return Role.objects.get(key="cto")


def rows(row, address) -> list:
    return [
        row("roles", address("roles:list"), setup=sheet),
        row("role", address("roles:role", "cto"), setup=sheet),
        row("role, French", lambda made: "/fr" + reverse("roles:role", args=["cto"]), setup=sheet),
        row("role in the admin", lambda made: reverse("admin:roles_role_change", args=[made.pk]), "curator", sheet),
    ]
