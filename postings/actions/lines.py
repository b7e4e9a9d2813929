"""Changing the lines of a posting."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from roles.models import Importance, Mission, Skill, Stage

from ..choices import LineKind
from ..models import Line, Posting
from .changes import DROPPED, added, remember, short, step, stored
from .errors import LineConflict, SetByTemplate

IMPORTANCE_KIND = {Importance.ESSENTIAL: LineKind.MUST, Importance.USEFUL: LineKind.NICE}


def from_source(source: Mission | Skill) -> dict[str, Any]:
    """Return a line's fields as the source words them in the active language."""
    name = "mission" if isinstance(source, Mission) else "skill"
    return {name: source, "text": source.line, "source_text": source.line}


@transaction.atomic
def pick(*, posting: Posting, source: Mission | Skill, by: User) -> Line:
    """Take a mission or skill into the posting; one that was dropped comes back with the words that it had."""
    lock(posting)
    field = "mission" if isinstance(source, Mission) else "skill"
    line = Line.objects.filter(posting=posting, **{field: source}).first()
    if line is None:
        with translation.override(posting.language):
            line = _append(posting, kind=_kind_of(source, posting.stage), by=by, **from_source(source))
        said = _("picked “%(text)s”") % {"text": short(line)}
        remember(posting=posting, said=said, steps=[added(line)], by=by)
        return line
    return restore_line(line=line, by=by)


def _kind_of(source: Mission | Skill, stage: Stage) -> str:
    """Return the kind of line that a source makes at a stage; a skill that is not essential there is nice to have."""
    if isinstance(source, Mission):
        return LineKind.MISSION
    importance = source.at_stages.filter(stage=stage).values_list("importance", flat=True).first()
    return IMPORTANCE_KIND.get(importance, LineKind.NICE)


@transaction.atomic
def add_line(*, posting: Posting, kind: str, text: str, by: User, key: UUID | None = None) -> Line:
    """Add a line of the recruiter's own, with no source, at the end of its kind.

    The `key` of the form that it came from makes it one line, however often the form is sent.
    """
    lock(posting)
    if key and (line := posting.lines.filter(creation_key=key).first()):
        return line
    line = _append(posting, kind=kind, by=by, text=text, creation_key=key)
    remember(posting=posting, said=_("added “%(text)s”") % {"text": short(line)}, steps=[added(line)], by=by)
    return line


def _append(posting: Posting, *, kind: str, by: User, **fields: Any) -> Line:
    last = posting.lines.aggregate(last=Max("order"))["last"]
    line = Line.objects.create(
        posting=posting, kind=kind, order=0 if last is None else last + 1, updated_by=by, **fields
    )
    _touch(posting)
    return line


@transaction.atomic
def reword_line(*, line: Line, text: str, revision: int, by: User, sent: str = "") -> Line:
    """Give the line other words.

    Raises LineConflict where somebody changed or dropped it after the `revision` that `by` saw, and
    left other words there. `sent` are words that the same page sent before without an answer: if they
    arrived, they are no news to it.
    """
    line = _lock_line(line)
    if line.text == text and line.dropped_at is None:
        return line
    if line.revision != revision and not (line.text == sent and line.updated_by_id == by.pk and not line.dropped_at):
        raise LineConflict(line)
    before = stored(line, ["text", DROPPED])
    line.text, line.dropped_at = text, None
    save_line(line, by=by, fields=["text", "dropped_at"])
    said = _("reworded “%(text)s”") % {"text": short(line)}
    remember(posting=line.posting, said=said, steps=[step(line, before)], by=by, typing=True)
    return line


@transaction.atomic
def change_kind(*, line: Line, kind: str, by: User) -> Line:
    """Move the line to another part of the posting, for example from must-have to nice-to-have."""
    line = _lock_line(line)
    if line.kind == kind:
        return line
    before = stored(line, ["kind"])
    line.kind = kind
    save_line(line, by=by, fields=["kind"])
    said = _("moved “%(text)s” to “%(part)s”") % {"text": short(line), "part": line.get_kind_display()}
    remember(posting=line.posting, said=said, steps=[step(line, before)], by=by)
    return line


@transaction.atomic
def drop_line(*, line: Line, by: User) -> Line:
    """Take the line out of the text; its words are kept and can be put back."""
    line = _lock_line(line)
    if line.dropped_at:
        return line
    return _set_dropped(line, True, said=_("dropped “%(text)s”") % {"text": short(line)}, by=by)


@transaction.atomic
def restore_line(*, line: Line, by: User) -> Line:
    """Put a dropped line back, with the words that it had."""
    line = _lock_line(line)
    if line.dropped_at is None:
        return line
    return _set_dropped(line, False, said=_("put back “%(text)s”") % {"text": short(line)}, by=by)


def _set_dropped(line: Line, dropped: bool, *, said: str, by: User) -> Line:
    before = stored(line, [DROPPED])
    line.dropped_at = timezone.now() if dropped else None
    save_line(line, by=by, fields=["dropped_at"])
    remember(posting=line.posting, said=said, steps=[step(line, before)], by=by)
    return line


@transaction.atomic
def move_line(*, line: Line, to: int, by: User) -> Line:
    """Put the line at a place, counted from 0, among the kept lines of its kind; beyond an end means that end."""
    line = _lock_line(line)
    others = list(line.posting.lines.kept().filter(kind=line.kind).exclude(pk=line.pk))
    wanted = [*others[: max(to, 0)], line, *others[max(to, 0) :]]
    free = sorted(item.order for item in wanted)
    if len(set(free)) < len(free):  # rows that share an order: number the kind anew
        free = list(range(len(wanted)))
    moved = [(item, stored(item, ["order"])) for item, order in zip(wanted, free, strict=True) if item.order != order]
    for item, order in zip(wanted, free, strict=True):
        item.order = order
    Line.objects.bulk_update([item for item, _before in moved], ["order"])
    if moved:
        _touch(line.posting)
        said = _("moved “%(text)s”") % {"text": short(line)}
        remember(posting=line.posting, said=said, steps=[step(item, before) for item, before in moved], by=by)
    return line


def lock(posting: Posting) -> None:
    """Queue up behind other changes of the same posting, so that orders and checks hold."""
    Posting.objects.select_for_update(no_key=True).only("pk").get(pk=posting.pk)


def _lock_line(line: Line) -> Line:
    lock(line.posting)
    return Line.objects.with_drift().select_related("posting", "mission", "skill", "updated_by").get(pk=line.pk)


def save_line(line: Line, *, by: User, fields: list[str]) -> Line:
    """Save these fields of a locked line as somebody's change of the text.

    Raises SetByTemplate where the posting's template keeps the line in the text, in its part and as it is worded.
    """
    put_back = fields == ["dropped_at"] and line.dropped_at is None
    if line.is_locked and not put_back:
        raise SetByTemplate(line.posting)
    line.updated_by = by
    line.revision = line.revision + 1
    line.save(update_fields=[*fields, "revision", "updated_by", "updated_at"])
    _touch(line.posting)
    return line


def _touch(posting: Posting) -> None:
    """Mark the posting's text as edited now."""
    Posting.objects.filter(pk=posting.pk).update(updated_at=timezone.now())
