"""Why an action refuses; each says so to the user."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..models import Interview, RejectionReason, Step


class PostingClosed(Exception):
    """The posting takes no applications now."""


class MoveRefused(Exception):
    """The application's state does not allow this move; the message says so to the user."""


class MovedMeanwhile(MoveRefused):
    """Somebody else moved the application since the user saw it."""


class ReasonRefused(Exception):
    """A change of the reasons for rejecting that can't be; the text says why to the user."""


class ReasonChanged(ReasonRefused):
    """Somebody else gave the reason other words since the user saw it; `now` is it, as it is."""

    def __init__(self, message: str, *, now: RejectionReason) -> None:
        super().__init__(message)
        self.now = now


class InterviewRefused(Exception):
    """An interview that can't be planned, or changed; the text says why to the user."""


class InterviewTwice(InterviewRefused):
    """The candidate has an interview that begins just then: planned twice, most likely."""


class InterviewChanged(InterviewRefused):
    """Somebody else changed the interview since the user saw it; `now` is it, as it is."""

    def __init__(self, message: str, *, now: Interview) -> None:
        super().__init__(message)
        self.now = now


class StepRefused(Exception):
    """The steps can't be changed so; the message says why to the user."""


class StepsChanged(StepRefused):
    """Somebody else changed the steps since the user saw them; `now` is the one in question, as it is."""

    def __init__(self, message: str, *, now: Step | None = None) -> None:
        super().__init__(message)
        self.now = now
