"""Putting two candidates together, and apart again for 30 days (docs/adr/018).

The one that is merged stays as a shell: its e-mail address and its old page lead to the survivor. All rows that point
at it move to the survivor, whichever app they are of; those that can't (the survivor has one already, and there may
be only one) stay with the shell, which is erased along with the survivor. What moved and which values changed is kept
in the merge, so that undoing puts back exactly that; what came later stays with the survivor.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User

from ..imports import with_blanks_filled
from ..models import Candidate, Consent, MatchKey, Merge, Pair, Resume, SearchEntry
from ..models.merging import UNDO_FOR
from ..search.due import mark_due
from .locking import lock_people

CHOSEN = ("name", "email", "phone", "links")  # what whoever merges chooses
# Found anew for whoever is left, or about the rows themselves: not moved.
STAYS = {"search_entries", "match_keys", "pairs_as_one", "pairs_as_other", "merges", "merges_as_other"}


class NotMergeable(Exception):
    """The two can't be put together, or not apart; the message says so to the user."""


def moving_relations() -> list[models.ForeignObjectRel]:
    """Return the relations whose rows change hands, those behind a many-to-many field included."""
    return [one for one in pointing_at_a_candidate() if one.get_accessor_name() not in STAYS]


def pointing_at_a_candidate() -> list[models.ForeignObjectRel]:
    fields = Candidate._meta.get_fields(include_hidden=True)
    return [one for one in fields if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]


@transaction.atomic
def dismiss_pair(*, pair: Pair, by: User) -> bool:
    """Say that two are not the same person; again changes nothing."""
    return bool(Pair.objects.filter(pk=pair.pk, dismissed_at=None).update(dismissed_at=timezone.now(), dismissed_by=by))


def lock_both(survivor: Candidate, other: Candidate) -> tuple[Candidate, Candidate]:
    """Return two candidates locked, always in the same order; raise NotMergeable where one is no person any more."""
    locked = lock_people([survivor.pk, other.pk])
    if len(locked) < 2:
        raise NotMergeable(_("Two different candidates are merged."))
    if any(one.merged_into_id or one.erased_at for one in locked.values()):
        raise NotMergeable(_("One of them was merged or erased meanwhile. Look again."))
    return locked[survivor.pk], locked[other.pk]


@transaction.atomic
def merge_records(
    *,
    survivor: Candidate,
    other: Candidate,
    take: Iterable[str] = (),
    both_links: bool = False,
    changes: Iterable[tuple[models.Model, dict[str, Any]]] = (),
    by: User,
) -> Merge:
    """Put `other` together with `survivor`, locked both; merge through `hiring.actions.merge_candidates`.

    `take` names the fields whose value is the other's; `changes` are rows of higher apps to be changed first.
    """
    merge = Merge(survivor=survivor, other=other, by=by, at=timezone.now())
    for row, values in changes:
        _change(merge, row, values)
    _merge_consents(merge)
    _merge_resumes(merge)
    _move_rows(merge)
    _merge_fields(merge, set(take), both_links=both_links)
    Pair.objects.filter(one__in=[survivor, other], other__in=[survivor, other]).delete()
    SearchEntry.objects.filter(candidate=other).delete()
    MatchKey.objects.filter(candidate=other).delete()
    Pair.objects.filter(models.Q(one=other) | models.Q(other=other), dismissed_at=None).delete()
    merge.save()
    mark_due([survivor.pk, other.pk])
    record(AuditAction.MERGE, by=by, obj=survivor)
    return merge


def _merge_fields(merge: Merge, take: set[str], *, both_links: bool) -> None:
    survivor, other = merge.survivor, merge.other
    values: dict[str, Any] = {}
    for name in CHOSEN:
        theirs = getattr(other, name)
        if theirs and (name in take or not getattr(survivor, name)):
            values[name] = theirs
    if both_links:
        values["links"] = "\n".join(dict.fromkeys([*survivor.link_list, *other.link_list][:10]))
    if other.hold_reason:
        reasons = dict.fromkeys(filter(None, [survivor.hold_reason, other.hold_reason]))
        values["hold_reason"] = "; ".join(reasons)[:200]
    if other.told_at and not survivor.told_at:
        values |= {"told_at": other.told_at, "told_how": other.told_how}
    values["created_at"] = min(survivor.created_at, other.created_at)
    of_other: dict[str, Any] = {"merged_into": survivor.pk, "hold_reason": ""}
    if "email" in values:  # addresses are unique, and both lead to the survivor: they change places
        of_other["email"] = survivor.email
        Candidate.objects.filter(pk=other.pk).update(email=f"merged-{other.pk}@invalid.invalid")
    _change(merge, survivor, values)
    _change(merge, other, of_other)


def _merge_consents(merge: Merge) -> None:
    """Of two consents in force the sooner to end counts; a word taken back later than the other was given holds."""
    own, theirs = (Consent.objects.filter(candidate=one) for one in (merge.survivor, merge.other))
    mine = own.filter(withdrawn_at=None).first()
    other = theirs.filter(withdrawn_at=None).first()
    if mine and other and other.renewed_at < mine.renewed_at:
        _change(merge, mine, {"renewed_at": other.renewed_at})
    back = theirs.exclude(withdrawn_at=None).order_by("-withdrawn_at").first()
    if mine and back and back.withdrawn_at > mine.renewed_at:
        _change(merge, mine, {"withdrawn_at": back.withdrawn_at})
    back = own.exclude(withdrawn_at=None).order_by("-withdrawn_at").first()
    if other and back and back.withdrawn_at > other.renewed_at:
        _change(merge, other, {"withdrawn_at": back.withdrawn_at})


def _merge_resumes(merge: Merge) -> None:
    mine, other = (Resume.objects.filter(candidate=one).first() for one in (merge.survivor, merge.other))
    if mine and other:
        _change(merge, mine, {"content": with_blanks_filled(mine.content, other.content)})


def _move_rows(merge: Merge) -> None:
    """Let the rows of the other point at the survivor; one that may be there only once stays where it is."""
    for relation in moving_relations():
        model, name = relation.related_model, relation.field.name
        keys = list(model._base_manager.filter(**{name: merge.other}).order_by("pk").values_list("pk", flat=True))
        moved = [key for key in keys if _move(model, name, key, merge.survivor.pk)]
        if moved:
            merge.moved.append({"model": model._meta.label_lower, "field": name, "rows": moved})


def _move(model: type[models.Model], name: str, key: object, to: int) -> bool:
    try:
        with transaction.atomic():
            return bool(model._base_manager.filter(pk=key).update(**{name: to}))
    except IntegrityError:
        return False


def _change(merge: Merge, row: models.Model, values: dict[str, Any]) -> None:
    """Write values into a row, and into the merge what they were and became."""
    before, after = {}, {}
    for name, value in values.items():
        attribute = row._meta.get_field(name).attname
        if getattr(row, attribute) != value:
            before[name], after[name] = getattr(row, attribute), value
            setattr(row, attribute, value)
    if not after:
        return
    type(row)._base_manager.filter(pk=row.pk).update(**after)
    merge.former.append(_plain({"model": row._meta.label_lower, "pk": row.pk, "before": before, "after": after}))


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, cls=_Encoder))


class _Encoder(DjangoJSONEncoder):
    """Keeps microseconds, which Django's own drops: what is put back is exactly what was."""

    def default(self, value: object) -> Any:
        return value.isoformat() if hasattr(value, "isoformat") else super().default(value)


@transaction.atomic
def part_records(*, merge: Merge, by: User) -> bool:
    """Put two candidates apart again; undo through `hiring.actions.undo_merge`, which locks their applications first.

    What was changed since the merge stays as it is. Again changes nothing.
    """
    locked = lock_people([merge.survivor_id, merge.other_id])
    now = Merge.objects.select_for_update(no_key=True).get(pk=merge.pk)
    if now.undone_at:
        return False
    if not now.can_be_undone:
        raise NotMergeable(_("This merge is final: its 30 days are over."))
    survivor, other = locked[now.survivor_id], locked[now.other_id]
    if survivor.merged_into_id or other.merged_into_id != survivor.pk:
        raise NotMergeable(_("The person was merged with somebody else since. Undo that first."))
    for entry in reversed(now.moved):
        model = apps.get_model(entry["model"])
        rows = model._base_manager.filter(pk__in=entry["rows"], **{entry["field"]: survivor})
        first = {change["pk"] for change in now.former if change["model"] == entry["model"]}
        for key in sorted(rows.values_list("pk", flat=True), key=lambda key: (key not in first, key)):
            _move(model, entry["field"], key, other.pk)
    if any("email" in change["after"] for change in now.former if change["model"] == "candidates.candidate"):
        Candidate.objects.filter(pk=other.pk).update(email=f"merged-{other.pk}@invalid.invalid", match_due=True)
    for change in _in_undo_order(now):
        _put_back(change, free=other.pk)
    now.undone_at = timezone.now()
    now.save(update_fields=["undone_at"])
    mark_due([survivor.pk, other.pk])
    record(AuditAction.UNMERGE, by=by, obj=survivor)
    return True


def _in_undo_order(merge: Merge) -> list[dict[str, Any]]:
    """The changes; the survivor gives its address back before the other takes it."""
    return sorted(merge.former, key=lambda change: change["pk"] == merge.other_id)


def _put_back(change: dict[str, Any], *, free: int) -> None:
    """Write the former values of a row back, where it still has what the merge wrote."""
    model = apps.get_model(change["model"])
    row = model._base_manager.filter(pk=change["pk"]).first()
    if row is None:
        return
    values = {}
    for name, before in change["before"].items():
        field = model._meta.get_field(name)
        same = _plain(getattr(row, field.attname)) == change["after"][name]
        freed = model is Candidate and name == "email" and row.pk == free
        if same or freed:
            values[name] = parse_datetime(before) if before and isinstance(field, models.DateTimeField) else before
    if values:
        model._base_manager.filter(pk=row.pk).update(**values)


@transaction.atomic
def finish_merges() -> int:
    """Make merges final whose time is over: what they remember goes, and of the shell all but its address."""
    due = Merge.objects.filter(final_at=None, at__lt=timezone.now() - UNDO_FOR)
    keys = list(due.values_list("pk", flat=True))
    locked = lock_people(Merge.objects.filter(pk__in=keys, undone_at=None).values_list("other", flat=True))
    # Read once they are locked: who was erased meanwhile gets no name back.
    for shell in Candidate.objects.filter(pk__in=list(locked), erased_at=None).select_related("merged_into"):
        if shell.merged_into:
            shell.name = shell.merged_into.name
            shell.phone = shell.links = shell.source_note = ""
            shell.save(update_fields=["name", "phone", "links", "source_note"])
    return Merge.objects.filter(pk__in=keys).update(final_at=timezone.now(), former=[], moved=[])


def forget_merges(candidate: Candidate) -> None:
    """Throw away what merges remember of a candidate who is erased."""
    rows = Merge.objects.filter(models.Q(survivor=candidate) | models.Q(other=candidate))
    rows.update(final_at=timezone.now(), former=[], moved=[])
    MatchKey.objects.filter(candidate=candidate).delete()
    Pair.objects.filter(models.Q(one=candidate) | models.Q(other=candidate)).delete()
