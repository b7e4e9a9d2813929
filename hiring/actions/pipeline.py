"""The steps of a posting's hiring: how they start, and each change of them."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.models import Posting

from ..choices import StepKind
from ..models import Step, StepTemplate
from ..steps import DEFAULT_STEPS, STEPS_MAX, StepValues, numbered, print_of
from .errors import StepRefused, StepsChanged
from .moving import empty_step


def start_steps(*, posting: Posting) -> list[Step]:
    """Give a new posting its steps: those of the posting that it was copied from, else the company's default, else
    the usual ones."""
    steps: tuple[StepValues, ...] = ()
    if posting.copied_from_id:
        before = Step.objects.live().filter(posting=posting.copied_from_id)
        steps = tuple(StepValues(step.name, step.kind) for step in before)
    elif template := StepTemplate.objects.usable(posting).filter(is_default=True).first():
        steps = template.values
    steps = steps or DEFAULT_STEPS
    with translation.override(posting.language):
        rows = [
            Step(posting=posting, name=str(step.name), kind=step.kind, position=number)
            for number, step in numbered(steps)
        ]
    return Step.objects.bulk_create(rows)


@transaction.atomic
def add_step(*, posting: Posting, name: str, kind: str, by: User) -> Step:
    """Add a step: an offer at the end, any other before the first offer. Raises StepRefused."""
    live = lock_steps(posting)
    if kind == StepKind.INBOX:
        raise StepRefused(_("A posting has one step where new applications arrive."))
    if len(live) >= STEPS_MAX:
        raise StepRefused(_("A posting has %(most)d steps at most.") % {"most": STEPS_MAX})
    _refuse_taken(name, live)
    offers = [place for place, step in enumerate(live) if step.kind == StepKind.OFFER]
    place = offers[0] if offers and kind != StepKind.OFFER else len(live)
    step = Step.objects.create(posting=posting, name=name, kind=kind, position=len(live) + 1)
    put_in_order([*live[:place], step, *live[place:]])
    record(AuditAction.STEPS_CHANGE, by=by, obj=posting)
    return step


@transaction.atomic
def edit_step(*, step: Step, name: str, kind: str, seen: str, by: User) -> Step:
    """Give a step another name or kind; that of the inbox stays. `seen` is the print of the step that the user saw.

    Raises StepsChanged where it is another by now, and StepRefused.
    """
    live = lock_steps(step.posting)
    now = next((row for row in live if row.pk == step.pk), None)
    if now is None:
        raise StepsChanged(_("Somebody removed this step meanwhile."))
    kind = now.kind if now.kind == StepKind.INBOX else kind
    if (now.name, now.kind) == (name, kind):
        return now
    if print_of([now]) != seen:
        raise StepsChanged(_("Somebody changed this step while you were writing."), now=now)
    if kind == StepKind.INBOX and now.kind != kind:
        raise StepRefused(_("A posting has one step where new applications arrive."))
    _refuse_taken(name, [row for row in live if row.pk != now.pk])
    now.name, now.kind = name, kind
    now.save(update_fields=["name", "kind"])
    record(AuditAction.STEPS_CHANGE, by=by, obj=now.posting)
    return now


@transaction.atomic
def place_step(*, step: Step, to: int, seen: str, by: User) -> Step:
    """Put a step at a place, counted from 0; the inbox is the first and stays it.

    `seen` is the print of all steps that the user saw: raises StepsChanged where they are others by now.
    """
    live = lock_steps(step.posting)
    if print_of(live) != seen:
        raise StepsChanged(_("Somebody changed the steps meanwhile. Look again, then move."))
    now = next(row for row in live if row.pk == step.pk)
    if now.kind == StepKind.INBOX:
        return now
    others = [row for row in live if row.pk != now.pk]
    to = min(max(to, 1), len(others))
    if put_in_order([*others[:to], now, *others[to:]]):
        record(AuditAction.STEPS_CHANGE, by=by, obj=now.posting)
    return now


@transaction.atomic
def remove_step(*, step: Step, to_step: Step | None, by: User, seen: str | None = None) -> int:
    """Remove a step; all its applications, those that are decided too, go to another one and keep their state. Return
    how many.

    Nobody is told of that. `to_step` may be None as long as nobody is in it. One that was removed already changes
    nothing. `seen` is the print of the step that the user saw. Raises StepsChanged and StepRefused.
    """
    live = {row.pk: row for row in lock_steps(step.posting)}
    now = live.get(step.pk)
    if now is None:
        return 0
    if now.kind == StepKind.INBOX:
        raise StepRefused(_("New applications need a step to arrive in: it can be renamed, not removed."))
    if seen is not None and print_of([now]) != seen:
        raise StepsChanged(_("Somebody changed this step meanwhile. Look again, then decide."), now=now)
    target = to_step and live.get(to_step.pk)
    if to_step and (target is None or target == now):
        raise StepsChanged(_("The step that you chose was removed meanwhile. Choose another."), now=now)
    if target is None and now.applications.exists():
        raise StepsChanged(_("There are applications in this step. Say where they go."), now=now)
    moved = empty_step(step=now, to_step=target, by=by) if target else 0
    take_out([now])
    put_in_order([row for row in live.values() if row != now])
    record(AuditAction.STEPS_CHANGE, by=by, obj=now.posting)
    return moved


def lock_steps(posting: Posting) -> list[Step]:
    """Queue up behind other changes of a posting's steps, and behind moves into them; return them in order."""
    Posting.objects.select_for_update(no_key=True).only("pk").get(pk=posting.pk)
    rows = Step.objects.filter(posting=posting, removed_at=None).select_for_update(no_key=True).order_by("pk")
    return sorted(rows, key=lambda row: (row.position, row.pk))


def put_in_order(steps: list[Step]) -> bool:
    """Number steps from 1 as they stand in the list; return whether one has another number now."""
    moved = []
    for number, step in enumerate(steps, start=1):
        if step.position != number:
            step.position = number
            moved.append(step)
    Step.objects.bulk_update(moved, ["position"])
    return bool(moved)


def take_out(steps: list[Step]) -> None:
    """Take steps out of the pipeline; the log still names them."""
    Step.objects.filter(pk__in=[step.pk for step in steps]).update(removed_at=timezone.now())


def _refuse_taken(name: str, others: list[Step]) -> None:
    if any(row.name.casefold() == name.casefold() for row in others):
        raise StepRefused(_("This posting has a step of that name already."))
