"""Waving a finding off, taking that back, and making the change that a finding proposes."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from ..checks.finding import Finding
from ..models import Line, Posting, Waiver
from ..waiving import may_wave
from ..working import assess_working, key_of_row
from .errors import FindingGone, FixRefused, LineConflict, WavingRefused
from .facts import update_facts
from .lines import drop_line, lock, reword_line


@transaction.atomic
def wave_off(*, posting: Posting, key: str, reason: str, by: User) -> Waiver:
    """Wave a finding off, for a reason; waved off already, it keeps the first one.

    Raises FindingGone, or WavingRefused where it blocks publishing.
    """
    lock(posting)
    finding = _finding(posting, key)
    if not may_wave(finding):
        raise WavingRefused(_("What blocks publishing can’t be waved off: mend it."))
    waiver, _created = Waiver.objects.get_or_create(
        posting=posting,
        rule=finding.rule,
        line_id=finding.line,
        anchor="" if finding.line is not None else finding.anchor,
        words=finding.kept_words,
        defaults={"reason": reason, "by": by, "at": timezone.now()},
    )
    return waiver


@transaction.atomic
def take_waiver_back(*, posting: Posting, key: str, by: User) -> int:
    """Let a finding stand again; returns how many waivers went, 0 where none was left."""
    lock(posting)
    gone = [waiver.pk for waiver in posting.waivers.all() if key_of_row(waiver) == key]
    Waiver.objects.filter(pk__in=gone).delete()
    return len(gone)


@dataclass(frozen=True)
class Fixed:
    """What a fix changed: a line (dropped, or with other words), or the title where `line` is None."""

    finding: Finding
    line: Line | None


@transaction.atomic
def apply_fix(*, posting: Posting, key: str, by: User, revision: int | None = None, seen: str | None = None) -> Fixed:
    """Make the change that a finding proposes, as the rule proposes it now.

    `revision` is the line's that `by` saw, `seen` the title. Raises FindingGone, FixRefused, or LineConflict where
    somebody changed the line meanwhile.
    """
    lock(posting)
    finding = _finding(posting, key)
    if finding.fix is None:
        raise FindingGone
    text = finding.fix.text
    if finding.line is None:
        return _fix_title(posting, finding, seen=seen, by=by)
    line = posting.lines.select_related("posting", "updated_by").get(pk=finding.line)
    if line.revision != revision:
        raise LineConflict(line)
    if text is None:
        return Fixed(finding, drop_line(line=line, by=by))
    _check_length(text, Line._meta.get_field("text").max_length)
    return Fixed(finding, reword_line(line=line, text=text, revision=revision, by=by))


def _fix_title(posting: Posting, finding: Finding, *, seen: str | None, by: User) -> Fixed:
    text = finding.fix.text if finding.fix else None
    if finding.anchor != "id_title" or text is None:
        raise FixRefused(_("This has to be mended by hand."))
    _check_length(text, Posting._meta.get_field("title").max_length)
    saved = update_facts(posting=posting, values={"title": text}, base={"title": seen or ""}, by=by)
    if saved.conflicts:
        raise FixRefused(_("Somebody changed the title meanwhile. Look at it again."))
    return Fixed(finding, None)


def _check_length(text: str, most: int) -> None:
    if not text.strip() or len(text) > most:
        raise FixRefused(_("This has to be mended by hand: it would be too long, or empty."))


def _finding(posting: Posting, key: str) -> Finding:
    posting = Posting.objects.for_editing().get(pk=posting.pk)
    _content, assessment = assess_working(posting)
    finding = assessment.finding(key)
    if finding is None:
        raise FindingGone
    return finding
