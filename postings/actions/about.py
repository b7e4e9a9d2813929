"""Saying what a line of the recruiter's own is about, where the guess is wrong or should be settled."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from roles.models import Mission, Skill

from ..fit import NOTHING
from ..matching import MISSION, SKILL
from ..models import Line
from .changes import remember, short, step, stored
from .errors import AboutRefused
from .lines import _lock_line

FIELDS = ("about_settled", "about_mission", "about_skill")


@transaction.atomic
def settle_about(*, line: Line, about: str, by: User) -> Line:
    """Say what a line is about: "mission:key", "skill:key" or "none" of the sheet; "" goes back to the guess.

    Candidates don't read it, so neither the line's revision nor the posting's date changes. Raises AboutRefused where
    the line came from the sheet, or the sheet has no such entry.
    """
    line = _lock_line(line)
    if line.source:
        raise AboutRefused(_("This line came from the sheet: it is about what it came from."))
    kind, _colon, key = about.partition(":")
    if about and about != NOTHING and kind not in {MISSION, SKILL}:
        raise AboutRefused(_("The sheet has no such entry."))
    before = stored(line, FIELDS)
    line.about_settled = bool(about)
    line.about_mission = _entry(Mission, line, key) if kind == MISSION else None
    line.about_skill = _entry(Skill, line, key) if kind == SKILL else None
    line.save(update_fields=FIELDS)
    said = _("said what “%(text)s” is about") % {"text": short(line)}
    remember(posting=line.posting, said=said, steps=[step(line, before)], by=by)
    return line


def _entry(model: type[Mission] | type[Skill], line: Line, key: str) -> Mission | Skill:
    entry = model.objects.in_use().filter(role=line.posting.role_id, key=key).first()
    if entry is None:
        raise AboutRefused(_("The sheet has no such entry."))
    return entry
