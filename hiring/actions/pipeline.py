"""The steps of a posting's hiring."""

from __future__ import annotations

from django.utils import translation

from postings.models import Posting

from ..models import Step
from ..steps import DEFAULT_STEPS, StepValues, numbered


def start_steps(*, posting: Posting) -> list[Step]:
    """Give a new posting its steps: those of the posting that it was copied from, else the usual ones."""
    steps: tuple[StepValues, ...] = DEFAULT_STEPS
    if posting.copied_from_id:
        before = Step.objects.live().filter(posting=posting.copied_from_id)
        steps = tuple(StepValues(step.name, step.kind) for step in before) or steps
    with translation.override(posting.language):
        rows = [
            Step(posting=posting, name=str(step.name), kind=step.kind, position=number)
            for number, step in numbered(steps)
        ]
    return Step.objects.bulk_create(rows)
