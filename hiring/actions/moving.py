"""An application moves on: the one door for its state."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .. import workflow
from ..choices import State
from ..models import Application, Move
from .errors import MovedMeanwhile, MoveRefused
from .messages import call_off_answers

STATE_FIELDS = ["state", "rejection_reason", "shared_reason"]


@transaction.atomic
def move_application(
    *,
    application: Application,
    to_state: str,
    by: User | None,
    reason: str = "",
    shared_reason: str = "",
    note: str = "",
    seen: str | None = None,
) -> Move | None:
    """Take an application to another state and write down who did it, when and why; the only writer of its state.

    `by` is None for the candidate, `shared_reason` what they read of the reason for a rejection. An answer that waits
    to be sent is called back where the application is opened again. `seen` is the state that the user decided on:
    another one by now is MovedMeanwhile. An application that is there already stays as it is, and the answer is None.
    """
    now = Application.objects.select_for_update().get(pk=application.pk)
    move = None
    if now.state != to_state:
        _check_move(now, to_state, by=by, reason=reason, seen=seen)
        move = Move.objects.create(
            application=now,
            from_state=now.state,
            to_state=to_state,
            reason=reason,
            note=note,
            by=by,
            at=timezone.now(),
        )
        now.state, now.rejection_reason = to_state, reason
        now.shared_reason = shared_reason if to_state == State.REJECTED else ""
        now.save(update_fields=STATE_FIELDS)
        if to_state == State.ACTIVE:
            call_off_answers(application=now)
    application.refresh_from_db(fields=STATE_FIELDS)
    return move


def _check_move(now: Application, to_state: str, *, by: User | None, reason: str, seen: str | None) -> None:
    words: dict[str, Any] = {"state": now.get_state_display()}
    if seen is not None and now.state != seen:
        raise MovedMeanwhile(
            _("This application was changed meanwhile: it is “%(state)s” now. Look again, then decide.") % words
        )
    if not workflow.allows(now.state, to_state, by_candidate=by is None):
        raise MoveRefused(_("An application that is “%(state)s” does not allow this.") % words)
    if bool(reason) != (to_state == State.REJECTED):
        raise MoveRefused(_("Rejecting needs a reason, nothing else has one."))
