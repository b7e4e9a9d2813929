"""Saving the facts of a posting: all of it but its lines."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User

from ..merge import canonical, three_way
from ..models import Posting
from .changes import remember, step, stored
from .errors import SetByTemplate


@dataclass(frozen=True)
class FactsSaved:
    """What came of saving facts: names of the fields written, and of those that somebody else changed meanwhile."""

    saved: tuple[str, ...]
    conflicts: tuple[str, ...]


@transaction.atomic
def update_facts(*, posting: Posting, values: Mapping[str, Any], base: Mapping[str, str], by: User) -> FactsSaved:
    """Save the fields that `by` changed since seeing `base` (field name to canonical text, `merge.canonical`).

    Fields that somebody else changed meanwhile, to something else, are left alone and named as conflicts.
    Raises SetByTemplate where the posting's template sets one of them, and ValidationError where what both
    saved doesn't go together (their lowest pay above my highest).
    """
    now = Posting.objects.select_for_update(no_key=True).get(pk=posting.pk)
    merge = three_way(
        base=base,
        theirs={name: canonical(getattr(now, name)) for name in values},
        mine={name: canonical(value) for name, value in values.items()},
    )
    if not now.locked.isdisjoint(merge.save):
        raise SetByTemplate(now)
    before = stored(now, merge.save)
    for name in merge.save:
        setattr(now, name, values[name])
    if merge.save:
        now.validate_constraints()
        now._history_user = by
        now.save(update_fields=[*merge.save, "updated_at"])
        names = ", ".join(str(Posting._meta.get_field(name).verbose_name) for name in merge.save)
        remember(posting=now, said=_("changed %(names)s") % {"names": names}, steps=[step(now, before)], by=by)
    posting.refresh_from_db()
    return FactsSaved(saved=merge.save, conflicts=merge.conflicts)
