from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.urls import register_converter
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("accounts")

    def ready(self) -> None:
        from . import checks, signals  # noqa: F401 both register themselves
        from .groups import make_groups_and_permissions
        from .typed import NumberConverter

        register_converter(NumberConverter, "number")
        post_migrate.connect(make_groups_and_permissions, dispatch_uid="accounts.groups")


class HouseAdminConfig(AdminConfig):
    """The admin, without the libraries' pages that would open a second way to what the users' page does."""

    default = False
    default_site = "accounts.admin_site.HouseAdminSite"
    HIDDEN = (
        "auth.Group",  # the table in access.py says what a group may do
        "account.EmailAddress",
        "mfa.Authenticator",  # holds secrets
    )

    def ready(self) -> None:
        from django.contrib import admin

        super().ready()
        for label in self.HIDDEN:
            admin.site.unregister(installed.get_model(label))
