"""Everything that changes a candidate or a file of one."""

from .contact import ContactTaken, take_contact
from .intake import add_document, discard_file, find_or_add_candidate
from .reading import read_waiting_documents

__all__ = [
    "ContactTaken",
    "add_document",
    "discard_file",
    "find_or_add_candidate",
    "read_waiting_documents",
    "take_contact",
]
