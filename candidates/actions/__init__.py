"""Everything that changes a candidate or a file of one."""

from .contact import ContactTaken, take_contact
from .intake import add_document, discard_file, find_or_add_candidate
from .privacy import OnHold, erase_record, give_consent, renew_consent, set_hold, withdraw_consent
from .reading import read_waiting_documents

__all__ = [
    "ContactTaken",
    "OnHold",
    "add_document",
    "discard_file",
    "erase_record",
    "find_or_add_candidate",
    "give_consent",
    "read_waiting_documents",
    "renew_consent",
    "set_hold",
    "take_contact",
    "withdraw_consent",
]
