"""What was done to a posting's text, kept so that it can be undone, and put back on request.

Whatever changes lines or facts says so here, in its own transaction:

    before = stored(line, ["text"])
    ...
    remember(posting=posting, said=_("reworded “%(text)s”") % {"text": short(line)}, steps=[step(line, before)], by=by)
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User

from ..merge import canonical
from ..models import Change, Line, Posting
from .errors import SetByTemplate, UndoRefused

ONE_CHANGE = timedelta(seconds=60)  # what is typed in a line within that time is undone at once
KEPT_FOR = timedelta(days=30)
DROPPED = "dropped"  # stands for `dropped_at` in a step: whether, not when
SAID = 60  # letters of a line that name it


class Step(TypedDict):
    """What one row was before and after a change; without a line it is the posting itself."""

    line: int | None
    before: dict[str, Any]
    after: dict[str, Any]


# Keeping ------------------------------------------------------------------------------------------------


def stored(row: Line | Posting, names: Iterable[str]) -> dict[str, Any]:
    """Return fields of a row as a step keeps them: values that JSON knows; `dropped` says whether a line is."""
    return {name: _plain(row, name) for name in names}


def _plain(row: Line | Posting, name: str) -> Any:
    if name == DROPPED:
        return row.dropped_at is not None
    field = row._meta.get_field(name)
    value = field.to_python(getattr(row, field.attname))
    if isinstance(value, Decimal):
        return canonical(value)
    return value.isoformat() if isinstance(value, date) else value


def step(row: Line | Posting, before: dict[str, Any]) -> Step:
    """Return what became of a row whose fields were `before` (see `stored`)."""
    after = stored(row, before)
    changed = [name for name in before if before[name] != after[name]]
    return {
        "line": row.pk if isinstance(row, Line) else None,
        "before": {name: before[name] for name in changed},
        "after": {name: after[name] for name in changed},
    }


def added(line: Line) -> Step:
    """Return the step of a line that wasn't there before; undone, it is a dropped one."""
    return {"line": line.pk, "before": {DROPPED: True}, "after": {DROPPED: False}}


def short(line: Line) -> str:
    """Return the first words of a line, to name it by."""
    return Truncator(line.text).chars(SAID)


@transaction.atomic
def remember(*, posting: Posting, said: str, steps: Sequence[Step], by: User, typing: bool = False) -> Change | None:
    """Keep what `by` has just done, so that it can be undone; nothing where no step changes anything.

    `said` goes after “Undo:”. With `typing`, what the same user types in the same line within a minute is one change.
    """
    steps = [item for item in steps if item["before"] != item["after"]]
    if not steps:
        return None
    if typing and (earlier := _being_typed(posting, steps, by)):
        return _type_on(earlier, steps[0], said)
    return Change.objects.create(posting=posting, said=_fitting(said), steps=steps, by=by, at=timezone.now())


def _being_typed(posting: Posting, steps: Sequence[Step], by: User) -> Change | None:
    """The user's last change, where these steps go on typing in its line."""
    last = posting.changes.filter(by=by).first()
    if last is None or last.undone_at or last.at < timezone.now() - ONE_CHANGE:
        return None
    (now,) = steps
    goes_on = len(last.steps) == 1 and last.steps[0]["line"] == now["line"] and last.steps[0]["after"] == now["before"]
    return last if goes_on else None


def _type_on(change: Change, now: Step, said: str) -> Change | None:
    change.steps = [change.steps[0] | {"after": now["after"]}]
    if change.steps[0]["before"] == now["after"]:  # typed back to what it was
        change.delete()
        return None
    change.said = _fitting(said)
    change.save(update_fields=["steps", "said"])
    return change


def _fitting(said: str) -> str:
    return Truncator(said).chars(Change._meta.get_field("said").max_length)


def prune_changes() -> int:
    """Forget changes that are too old to be undone."""
    return Change.objects.filter(at__lt=timezone.now() - KEPT_FOR).delete()[0]


# Undoing ------------------------------------------------------------------------------------------------


def undo_change(*, change: Change, by: User) -> Change:
    """Put back what was before the last change that `by` made; one that is undone already stays so.

    Raises UndoRefused where it isn't the last one, or where somebody changed the same thing since: the change
    is then offered no more, and the one before it is next.
    """
    return _turn(change, by=by, undo=True)


def redo_change(*, change: Change, by: User) -> Change:
    """Do again what `by` undid last. Raises UndoRefused as `undo_change` does."""
    return _turn(change, by=by, undo=False)


def _turn(change: Change, *, by: User, undo: bool) -> Change:
    refused = _try(change, by=by, undo=undo)
    if refused:
        raise UndoRefused(refused)
    change.refresh_from_db()
    return change


@transaction.atomic
def _try(change: Change, *, by: User, undo: bool) -> str:
    """Undo or redo a change; return why not where it can't be."""
    posting = Posting.objects.select_for_update(no_key=True).get(pk=change.posting_id)
    change = Change.objects.get(pk=change.pk)
    if change.by_id != by.pk:
        return _("Somebody else did that.")
    if undo == (change.undone_at is not None):
        return ""  # sent twice
    if change != (posting.changes.to_undo(by) if undo else posting.changes.to_redo(by)):
        return _("Something else was done after that: undo it first.")
    refused = _put(change, posting, by=by, undo=undo)
    if refused:
        change.refused_at = timezone.now()
    else:
        change.undone_at = timezone.now() if undo else None
    change.save(update_fields=["refused_at", "undone_at"])
    return refused


def _put(change: Change, posting: Posting, *, by: User, undo: bool) -> str:
    """Write one side of each step, if the row still has the other; return why not where it hasn't."""
    here, there = ("after", "before") if undo else ("before", "after")
    ids = [item["line"] for item in change.steps if item["line"]]
    lines = {line.pk: line for line in posting.lines.select_related("updated_by").filter(pk__in=ids)}
    for item in change.steps:
        row = lines.get(item["line"]) if item["line"] else posting
        if row is None or stored(row, item[here]) != item[here]:
            return _since(change, item, row, by)
        if _is_set(row, item[here].keys()):
            return str(SetByTemplate(posting))
    try:
        with transaction.atomic():
            for item in change.steps:
                _write(lines[item["line"]] if item["line"] else posting, item[there], by=by)
    except ValidationError as error:
        return " ".join(error.messages)
    except IntegrityError:
        return _("It does not fit what is there now.")
    if lines:
        Posting.objects.filter(pk=posting.pk).update(updated_at=timezone.now())
    return ""


def _is_set(row: Line | Posting, names: Set[str]) -> bool:
    """Whether the posting's template sets one of these fields; a line's place, say, is free all the same."""
    if isinstance(row, Posting):
        return not row.locked.isdisjoint(names)
    return row.is_locked and not names.isdisjoint({"text", "kind", DROPPED})


def _write(row: Line | Posting, values: dict[str, Any], *, by: User) -> None:
    names = [name for name in values if name != DROPPED]
    for name in names:
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(values[name]))
    if DROPPED in values:
        row.dropped_at = timezone.now() if values[DROPPED] else None
        names.append("dropped_at")
    if isinstance(row, Posting):
        row.validate_constraints()
        row._history_user = by
    elif names != ["order"]:  # who has the line open must see that it changed; its place is no matter of words
        row.revision, row.updated_by = row.revision + 1, by
        names += ["revision", "updated_by"]
    row.save(update_fields=[*names, "updated_at"])


def _since(change: Change, item: Step, row: Line | Posting | None, by: User) -> str:
    """Say who changed what a step is about after the change."""
    later = change.posting.changes.filter(pk__gt=change.pk).exclude(by=by).select_related("by")[:50]
    for other in later:
        if any(one["line"] == item["line"] and one["after"].keys() & item["after"].keys() for one in other.steps):
            who = other.by
            break
    else:
        who = row.updated_by if isinstance(row, Line) and row.updated_by_id != by.pk else None
    values = {"said": change.said, "who": who}
    if who is None:
        return _("Left as it is (%(said)s): it was changed since.") % values
    return _("Left as it is (%(said)s): %(who)s changed it since.") % values
