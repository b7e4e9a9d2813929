"""Why an action refuses; each says so to the user."""


class PostingClosed(Exception):
    """The posting takes no applications now."""


class MoveRefused(Exception):
    """The application's state does not allow this move; the message says so to the user."""


class MovedMeanwhile(MoveRefused):
    """Somebody else moved the application since the user saw it."""
