"""Who may see which application."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.apps import apps
from django.db import models

if TYPE_CHECKING:
    from accounts.models import User


class ApplicationQuerySet(models.QuerySet):
    """Applications, by the scope of their posting."""

    def visible_to(self, user: User) -> ApplicationQuerySet:
        """Applications for postings whose candidates the user may see."""
        return self.filter(posting__in=apps.get_model("postings", "Posting").objects.reviewable_by(user))

    def decidable_by(self, user: User) -> ApplicationQuerySet:
        """Applications that the user may accept or reject: those of postings that the user may edit."""
        return self.filter(posting__in=apps.get_model("postings", "Posting").objects.editable_by(user))
