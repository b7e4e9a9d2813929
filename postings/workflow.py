"""A posting's states and the legal changes between them, as data; buttons, forms and actions read it."""

from .choices import State

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.PUBLISHED, State.ARCHIVED}),
    State.PUBLISHED: frozenset({State.PUBLISHED, State.CLOSED}),  # published again: a new version
    State.CLOSED: frozenset({State.PUBLISHED, State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
}


def allows(from_state: str, to_state: str) -> bool:
    """Whether a posting may go from one state to the other."""
    return to_state in TRANSITIONS[from_state]
