"""How lists of users and of the audit trail are loaded."""

from __future__ import annotations

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery


class UserQuerySet(models.QuerySet):
    """Users, as the admin lists them."""

    def with_admin_data(self) -> UserQuerySet:
        """Users with their groups, and `has_second_factor`."""
        authenticators = apps.get_model("mfa", "Authenticator").objects.filter(user=OuterRef("pk"), type="totp")
        return self.prefetch_related("groups").annotate(has_second_factor=Exists(authenticators))

    def of_kind(self, kind: str) -> UserQuerySet:
        """Active users of a kind; a superuser is of every kind."""
        return self.filter(Q(is_superuser=True) | Q(groups__name=kind), is_active=True).distinct()

    def awaiting_password(self) -> UserQuerySet:
        """Users who were invited and have not set a password yet."""
        return self.filter(Q(password="") | Q(password__startswith="!"), is_active=True)  # noqa: S106 the mark of no password


class AuditEventQuerySet(models.QuerySet):
    """Events of the audit trail."""

    def with_actor_email(self) -> AuditEventQuerySet:
        """Events with `actor_email`: the actor's address today; None once the user is gone."""
        users = apps.get_model("accounts", "User").objects.filter(pk=OuterRef("actor_id"))
        return self.annotate(actor_email=Subquery(users.values("email")))
