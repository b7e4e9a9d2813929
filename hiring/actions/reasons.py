"""The reasons for rejecting, as leads keep them: each change of the list."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..models import RejectionReason
from .errors import ReasonChanged, ReasonRefused


@transaction.atomic
def save_reason(*, reason: RejectionReason, by: User, seen: str | None = None) -> RejectionReason:
    """Save a reason with other words, or a new one at the end of the list.

    Whoever was rejected before keeps the words of then. `seen` is the print of the reason that the user saw: raises
    ReasonChanged where it is another by now. Raises ReasonRefused where another has the name.
    """
    live = _lock_live()
    if seen is not None:
        now = RejectionReason.objects.get(pk=reason.pk)
        if now.print_now() == reason.print_now():
            return now
        if now.print_now() != seen:
            raise ReasonChanged(_("Somebody changed this reason while you were writing."), now=now)
        for name in RejectionReason.WRITTEN:
            setattr(now, name, getattr(reason, name))
        reason = now
    if reason.retired_at is None:
        _refuse_taken(reason, live)
    if reason.pk is None:
        reason.position = max((row.position for row in live), default=0) + 1
    _save(reason, by)
    return reason


@transaction.atomic
def place_reason(*, reason: RejectionReason, to: int, by: User) -> bool:
    """Put a reason at a place in the list, counted from 0; return whether that changed anything."""
    live = _lock_live()
    others = [row for row in live if row.pk != reason.pk]
    if len(others) == len(live):
        raise ReasonRefused(_("This reason was retired meanwhile."))
    to = min(max(to, 0), len(others))
    moved = []
    for position, row in enumerate([*others[:to], reason, *others[to:]], start=1):
        if row.position != position:
            row.position = position
            moved.append(row)
    RejectionReason.objects.bulk_update(moved, ["position"])
    if moved:
        record(AuditAction.REASONS_CHANGE, by=by, obj=reason)
    return bool(moved)


@transaction.atomic
def retire_reason(*, reason: RejectionReason, by: User) -> bool:
    """Let nobody choose a reason any more; where it was given it can still be read. Again changes nothing.

    The last one stays: without any nobody could be rejected. Raises ReasonRefused.
    """
    live = {row.pk: row for row in _lock_live()}
    now = live.get(reason.pk)
    if now is None:
        return False
    if len(live) == 1:
        raise ReasonRefused(_("Rejecting needs a reason: add another one first."))
    now.retired_at = timezone.now()
    _save(now, by)
    return True


@transaction.atomic
def take_back_reason(*, reason: RejectionReason, by: User) -> bool:
    """Let a retired reason be chosen again, at the end of the list; again changes nothing. Raises ReasonRefused."""
    live = _lock_live()
    now = RejectionReason.objects.get(pk=reason.pk)
    if now.retired_at is None:
        return False
    _refuse_taken(now, live)
    now.retired_at, now.position = None, max((row.position for row in live), default=0) + 1
    _save(now, by)
    return True


def reason_as_it_is(reason: RejectionReason) -> RejectionReason:
    """Queue up behind other changes of the list, and return what the reason is then: for a form that looks first."""
    _lock_live()
    return RejectionReason.objects.get(pk=reason.pk)


def _lock_live() -> list[RejectionReason]:
    """Queue up behind other changes of the list; return those that may be chosen, in order."""
    rows = RejectionReason.objects.select_for_update(no_key=True).order_by("pk")
    return sorted((row for row in rows if row.retired_at is None), key=lambda row: (row.position, row.pk))


def _refuse_taken(reason: RejectionReason, live: list[RejectionReason]) -> None:
    others = [row for row in live if row.pk != reason.pk]
    for field in ("name_en", "name_fr"):
        if getattr(reason, field).casefold() in {getattr(row, field).casefold() for row in others}:
            raise ReasonRefused(_("There is a reason of this name already."))


def _save(reason: RejectionReason, by: User) -> None:
    reason._history_user = by
    try:
        with transaction.atomic():
            reason.save()
    except IntegrityError as taken:  # another one of the name was added at the same time
        raise ReasonRefused(_("There is a reason of this name already.")) from taken
    record(AuditAction.REASONS_CHANGE, by=by, obj=reason)
