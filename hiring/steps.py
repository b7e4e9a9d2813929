"""The steps that a posting starts with, as data; and rows of steps compared, without a database."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from . import seen
from .choices import StepKind

if TYPE_CHECKING:
    from .models import Step

NAME_MAX = 60
STEPS_MAX = 20


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


SHORT_STEPS = (
    StepValues(pgettext_lazy("step", "New"), StepKind.INBOX),
    StepValues(pgettext_lazy("step", "Conversation"), StepKind.INTERVIEW),
    StepValues(_("Working session"), StepKind.INTERVIEW),
    StepValues(pgettext_lazy("step", "Offer"), StepKind.OFFER),
)
LONG_STEPS = (
    StepValues(pgettext_lazy("step", "New"), StepKind.INBOX),
    StepValues(pgettext_lazy("step", "Screening"), StepKind.SCREEN),
    StepValues(_("Call with the recruiter"), StepKind.SCREEN),
    StepValues(_("First interview"), StepKind.INTERVIEW),
    StepValues(_("Technical case"), StepKind.INTERVIEW),
    StepValues(_("Future team"), StepKind.INTERVIEW),
    StepValues(_("Peers in management"), StepKind.INTERVIEW),
    StepValues(_("Founders and board"), StepKind.INTERVIEW),
    StepValues(pgettext_lazy("step", "References"), StepKind.SCREEN),
    StepValues(pgettext_lazy("step", "Offer"), StepKind.OFFER),
)


@dataclass(frozen=True)
class Shipped:
    """Steps that ship under a name; `key` names them in an address."""

    key: str
    name: str | Promise
    steps: tuple[StepValues, ...]


SHIPPED = (
    Shipped("usual", _("The usual steps"), DEFAULT_STEPS),
    Shipped("short", _("Short: two conversations"), SHORT_STEPS),
    Shipped("long", _("Long: for large teams"), LONG_STEPS),
)


def numbered(steps: Sequence[StepValues]) -> Iterator[tuple[int, StepValues]]:
    """Yield steps with their positions, counted from 1."""
    return enumerate(steps, start=1)


def print_of(steps: Iterable[Step]) -> str:
    """Return a short print of steps as somebody sees them, to tell whether they are others by now."""
    return seen.print_of(f"{step.pk} {step.kind} {step.name}" for step in steps)


def what_is_wrong(steps: Sequence[StepValues]) -> str:
    """Say what keeps values from being the steps of a posting; empty where nothing does."""
    names = [str(step.name).strip() for step in steps]
    if [step.kind for step in steps[:1]] != [StepKind.INBOX] or any(step.kind == StepKind.INBOX for step in steps[1:]):
        return _now("The first step, and no other, is the one where new applications arrive (inbox).")
    if len(steps) > STEPS_MAX:
        return _now("A posting has %(most)d steps at most.") % {"most": STEPS_MAX}
    if not all(names) or any(len(name) > NAME_MAX for name in names):
        return _now("A step has a name of up to %(most)d characters.") % {"most": NAME_MAX}
    if len({name.casefold() for name in names}) < len(names):
        return _now("Two steps have the same name.")
    return ""


def matched(old: Iterable[Step], new: Sequence[StepValues]) -> dict[int, int]:
    """Tell which steps stay among new ones, the inbox or of the same name: the number of each to its place, from 0."""
    places = {str(step.name).casefold(): place for place, step in enumerate(new) if step.kind != StepKind.INBOX}
    found = {}
    for step in old:
        place = 0 if step.kind == StepKind.INBOX else places.get(step.name.casefold())
        if place is not None:
            found[step.pk] = place
    return found


def nearest(step: Step, old: Sequence[Step], new: Sequence[StepValues]) -> int | None:
    """Return the place among new steps where applications of a step that goes belong: one of its kind, as far along."""
    of_kind = [place for place, values in enumerate(new) if values.kind == step.kind]
    rank = [other.pk for other in old if other.kind == step.kind].index(step.pk)
    return of_kind[min(rank, len(of_kind) - 1)] if of_kind else None
