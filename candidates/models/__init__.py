"""Candidates and their files."""

from .candidate import Candidate, normalise_email
from .document import Document

__all__ = ["Candidate", "Document", "normalise_email"]
