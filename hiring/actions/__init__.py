"""Everything that changes an application: the one door for its state, and the way in."""

from .errors import MovedMeanwhile, MoveRefused, PostingClosed
from .intake import LINKS_PER_HOUR, Receipt, Sent, submit_application
from .moving import move_application

__all__ = [
    "LINKS_PER_HOUR",
    "MoveRefused",
    "MovedMeanwhile",
    "PostingClosed",
    "Receipt",
    "Sent",
    "move_application",
    "submit_application",
]
