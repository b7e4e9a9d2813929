"""An application's states and the legal moves between them, as data; buttons, forms and the action read it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.ACTIVE: frozenset({State.HIRED, State.REJECTED, State.WITHDRAWN}),
    State.REJECTED: frozenset({State.ACTIVE}),
    State.HIRED: frozenset({State.ACTIVE}),
    State.WITHDRAWN: frozenset(),
}
CANDIDATES_OWN = frozenset({State.WITHDRAWN})  # only the candidate withdraws, and does nothing else


@dataclass(frozen=True)
class Label:
    """The words of a move: on its button, and once it is done."""

    button: str | Promise
    done: str | Promise


LABELS: dict[str, Label] = {
    State.HIRED: Label(pgettext_lazy("application", "Hire"), _("Hired.")),
    State.REJECTED: Label(pgettext_lazy("application", "Reject"), _("Rejected.")),
    State.ACTIVE: Label(pgettext_lazy("application", "Reopen"), _("Open again.")),
    State.WITHDRAWN: Label(pgettext_lazy("application", "Withdraw"), _("Withdrawn.")),
}


def allows(from_state: str, to_state: str, *, by_candidate: bool = False) -> bool:
    """Whether the team, or the candidate, may take an application from one state to the other."""
    return to_state in TRANSITIONS[from_state] and (to_state in CANDIDATES_OWN) == by_candidate


def next_states(from_state: str, *, by_candidate: bool = False) -> list[str]:
    """Return the states that the team, or the candidate, may choose next, in the order of State."""
    return [state for state in State if allows(from_state, state, by_candidate=by_candidate)]
