"""Candidates and their files."""

from .candidate import Candidate, normalise_email
from .document import Document, DocumentPage
from .privacy import Consent, Erasure, RetentionRule

__all__ = [
    "Candidate",
    "Consent",
    "Document",
    "DocumentPage",
    "Erasure",
    "RetentionRule",
    "normalise_email",
]
