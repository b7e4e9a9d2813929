"""Everything that changes a posting: the one door for its state, its lines and its versions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import Kind, User
from roles.models import Importance, Mission, Role, Skill, Stage, Weight

from . import workflow
from .assessment import refusals
from .choices import CloseReason, LineKind, Part, Period, State
from .content import Content, draft_content
from .merge import canonical, three_way
from .models import Company, Line, Membership, Posting, Transition, Version
from .places import usual_currency
from .readiness import Missing

IMPORTANCE_KIND = {Importance.ESSENTIAL: LineKind.MUST, Importance.USEFUL: LineKind.NICE}


class TransitionRefused(Exception):
    """The posting's state does not allow this change; the message says so to the user."""


class NotReady(Exception):
    """The posting lacks something that publishing needs; `missing` lists it."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("; ".join(item.message for item in missing))
        self.missing = missing


class LineConflict(Exception):
    """Somebody else changed or dropped the line since the user saw it; `line` is as it is now."""

    def __init__(self, line: Line) -> None:
        super().__init__("the line was changed meanwhile")
        self.line = line


@dataclass(frozen=True)
class FactsSaved:
    """What came of saving facts: names of the fields written, and of those that somebody else changed meanwhile."""

    saved: tuple[str, ...]
    conflicts: tuple[str, ...]


# Drafting --------------------------------------------------------------------------------------------


@transaction.atomic
def create_posting(
    *,
    company: Company,
    role: Role,
    stage: Stage,
    language: str,
    by: User,
    title: str = "",
    diagnosis: dict[str, Any] | None = None,
    stage_reason: str = "",
) -> Posting:
    """Start a draft owned by `by`, with the stage's core missions and essential skills already picked.

    `diagnosis` is what the company's facts called for (`Diagnosis.as_data`), `stage_reason` why the stage is another.
    """
    with translation.override(language):
        posting = Posting.objects.create(
            company=company,
            role=role,
            stage=stage,
            diagnosis=diagnosis,
            stage_reason=stage_reason,
            language=language,
            title=title or role.title,
            contact_name=by.name,
            contact_email=by.email,
            pay_currency=usual_currency(company.country),
            pay_period=Period.YEAR,
            created_by=by,
        )
    Membership.objects.create(posting=posting, user=by, part=Part.OWNER)
    _pick_all(posting=posting, by=by)
    return posting


def _pick_all(*, posting: Posting, by: User) -> None:
    """Pick the core missions of the posting's stage and the skills essential at it, in the sheet's order.

    Useful skills are left to the recruiter: a long list of wishes keeps people from applying.
    """
    missions = Mission.objects.in_use().filter(at_stages__stage=posting.stage, at_stages__weight=Weight.CORE)
    skills = Skill.objects.in_use().filter(at_stages__stage=posting.stage, at_stages__importance=Importance.ESSENTIAL)
    sources = [*((mission, LineKind.MISSION) for mission in missions), *((skill, LineKind.MUST) for skill in skills)]
    with translation.override(posting.language):
        Line.objects.bulk_create(
            Line(posting=posting, kind=kind, order=order, updated_by=by, **_from_source(source))
            for order, (source, kind) in enumerate(sources)
        )


def _from_source(source: Mission | Skill) -> dict[str, Any]:
    """Return a line's fields as the source words them in the active language."""
    name = "mission" if isinstance(source, Mission) else "skill"
    return {name: source, "text": source.line, "source_text": source.line}


@transaction.atomic
def update_facts(*, posting: Posting, values: Mapping[str, Any], base: Mapping[str, str], by: User) -> FactsSaved:
    """Save the fields that `by` changed since seeing `base` (field name to canonical text, `merge.canonical`).

    Fields that somebody else changed meanwhile, to something else, are left alone and named as conflicts.
    Raises ValidationError where what both saved doesn't go together (their lowest pay above my highest).
    """
    now = Posting.objects.select_for_update().get(pk=posting.pk)
    merge = three_way(
        base=base,
        theirs={name: canonical(getattr(now, name)) for name in values},
        mine={name: canonical(value) for name, value in values.items()},
    )
    for name in merge.save:
        setattr(now, name, values[name])
    if merge.save:
        now.validate_constraints()
        now._history_user = by
        now.save(update_fields=[*merge.save, "updated_at"])
    posting.refresh_from_db()
    return FactsSaved(saved=merge.save, conflicts=merge.conflicts)


@transaction.atomic
def pick(*, posting: Posting, source: Mission | Skill, by: User) -> Line:
    """Take a mission or skill into the posting; one that was dropped comes back with the words that it had."""
    _lock(posting)
    field = "mission" if isinstance(source, Mission) else "skill"
    line = Line.objects.filter(posting=posting, **{field: source}).first()
    if line is None:
        with translation.override(posting.language):
            return _append(posting, kind=_kind_of(source, posting.stage), by=by, **_from_source(source))
    return restore_line(line=line, by=by)


def _kind_of(source: Mission | Skill, stage: Stage) -> str:
    """Return the kind of line that a source makes at a stage; a skill that is not essential there is nice to have."""
    if isinstance(source, Mission):
        return LineKind.MISSION
    importance = source.at_stages.filter(stage=stage).values_list("importance", flat=True).first()
    return IMPORTANCE_KIND.get(importance, LineKind.NICE)


@transaction.atomic
def add_line(*, posting: Posting, kind: str, text: str, by: User) -> Line:
    """Add a line of the recruiter's own, with no source, at the end of its kind."""
    _lock(posting)
    return _append(posting, kind=kind, by=by, text=text)


def _append(posting: Posting, *, kind: str, by: User, **fields: Any) -> Line:
    last = posting.lines.aggregate(last=Max("order"))["last"]
    line = Line.objects.create(
        posting=posting, kind=kind, order=0 if last is None else last + 1, updated_by=by, **fields
    )
    _touch(posting)
    return line


@transaction.atomic
def reword_line(*, line: Line, text: str, revision: int, by: User) -> Line:
    """Give the line other words.

    Raises LineConflict where somebody changed or dropped it after the `revision` that `by` saw, and
    left other words there.
    """
    line = _lock_line(line)
    if line.text == text and line.dropped_at is None:
        return line
    if line.revision != revision:
        raise LineConflict(line)
    line.text, line.dropped_at = text, None
    return _save_line(line, by=by, fields=["text", "dropped_at"])


@transaction.atomic
def change_kind(*, line: Line, kind: str, by: User) -> Line:
    """Move the line to another part of the posting, for example from must-have to nice-to-have."""
    line = _lock_line(line)
    if line.kind == kind:
        return line
    line.kind = kind
    return _save_line(line, by=by, fields=["kind"])


@transaction.atomic
def drop_line(*, line: Line, by: User) -> Line:
    """Take the line out of the text; its words are kept and can be put back."""
    line = _lock_line(line)
    if line.dropped_at:
        return line
    line.dropped_at = timezone.now()
    return _save_line(line, by=by, fields=["dropped_at"])


@transaction.atomic
def restore_line(*, line: Line, by: User) -> Line:
    """Put a dropped line back, with the words that it had."""
    line = _lock_line(line)
    if line.dropped_at is None:
        return line
    line.dropped_at = None
    return _save_line(line, by=by, fields=["dropped_at"])


@transaction.atomic
def move_line(*, line: Line, to: int, by: User) -> Line:
    """Put the line at a place, counted from 0, among the kept lines of its kind; beyond an end means that end."""
    line = _lock_line(line)
    others = list(line.posting.lines.kept().filter(kind=line.kind).exclude(pk=line.pk))
    wanted = [*others[: max(to, 0)], line, *others[max(to, 0) :]]
    free = sorted(item.order for item in wanted)
    if len(set(free)) < len(free):  # rows that share an order: number the kind anew
        free = list(range(len(wanted)))
    moved = []
    for item, order in zip(wanted, free, strict=True):
        if item.order != order:
            item.order = order
            moved.append(item)
    Line.objects.bulk_update(moved, ["order"])
    if moved:
        _touch(line.posting)
    return line


def _lock(posting: Posting) -> None:
    """Queue up behind other changes of the same posting, so that orders and checks hold."""
    Posting.objects.select_for_update().only("pk").get(pk=posting.pk)


def _lock_line(line: Line) -> Line:
    _lock(line.posting)
    return Line.objects.select_related("posting", "mission", "skill", "updated_by").get(pk=line.pk)


def _save_line(line: Line, *, by: User, fields: list[str]) -> Line:
    line.updated_by = by
    line.revision = line.revision + 1
    line.save(update_fields=[*fields, "revision", "updated_by", "updated_at"])
    _touch(line.posting)
    return line


def _touch(posting: Posting) -> None:
    """Mark the posting's text as edited now."""
    Posting.objects.filter(pk=posting.pk).update(updated_at=timezone.now())


# State ------------------------------------------------------------------------------------------------


@transaction.atomic
def publish_posting(*, posting: Posting, by: User) -> Version:
    """Freeze the working text as the version that candidates read, and open the posting to them.

    Publishing an unchanged text again gives the version that is there. Raises TransitionRefused, or
    NotReady with what is missing.
    """
    posting = _lock_for(posting, State.PUBLISHED)
    content = draft_content(posting, posting.lines.kept().with_sources())
    if lacking := refusals(content, today=timezone.localdate()):
        raise NotReady(lacking)
    live = posting.live_version
    unchanged = live is not None and live.digest == content.digest
    if unchanged and posting.state == State.PUBLISHED:
        return live
    version = live if unchanged else _freeze(posting, content, by=by)
    _set_state(posting, State.PUBLISHED, version=version, by=by)
    record(AuditAction.PUBLISH, by=by, obj=posting)
    return version


def _freeze(posting: Posting, content: Content, *, by: User) -> Version:
    last = posting.versions.aggregate(last=Max("number"))["last"] or 0
    with translation.override(content.language):
        places_text = "; ".join(str(place) for place in content.places)
    return Version.objects.create(
        posting=posting,
        number=last + 1,
        content=content.as_data(),
        digest=content.digest,
        published_at=timezone.now(),
        published_by=by,
        title=content.title,
        slug=slugify(f"{content.title} {content.company.name}".replace("_", " "))[:140].strip("-") or "job",
        language=content.language,
        company_name=content.company.name,
        stage=posting.stage,
        places_text=places_text[:600],
        remote=content.remote,
        contract=content.contract,
        pay_min=content.pay.min if content.pay else None,
        pay_max=content.pay.max if content.pay else None,
        pay_currency=content.pay.currency if content.pay else "",
        pay_period=content.pay.period if content.pay else "",
        closes_on=content.closes_on,
    )


@transaction.atomic
def close_posting(*, posting: Posting, by: User, reason: str) -> Posting:
    """Stop taking applications; the page stays and says so. Closing a closed posting changes nothing."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.state == State.CLOSED:
        return posting
    _require(posting, State.CLOSED)
    _set_state(posting, State.CLOSED, version=posting.live_version, by=by, reason=CloseReason(reason))
    record(AuditAction.CLOSE, by=by, obj=posting)
    return posting


@transaction.atomic
def reopen_posting(*, posting: Posting, by: User) -> Posting:
    """Open a closed posting again with the version that candidates knew.

    Raises NotReady where that version's closing date has passed: a new version must be published instead.
    """
    posting = Posting.objects.select_for_update(of=("self",)).select_related("live_version").get(pk=posting.pk)
    if posting.state == State.PUBLISHED:
        return posting
    if posting.state != State.CLOSED:
        raise TransitionRefused(_("Only a closed posting can be reopened."))
    live = posting.live_version
    if live.closes_on and live.closes_on < timezone.localdate():
        message = _("The closing date of the published version has passed: set a later one and publish a new version.")
        raise NotReady([Missing("id_closes_on", message)])
    _set_state(posting, State.PUBLISHED, version=live, by=by)
    record(AuditAction.REOPEN, by=by, obj=posting)
    return posting


@transaction.atomic
def archive_posting(*, posting: Posting, by: User) -> Posting:
    """Put a draft or a closed posting away for good; its public address then answers 410."""
    posting = Posting.objects.select_for_update().get(pk=posting.pk)
    if posting.state == State.ARCHIVED:
        return posting
    _require(posting, State.ARCHIVED)
    _set_state(posting, State.ARCHIVED, version=posting.live_version, by=by, reason=posting.close_reason)
    record(AuditAction.ARCHIVE, by=by, obj=posting)
    return posting


def _lock_for(posting: Posting, to_state: str) -> Posting:
    locked = Posting.objects.select_for_update().get(pk=posting.pk)
    _require(locked, to_state)
    return locked


def _require(posting: Posting, to_state: str) -> None:
    if not workflow.allows(posting.state, to_state):
        raise TransitionRefused(
            _("A posting that is %(state)s cannot become %(to_state)s.")
            % {"state": posting.get_state_display().lower(), "to_state": State(to_state).label.lower()}
        )


def _set_state(posting: Posting, to_state: str, *, version: Version | None, by: User, reason: str = "") -> None:
    """Write the state and its log; nothing else writes either."""
    Transition.objects.create(
        posting=posting,
        from_state=posting.state,
        to_state=to_state,
        reason=reason,
        version=version,
        by=by,
        at=timezone.now(),
    )
    posting.state, posting.live_version, posting.close_reason = to_state, version, reason
    posting._history_user = by
    posting.save(update_fields=["state", "live_version", "close_reason"])


# Members ------------------------------------------------------------------------------------------------


@transaction.atomic
def set_member(*, posting: Posting, user: User, part: str, by: User) -> Membership:
    """Give somebody a part in the posting; a new owner makes the former one a recruiter in it.

    Owning is the owner's to give, or a lead's: a recruiter in the posting can't take it and shut the owner out.
    """
    _lock(posting)
    membership = Membership.objects.filter(posting=posting, user=user).first()
    if membership and membership.part == part:
        return membership
    if membership and membership.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    if part == Part.OWNER:
        owners = Membership.objects.filter(posting=posting, part=Part.OWNER)
        if not by.is_kind(Kind.LEAD) and owners.exclude(user=by).exists():
            raise TransitionRefused(_("Only the owner or a lead can make somebody else the owner."))
        owners.update(part=Part.RECRUITER)
    membership, _created = Membership.objects.update_or_create(posting=posting, user=user, defaults={"part": part})
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=membership)
    return membership


@transaction.atomic
def remove_member(*, membership: Membership, by: User) -> None:
    """Take somebody's part in a posting away; the owner's stays until somebody else is made owner."""
    _lock(membership.posting)
    now = Membership.objects.filter(pk=membership.pk).first()
    if now is None:  # somebody else, or a second click, was quicker
        return
    if now.part == Part.OWNER:
        raise TransitionRefused(_("A posting needs an owner: make somebody else the owner first."))
    record(AuditAction.PERMISSION_CHANGE, by=by, obj=now)
    now.delete()
