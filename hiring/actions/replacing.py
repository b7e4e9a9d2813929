"""The steps of a template in place of those that a posting has; and steps kept as a template."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import AuditAction, record
from accounts.models import User
from postings.models import Posting

from ..models import Step, StepTemplate
from ..steps import StepValues, matched, print_of, what_is_wrong
from .errors import StepRefused, StepsChanged
from .moving import empty_step
from .pipeline import lock_steps, take_out


@transaction.atomic
def use_steps(*, posting: Posting, steps: Sequence[StepValues], to: Mapping[int, int], seen: str, by: User) -> int:
    """Give a posting these steps: those of the same name stay, the others go, and their applications where `to` says.
    Return how many applications were moved.

    `to` has, by the number of a step that goes, the place of the new one from 0; `seen` is the print of the steps that
    the user saw. Nobody is told. Raises StepsChanged, and StepRefused where somebody would be left nowhere.
    """
    if wrong := what_is_wrong(steps):
        raise StepRefused(wrong)
    live = lock_steps(posting)
    if print_of(live) != seen:
        raise StepsChanged(_("Somebody changed the steps meanwhile. Look again, then decide."))
    places = matched(live, steps)
    staying = {places[row.pk]: row for row in live if row.pk in places}
    going = [row for row in live if row.pk not in places]
    names = {row.pk: row.name for row in going}
    for row in live:  # out of each other's way: names are there once
        row.name = uuid4().hex
    Step.objects.bulk_update(live, ["name"])
    rows = [staying.get(place) or Step(posting=posting) for place in range(len(steps))]
    for number, (row, values) in enumerate(zip(rows, steps, strict=True), start=1):
        row.name, row.kind, row.position = str(values.name), values.kind, number
        row.save()
    moved = 0
    for row in going:
        if row.pk in to:
            moved += empty_step(step=row, to_step=rows[to[row.pk]], by=by)
        elif row.applications.exists():
            raise StepsChanged(_("Somebody came into a step that goes. Look again, then say where they go."))
    take_out(going)
    for row in going:
        row.name = names[row.pk]
    Step.objects.bulk_update(going, ["name"])
    record(AuditAction.STEPS_CHANGE, by=by, obj=posting)
    return moved


@transaction.atomic
def keep_steps(*, posting: Posting, name: str, is_default: bool, by: User) -> StepTemplate:
    """Keep the steps of a posting as a template of its company, in its language. Raises StepRefused."""
    steps = [{"name": row.name, "kind": row.kind} for row in lock_steps(posting)]
    template = StepTemplate(
        name=name, company=posting.company, language=posting.language, steps=steps, is_default=is_default
    )
    own = StepTemplate.objects.filter(company=posting.company_id, language=posting.language)
    if any(name.casefold() == taken.casefold() for taken in own.values_list("name", flat=True)):
        raise StepRefused(_("The company has a template of this name already."))
    return save_step_template(template=template, by=by)


@transaction.atomic
def save_step_template(*, template: StepTemplate, by: User) -> StepTemplate:
    """Save a template; where it is the default, another one is it no longer."""
    if template.is_default:
        others = StepTemplate.objects.filter(company=template.company, language=template.language, is_default=True)
        others.exclude(pk=template.pk).update(is_default=False)
    template.save()
    record(AuditAction.STEP_TEMPLATE, by=by, obj=template)
    return template
