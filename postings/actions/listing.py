"""Whether a posting may be found, or only opened by who has its address."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User

from ..models import Posting


@transaction.atomic
def set_listed(*, posting: Posting, listed: bool, by: User) -> Posting:
    """Show the posting in lists, feed, sitemap and sheets, or take it out of them: at once, of whatever version.

    It says where the posting is shown and not what it says, so it needs no new version.
    """
    posting = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    if posting.listed == listed:
        return posting
    posting.listed = listed
    posting._history_user = by
    posting.save(update_fields=["listed"])
    return posting
