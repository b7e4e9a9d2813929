"""The states of a posting and of a review, and the legal changes between them, as data.

Buttons, forms and actions read it.
"""

from .choices import State
from .studio_choices import ReviewState

TRANSITIONS: dict[str, frozenset[str]] = {
    State.DRAFT: frozenset({State.PUBLISHED, State.ARCHIVED}),
    State.PUBLISHED: frozenset({State.PUBLISHED, State.CLOSED}),  # published again: a new version
    State.CLOSED: frozenset({State.PUBLISHED, State.ARCHIVED}),
    State.ARCHIVED: frozenset(),
}


def allows(from_state: str, to_state: str) -> bool:
    """Whether a posting may go from one state to the other."""
    return to_state in TRANSITIONS[from_state]


REVIEW_TRANSITIONS: dict[str, frozenset[str]] = {
    ReviewState.OPEN: frozenset({ReviewState.APPROVED, ReviewState.RETURNED, ReviewState.WITHDRAWN}),
    ReviewState.APPROVED: frozenset(),  # for good: another text, or another word on it, is another review
    ReviewState.RETURNED: frozenset(),
    ReviewState.WITHDRAWN: frozenset(),
}


def review_allows(from_state: str, to_state: str) -> bool:
    """Whether a review may go from one state to the other."""
    return to_state in REVIEW_TRANSITIONS[from_state]
