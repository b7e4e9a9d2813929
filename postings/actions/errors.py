"""Why an action refuses; each says so to the user."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ..models import Line, Posting, Proposal, Question
from ..readiness import Missing


class TransitionRefused(Exception):
    """The posting's state does not allow this change; the message says so to the user."""


class ReviewRefused(Exception):
    """The review can't be asked for, taken back or decided now; the message says so to the user."""


class NotReady(Exception):
    """The posting lacks something that publishing needs; `missing` lists it."""

    def __init__(self, missing: list[Missing]) -> None:
        super().__init__("; ".join(item.message for item in missing))
        self.missing = missing


class LineConflict(Exception):
    """Somebody else changed or dropped the line since the user saw it; `line` is as it is now."""

    def __init__(self, line: Line) -> None:
        super().__init__("the line was changed meanwhile")
        self.line = line


class AlreadyDecided(Exception):
    """Somebody decided the proposal meanwhile; `proposal` is as it is now."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("the proposal was decided meanwhile")
        self.proposal = proposal


class ReferenceMoved(Exception):
    """The reference has other words than the user saw when they decided; `line` is as it is now."""

    def __init__(self, line: Line) -> None:
        super().__init__("the reference changed meanwhile")
        self.line = line


class UndoRefused(Exception):
    """A change cannot be undone or done again; the message says so to the user."""


class SetByTemplate(Exception):
    """The posting's template sets this, so it isn't changed here; the message says so to the user."""

    def __init__(self, posting: Posting) -> None:
        super().__init__(
            _("The template “%(template)s” sets this: it can’t be changed here.") % {"template": posting.template}
        )


class FindingGone(Exception):
    """The checks no longer find this: the text changed since the user saw it."""


class WavingRefused(Exception):
    """This finding can't be waved off; the message says so to the user."""


class FixRefused(Exception):
    """The change that a finding proposes can't be made; the message says why to the user."""


class AboutRefused(Exception):
    """A line can't be said to be about this; the message says why to the user."""


class QuestionRefused(Exception):
    """A question can't be asked so; the message says why to the user."""

    @classmethod
    def of_kind(cls) -> QuestionRefused:
        """Candidates read the question already, and answered it as one of its kind."""
        return cls(_("Candidates have read this question: its kind stays. Drop it and write another one instead."))


class QuestionConflict(Exception):
    """Somebody else changed or dropped the question since the user saw it; `question` is as it is now."""

    def __init__(self, question: Question) -> None:
        super().__init__("the question was changed meanwhile")
        self.question = question
