"""Candidates and their files."""

from .candidate import Candidate, normalise_email
from .document import Document, DocumentPage

__all__ = ["Candidate", "Document", "DocumentPage", "normalise_email"]
