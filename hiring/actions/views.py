"""How somebody looks at a list: filters saved under a name, columns chosen."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from accounts.models import User
from postings.models import Posting

from ..list_columns import PREFERENCE, in_order
from ..models import SavedView


@transaction.atomic
def save_view(*, name: str, query: str, posting: Posting | None, is_shared: bool = False, by: User) -> SavedView:
    """Keep filters under a name. Raises ValidationError where the user has some of that name, or they fit nothing."""
    view = SavedView(user=by, name=name, query=query, posting=posting, is_shared=is_shared)
    view.full_clean()
    view.save()
    return view


@transaction.atomic
def rename_view(*, view: SavedView, name: str, by: User) -> SavedView:
    """Give saved filters another name. Raises ValidationError where the user has others of that name."""
    view.name = name
    view.full_clean()
    view.save(update_fields=["name"])
    return view


@transaction.atomic
def delete_view(*, view: SavedView, by: User) -> None:
    """Forget saved filters."""
    view.delete()


@transaction.atomic
def choose_columns(*, columns: Iterable[str], by: User) -> list[str]:
    """Let the user's lists of applications show these columns; none at all is the name alone."""
    now = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    now.preferences[PREFERENCE] = in_order(columns)
    now.save(update_fields=["preferences"])
    by.preferences = now.preferences
    return now.preferences[PREFERENCE]
