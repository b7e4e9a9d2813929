"""Candidates and their files."""

from .asking import ConsentAsk
from .candidate import Candidate, normalise_email
from .document import Document, DocumentPage
from .import_run import ImportRow, ImportRun
from .merging import MatchKey, Merge, Pair
from .privacy import Consent, Erasure, RetentionRule
from .resume import Resume
from .search import SearchEntry
from .tag import Tag

__all__ = [
    "Candidate",
    "Consent",
    "ConsentAsk",
    "Document",
    "DocumentPage",
    "Erasure",
    "ImportRow",
    "ImportRun",
    "MatchKey",
    "Merge",
    "Pair",
    "Resume",
    "RetentionRule",
    "SearchEntry",
    "Tag",
    "normalise_email",
]
