"""Who may start a posting or a company."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from accounts.models import Kind

MAY_CREATE = (Kind.RECRUITER, Kind.LEAD)


def require_creator(request: HttpRequest) -> None:
    """Refuse whoever may not start postings."""
    if not request.user.is_kind(*MAY_CREATE):
        raise PermissionDenied
