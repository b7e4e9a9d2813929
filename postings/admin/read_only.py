"""What the admin shows and nobody writes there."""

from __future__ import annotations

from django.http import HttpRequest


class ReadOnly:
    """Rows that the admin shows and nobody writes there."""

    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False
