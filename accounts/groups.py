"""The groups behind the kinds of user, and the permissions that the table in `access.py` gives them."""

from __future__ import annotations

from django.apps import AppConfig
from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission

from .access import ADMIN_PERMISSIONS
from .models import Kind


def make_groups_and_permissions(app_config: AppConfig, using: str, apps=installed, **kwargs) -> None:
    """Make the groups, and give each exactly what the table says about this app; after every `migrate` and `flush`."""
    if app_config.label == "accounts":
        for kind in Kind:
            Group.objects.using(using).get_or_create(name=kind)
    if not any(_app_of(target) == app_config.label for table in ADMIN_PERMISSIONS.values() for target in table):
        return
    create_permissions(app_config, verbosity=0, using=using, apps=apps)
    permissions = Permission.objects.using(using).filter(content_type__app_label=app_config.label)
    by_codename = {permission.codename: permission for permission in permissions}
    for kind, table in ADMIN_PERMISSIONS.items():
        group, _ = Group.objects.using(using).get_or_create(name=kind)
        wanted = {by_codename[name] for name in _codenames(app_config, table) if name in by_codename}
        held = set(group.permissions.filter(content_type__app_label=app_config.label))
        if wanted != held:
            group.permissions.remove(*held - wanted)
            group.permissions.add(*wanted - held)


def _app_of(target: str) -> str:
    return target.partition(".")[0]


def _codenames(app_config: AppConfig, table: dict[str, tuple[str, ...]]) -> set[str]:
    """Return the codenames that one kind's table names for an app."""
    names = set()
    for target, verbs in table.items():
        app, _, only = target.partition(".")
        if app != app_config.label:
            continue
        models = [only] if only else [model._meta.model_name for model in app_config.get_models()]
        names.update(f"{verb}_{model}" for model in models for verb in verbs)
    return names
