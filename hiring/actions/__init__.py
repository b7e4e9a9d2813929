"""Everything that changes an application: the one door for its state, and the way in."""

from .answering import SentAnswer, sort_answers_anew
from .erasing import erase_candidate
from .errors import MovedMeanwhile, MoveRefused, PostingClosed
from .intake import LINKS_PER_HOUR, Receipt, Sent, submit_application
from .moving import move_application
from .own_data import KeptForWork, LinkSpent, ask_for_data, find_link, use_link

__all__ = [
    "LINKS_PER_HOUR",
    "KeptForWork",
    "LinkSpent",
    "MoveRefused",
    "MovedMeanwhile",
    "PostingClosed",
    "Receipt",
    "Sent",
    "SentAnswer",
    "ask_for_data",
    "erase_candidate",
    "find_link",
    "move_application",
    "sort_answers_anew",
    "submit_application",
    "use_link",
]
