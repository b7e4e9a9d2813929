"""Everything that changes an application: the one door for its state, and the way in."""

from .answering import SentAnswer, sort_answers_anew
from .erasing import erase_candidate
from .errors import MovedMeanwhile, MoveRefused, PostingClosed
from .intake import LINKS_PER_HOUR, Receipt, Sent, submit_application
from .moving import move_application
from .own_data import OF_EMAIL, KeptForWork, LinkSpent, ask_for_data, find_link, prune_links, use_link
from .own_page import (
    MOST_DOCUMENTS,
    AddressTaken,
    ApplicationClosed,
    TooManyDocuments,
    add_own_document,
    change_email,
    correct_contact,
    offer_address,
)

__all__ = [
    "LINKS_PER_HOUR",
    "MOST_DOCUMENTS",
    "OF_EMAIL",
    "AddressTaken",
    "ApplicationClosed",
    "KeptForWork",
    "LinkSpent",
    "MoveRefused",
    "MovedMeanwhile",
    "PostingClosed",
    "Receipt",
    "Sent",
    "SentAnswer",
    "TooManyDocuments",
    "add_own_document",
    "ask_for_data",
    "change_email",
    "correct_contact",
    "erase_candidate",
    "find_link",
    "move_application",
    "offer_address",
    "prune_links",
    "sort_answers_anew",
    "submit_application",
    "use_link",
]
