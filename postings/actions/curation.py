"""What a curator decides about recruiters' words: add them to the sheet, take them as its wording, or dismiss them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone, translation

from roles.models import Mission, Skill

from ..models import Line, Posting, Proposal
from ..studio_choices import ProposalKind, ProposalState, ReviewState
from .errors import AlreadyDecided

if TYPE_CHECKING:
    from accounts.models import User
    from roles.admin.forms import DegreesForm

REASON = "from postings"


@dataclass(frozen=True)
class Decided:
    """What a decision did: the entry, how many lines come from it now, how many stay as they were.

    `behind` is the number of drafts and live postings that word the entry by what the sheet said before.
    """

    entry: Mission | Skill
    linked: int = 0
    left: int = 0
    behind: int = 0


@transaction.atomic
def add_to_sheet(*, proposal: Proposal, form: DegreesForm, by: User) -> Decided:
    """Save the entry that a valid form makes, and let the lines that it was made of come from it.

    Raises AlreadyDecided where somebody was faster.
    """
    proposal = _lock_open(proposal)
    form.instance._history_user, form.instance._change_reason = by, REASON
    entry = form.save()
    linked, left = _link(proposal, entry)
    # Other words for an entry remain words for that one, whatever else was made of them.
    _decide(proposal, ProposalState.ADDED, entry=proposal.entry or entry, by=by)
    return Decided(entry, linked, left)


@transaction.atomic
def take_wording(*, proposal: Proposal, entry: Mission | Skill, text: str, by: User) -> Decided:
    """Write the words on the sheet as the entry's own, in the proposal's language.

    Postings keep their words; those that still carry the sheet's former ones are behind it. Raises AlreadyDecided.
    """
    proposal = _lock_open(proposal)
    entry = type(entry).objects.select_for_update(no_key=True).get(pk=entry.pk)
    setattr(entry, f"line_{proposal.language}", text)
    entry._history_user, entry._change_reason = by, REASON
    entry.save()
    linked, left = _link(proposal, entry)
    _decide(proposal, ProposalState.WORDED, entry=entry, by=by)
    return Decided(entry, linked, left, behind=Line.objects.of_entry(entry).behind(proposal.language, text).postings())


@transaction.atomic
def dismiss_proposal(*, proposal: Proposal, note: str, by: User) -> Proposal:
    """Leave the sheet as it is, and say why; the words are not proposed again. Raises AlreadyDecided."""
    proposal = _lock_open(proposal)
    _decide(proposal, ProposalState.DISMISSED, entry=proposal.entry, note=note, by=by)
    return proposal


def _lock_open(proposal: Proposal) -> Proposal:
    proposal = Proposal.objects.select_for_update(no_key=True).get(pk=proposal.pk)
    if proposal.state != ProposalState.OPEN:
        raise AlreadyDecided(proposal)
    return proposal


def _link(proposal: Proposal, entry: Mission | Skill) -> tuple[int, int]:
    """Let the proposal's lines come from the entry, one a posting, their words as they are; returns (linked, left).

    Left are those of postings that have a line of the entry already, and those of postings whose text somebody was
    asked to approve: an approval holds for that text, and where its lines come from is part of it.
    """
    if proposal.kind != ProposalKind.LINE:
        return 0, 0
    lines = proposal.lines.kept().filter(mission=None, skill=None)
    postings = Posting.objects.filter(pk__in=lines.values("posting")).order_by("pk")
    locked = list(postings.select_for_update(no_key=True).values_list("pk", flat=True))
    taken = set(Line.objects.of_entry(entry).filter(posting__in=locked).values_list("posting_id", flat=True))
    reviewed = [ReviewState.OPEN, ReviewState.APPROVED]
    taken |= set(Posting.objects.filter(pk__in=locked, reviews__state__in=reviewed).values_list("pk", flat=True))
    chosen: dict[int, int] = {}
    found = list(lines.order_by("order", "pk").values_list("posting_id", "pk"))
    for posting, line in found:
        if posting not in taken:
            chosen.setdefault(posting, line)
    with translation.override(proposal.language):
        wording = entry.line
    field = entry._meta.model_name
    values = {field: entry, "source_text": wording, "about_mission": None, "about_skill": None, "about_settled": False}
    linked = Line.objects.filter(pk__in=chosen.values()).update(**values)
    return linked, len(found) - linked


def _decide(proposal: Proposal, state: str, *, entry: Mission | Skill | None, by: User, note: str = "") -> None:
    proposal.state, proposal.note, proposal.decided_by, proposal.decided_at = state, note, by, timezone.now()
    proposal.mission = entry if isinstance(entry, Mission) else None
    proposal.skill = entry if isinstance(entry, Skill) else None
    proposal.save(update_fields=["state", "note", "decided_by", "decided_at", "mission", "skill"])
