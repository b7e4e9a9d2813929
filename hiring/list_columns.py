"""The columns that a list of applications may show beside the name, and which a user chose."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User

PREFERENCE = "application_columns"

COLUMNS: dict[str, str | Promise] = {
    "received": _("Received"),
    "step": _("Step"),
    "since": _("Time in step"),
    "source": _("Source"),
    "tags": _("Tags"),
    "assigned": _("Assigned to"),
    "screening": _("Screening"),
    "rating": _("Rating so far"),
    "state": _("State"),
}
DEFAULT = ("received", "step", "tags", "screening", "state")


def columns_of(user: User) -> list[str]:
    """The columns that a user's lists show, in the order of COLUMNS."""
    chosen = user.preferences.get(PREFERENCE, DEFAULT)
    return in_order(chosen if isinstance(chosen, list) else DEFAULT)


def in_order(chosen: Iterable[str]) -> list[str]:
    """Columns that there are, in the order of COLUMNS."""
    wanted = set(chosen)
    return [column for column in COLUMNS if column in wanted]
