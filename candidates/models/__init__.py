"""Candidates and their files."""

from .candidate import Candidate, normalise_email
from .document import Document, DocumentPage
from .privacy import Consent, Erasure, RetentionRule
from .search import SearchEntry

__all__ = [
    "Candidate",
    "Consent",
    "Document",
    "DocumentPage",
    "Erasure",
    "RetentionRule",
    "SearchEntry",
    "normalise_email",
]
