"""The steps that a posting starts with, as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import StepKind


@dataclass(frozen=True)
class StepValues:
    """A step without a posting: its name and kind."""

    name: str | Promise
    kind: str


DEFAULT_STEPS = (
    StepValues(pgettext_lazy("step", "New"), StepKind.INBOX),
    StepValues(pgettext_lazy("step", "Screening"), StepKind.SCREEN),
    StepValues(_("First interview"), StepKind.INTERVIEW),
    StepValues(_("Technical case"), StepKind.INTERVIEW),
    StepValues(pgettext_lazy("step", "Team"), StepKind.INTERVIEW),
    StepValues(pgettext_lazy("step", "Offer"), StepKind.OFFER),
)


def numbered(steps: tuple[StepValues, ...]) -> Iterator[tuple[int, StepValues]]:
    """Yield steps with their positions, counted from 1."""
    return enumerate(steps, start=1)
