"""What of the reference is in use, and how to load it in few queries."""

from django.db import models


class EntryQuerySet(models.QuerySet):
    """Entries of a sheet."""

    def in_use(self) -> "EntryQuerySet":
        """Entries that can be picked for a posting: those which nobody retired."""
        return self.filter(retired_at=None)


class RoleQuerySet(models.QuerySet):
    """Roles that have a sheet."""
