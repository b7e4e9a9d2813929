"""One thing done to many applications once a form: all that can be in one transaction, the rest said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from postings.models import Posting

from ..models import Application, Batch
from .locking import lock_applications

LeftOut = list[tuple[int, str]]


def once(
    batch: Batch,
    key: UUID,
    chosen: Mapping[int, int],
    do: Callable[[Batch, list[Application]], LeftOut],
    *,
    locks: bool = False,
) -> Batch:
    """Do something to chosen rows and write down what could not be done; the same key again finds what was done.

    What moves applications locks a step and then these; what doesn't has them locked here, before they are read.
    """
    batch.key = uuid5(key, f"{batch.by_id} {batch.posting_id} {batch.kind}")
    if existing := Batch.objects.filter(key=batch.key).first():
        return existing
    try:
        with transaction.atomic():
            batch.save()  # first, so that the same sent twice at once waits here
            if locks:
                lock_applications(chosen)
            rows = _rows(batch.posting, chosen)
            left_out = do(batch, rows)
            here = {row.pk for row in rows}
            left_out += [(row, _("It is not here any more.")) for row in chosen if row not in here]
            batch.left_out = left_out
            batch.save(update_fields=["left_out"])
    except IntegrityError:
        if existing := Batch.objects.filter(key=batch.key).first():
            return existing
        raise
    return batch


def _rows(posting: Posting, chosen: Iterable[int]) -> list[Application]:
    applications = Application.objects.kept().filter(posting=posting, pk__in=list(chosen))
    return list(applications.select_related("candidate", "posting").order_by("pk"))
