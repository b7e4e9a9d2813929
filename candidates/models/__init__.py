"""Candidates and their files."""

from .candidate import Candidate, normalise_email
from .document import Document, DocumentPage
from .import_run import ImportRow, ImportRun
from .privacy import Consent, Erasure, RetentionRule
from .resume import Resume
from .search import SearchEntry

__all__ = [
    "Candidate",
    "Consent",
    "Document",
    "DocumentPage",
    "Erasure",
    "ImportRow",
    "ImportRun",
    "Resume",
    "RetentionRule",
    "SearchEntry",
    "normalise_email",
]
