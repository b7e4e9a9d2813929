"""Deciding about a line that is behind the reference."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..drift import mark_of
from ..models import Line, Settlement
from ..studio_choices import DriftChoice
from .changes import DROPPED, remember, short, step, stored
from .errors import LineConflict, ReferenceMoved
from .lines import lock, save_line


@transaction.atomic
def settle_drift(*, line: Line, choice: str, seen: str, revision: int, by: User, text: str = "") -> Line:
    """Keep our words, take the reference's new ones, write others, or drop the line; the line then is up to date.

    `seen` is the `Drift.mark` of the wording that `by` decided about, `revision` the line's, `text` the words of an
    edit. Deciding the same again changes nothing. Raises LineConflict where somebody changed or settled the line
    meanwhile, ReferenceMoved where the reference changed once more.
    """
    lock(line.posting)
    line = Line.objects.with_drift().select_related("posting", "mission", "skill", "updated_by").get(pk=line.pk)
    if _is_settled_so(line, choice, seen, text):
        return line
    drift = line.drift
    if drift is None or line.revision != revision:
        raise LineConflict(line)
    if drift.mark != seen or choice not in drift.choices:
        raise ReferenceMoved(line)
    words = {DriftChoice.TAKE: drift.now, DriftChoice.EDIT: text}.get(DriftChoice(choice), line.text)
    before = stored(line, ["text", "source_text", DROPPED])
    Settlement.objects.create(
        line=line, choice=choice, was=drift.was, now=drift.now, text=words, by=by, at=timezone.now()
    )
    is_dropped = choice == DriftChoice.DROP
    if drift.is_retired:
        line.is_retirement_settled = not is_dropped
    else:
        line.source_text = drift.now
    if words == line.text and not is_dropped:  # nobody's words change: who is typing in the line isn't disturbed
        line.save(update_fields=["source_text"])
    else:
        line.text, line.dropped_at = words, timezone.now() if is_dropped else None
        save_line(line, by=by, fields=["text", "source_text", "dropped_at"])
    said = _("settled “%(text)s”") % {"text": short(line)}
    remember(posting=line.posting, said=said, steps=[step(line, before)], by=by)
    return line


def _is_settled_so(line: Line, choice: str, seen: str, text: str) -> bool:
    """Whether the last decision about the line is this very one, and nothing happened since: the form sent again."""
    last = line.settlements.order_by("-id").first()
    return (
        last is not None
        and line.drift is None
        and (last.choice, mark_of(last.now), last.text) == (choice, seen, line.text)
        and (choice != DriftChoice.EDIT or text == line.text)
        and (choice == DriftChoice.DROP) == (line.dropped_at is not None)
    )
