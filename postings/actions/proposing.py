"""Looking for recruiters' words that recur, for curators to decide about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F, Q

from roles.models import Mission, Skill

from ..choices import Language
from ..models import Line, Proposal
from ..proposals import Group, Known, Said, Scope, group, spaced
from ..studio_choices import ProposalKind, ProposalState

SAID = (
    "pk",
    "text",
    "kind",
    "posting_id",
    "posting__company_id",
    "posting__created_by_id",
    "posting__stage__number",
    "updated_at",
)
SCOPE = ("posting__role_id", "posting__language", "mission_id", "skill_id")


def refresh_proposals() -> int:
    """Bring the open proposals to what postings say today; what was decided is left alone, and its words never return.

    Returns how many were added, changed or taken out: none where nothing changed since.
    """
    by_scope = _lines_by_scope()
    known = defaultdict(list)
    for one in Proposal.objects.order_by():
        known[_scope_of(one)].append(Known(one.key, one.text))
    found = [
        (scope, one) for scope, lines in by_scope.items() for one in group(lines, scope, known[scope]) if one.recurs()
    ]
    return _write({one.key: (scope, one) for scope, one in found})


def _scope_of(proposal: Proposal) -> Scope:
    """What a proposal's lines were compared within; the entry that was made of a line's words is no part of it."""
    if proposal.kind == ProposalKind.LINE:
        return Scope(proposal.kind, proposal.role_id, proposal.language)
    return Scope(proposal.kind, proposal.role_id, proposal.language, proposal.mission_id, proposal.skill_id)


def _lines_by_scope() -> dict[Scope, list[Said]]:
    """Lines of recruiters' own, and those that word an entry in use otherwise than the sheet then and now."""
    own = Q(mission=None, skill=None, from_template=False)
    of_entry_in_use = Q(mission__isnull=False, mission__retired_at=None) | Q(
        skill__isnull=False, skill__retired_at=None
    )
    rows = Line.objects.kept().filter(own | (of_entry_in_use & ~Q(text=F("source_text")))).order_by()
    wordings = dict(_wordings_today())
    by_scope = defaultdict(list)
    for *said, role, language, mission, skill in rows.values_list(*SAID, *SCOPE).iterator():
        line = Said(*said)
        if mission is None and skill is None:
            by_scope[Scope(ProposalKind.LINE, role, language)].append(line)
        elif spaced(line.text) != wordings.get((mission, skill, language)):
            by_scope[Scope(ProposalKind.WORDING, role, language, mission, skill)].append(line)
    return by_scope


def _wordings_today() -> Iterator[tuple[tuple[int | None, int | None, str], str]]:
    """What the sheet says today, by mission or skill and language."""
    columns = [f"line_{language}" for language in Language.values]
    for model in (Mission, Skill):
        for pk, *texts in model.objects.order_by().values_list("pk", *columns):
            for language, text in zip(Language.values, texts, strict=True):
                yield (pk, None, language) if model is Mission else (None, pk, language), spaced(text or "")


@transaction.atomic
def _write(found: dict[str, tuple[Scope, Group]]) -> int:
    there = {one.key: one for one in Proposal.objects.select_for_update(no_key=True)}
    stands_on = defaultdict(set)
    for proposal, line in Proposal.lines.through.objects.values_list("proposal_id", "line_id"):
        stands_on[proposal].add(line)
    written = 0
    for key, (scope, one) in found.items():
        proposal = there.get(key)
        if proposal is None:
            proposal, _created = Proposal.objects.get_or_create(key=key, defaults=_fields(scope) | _counted(one))
        if proposal.state == ProposalState.OPEN:
            written += _bring_up_to_date(proposal, one, stands_on[proposal.pk])
    # An open one whose lines were dropped, reworded or given a source has nothing left to decide about.
    _deleted, by_model = Proposal.objects.filter(state=ProposalState.OPEN).exclude(key__in=list(found)).delete()
    return written + by_model.get(Proposal._meta.label, 0)


def _fields(scope: Scope) -> dict:
    return {
        "kind": scope.kind,
        "role_id": scope.role,
        "language": scope.language,
        "mission_id": scope.mission,
        "skill_id": scope.skill,
    }


def _counted(one: Group) -> dict:
    return {
        "text": one.text,
        "count": one.postings,
        "stages": one.stages,
        "first_seen_at": one.first_at,
        "last_seen_at": one.last_at,
    }


def _bring_up_to_date(proposal: Proposal, one: Group, before: set[int]) -> bool:
    """Write what the lines say today; returns whether that is anything else than it was."""
    values = _counted(one)
    values["first_seen_at"] = min(proposal.first_seen_at, one.first_at)
    changed = [name for name, value in values.items() if getattr(proposal, name) != value]
    for name in changed:
        setattr(proposal, name, values[name])
    if changed:
        proposal.save(update_fields=changed)
    now = {line.id for line in one.lines}
    if now != before:
        proposal.lines.set(now)
    return bool(changed) or now != before
