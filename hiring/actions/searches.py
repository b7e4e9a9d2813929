"""Searches are saved, looked at, renamed and deleted; what is new in them is counted by and by."""

from __future__ import annotations

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from candidates.models import Candidate

from ..filters import PeopleFilter
from ..models import SavedSearch
from ..models.saved_search import MOST_NEW
from ..paging import first
from ..search import count_new, newest_entry

COUNTED_EVERY = timedelta(minutes=5)
COUNTED_AT_ONCE = 200


@transaction.atomic
def save_search(*, name: str, query: str, by: User) -> SavedSearch:
    """Keep a search; one of the same name becomes this one."""
    fresh = {"query": query, "looked_at": timezone.now(), "seen_entry": newest_entry(), "new_count": 0}
    return SavedSearch.objects.update_or_create(owner=by, name=name, defaults=fresh)[0]


def look_at_search(*, search: SavedSearch, by: User) -> None:
    """Nothing that is there now is new any more."""
    now = timezone.now()
    SavedSearch.objects.filter(pk=search.pk, owner=by).update(
        looked_at=now, seen_entry=newest_entry(), new_count=0, counted_at=now
    )


@transaction.atomic
def rename_search(*, search: SavedSearch, name: str, by: User) -> None:
    """Give a search another name. Raises ValidationError where the user has another one of that name."""
    if SavedSearch.objects.filter(owner=by, name=name).exclude(pk=search.pk).exists():
        raise ValidationError(_("You have a saved search of that name already."))
    SavedSearch.objects.filter(pk=search.pk, owner=by).update(name=name)


def delete_search(*, search: SavedSearch, by: User) -> None:
    """Forget a search."""
    SavedSearch.objects.filter(pk=search.pk, owner=by).delete()


def count_new_hits(*, limit: int = COUNTED_AT_ONCE) -> int:
    """Count what is new in saved searches that were not counted for a while; return how many were."""
    due = SavedSearch.objects.filter(counted_at__lte=timezone.now() - COUNTED_EVERY, owner__is_active=True)
    searches = list(due.select_related("owner").order_by("counted_at", "pk")[:limit])
    for search in searches:
        count = new_hits(search)
        # Whoever looked meanwhile has seen them.
        SavedSearch.objects.filter(pk=search.pk, looked_at=search.looked_at).update(
            new_count=count, counted_at=timezone.now()
        )
    return len(searches)


def new_hits(search: SavedSearch) -> int:
    """Return how many people a search finds that its owner may see and has not, MOST_NEW at the most."""
    filters = PeopleFilter(QueryDict(search.query), user=search.owner)
    if filters.query.clauses:
        among = filters.narrow(Candidate.objects.kept()) if filters.is_narrow else None
        return count_new(filters.query, user=search.owner, among=among, since=search.seen_entry, most=MOST_NEW)
    parts = Candidate.objects.parts_for(search.owner)
    later = [filters.narrow(part).filter(created_at__gt=search.looked_at) for part in parts]
    return len(first(later, ("-created_at", "-id"), MOST_NEW)) if later else 0
