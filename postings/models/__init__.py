"""Postings: the text as it is worked on, the versions that candidates read, and what is said and decided of them."""

from .change import Change, Settlement, Waiver
from .company import Company
from .curation import Jurisdiction, Proposal
from .library import LibraryQuestion
from .line import Line
from .live_check import LiveCheck
from .posting import Membership, Posting, Transition
from .question import Question
from .review import Comment, Review
from .template import Template
from .version import Version

__all__ = [
    "Change",
    "Comment",
    "Company",
    "Jurisdiction",
    "LibraryQuestion",
    "Line",
    "LiveCheck",
    "Membership",
    "Posting",
    "Proposal",
    "Question",
    "Review",
    "Settlement",
    "Template",
    "Transition",
    "Version",
    "Waiver",
]
