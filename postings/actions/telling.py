"""Whether candidates hear when they move on in the hiring for a posting."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User

from ..models import Posting


@transaction.atomic
def set_tell_moved_on(*, posting: Posting, tell: bool, by: User) -> bool:
    """Tell candidates when they move to a later step, or tell them no longer; return whether that is a change.

    It takes effect at once and is no part of the text, so it needs no new version.
    """
    now = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    is_change = now.tell_moved_on != tell
    if is_change:
        now.tell_moved_on = tell
        now._history_user = by
        now.save(update_fields=["tell_moved_on"])
    posting.tell_moved_on = tell
    return is_change
