"""The working text of a posting as the database has it, read for the rules."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from roles.models import Role

from .assessment import Assessment, assess
from .checks.finding import key_of
from .content import Content, draft_content
from .models import Line, Posting, Waiver
from .waiving import Waived


def assess_working(
    posting: Posting, *, lines: Iterable[Line] | None = None, role: Role | None = None
) -> tuple[Content, Assessment]:
    """Return the working text and what the editor says of it.

    `lines` are the kept ones with their sources, `role` one with its sheet, where they have been read already.
    """
    role = role or Role.objects.with_sheet().get(pk=posting.role_id)
    content = draft_content(posting, posting.lines.kept().with_sources() if lines is None else lines)
    waived = [as_value(waiver) for waiver in posting.waivers.select_related("by")]
    return content, assess(content, role, today=timezone.localdate(), waived=waived)


def as_value(waiver: Waiver) -> Waived:
    return Waived(key=key_of_row(waiver), reason=waiver.reason, by=str(waiver.by), at=waiver.at)


def key_of_row(waiver: Waiver) -> str:
    """The key of the finding that a row waves off."""
    return key_of(waiver.rule, waiver.line_id, waiver.anchor, waiver.words)
