"""Postings in the admin: support's view of them, and what curators decide about recruiters' words."""

from .jurisdictions import JurisdictionAdmin
from .library import LibraryQuestionAdmin
from .postings import CompanyAdmin, PostingAdmin, TemplateAdmin, VersionAdmin
from .proposals import ProposalAdmin

__all__ = [
    "CompanyAdmin",
    "JurisdictionAdmin",
    "LibraryQuestionAdmin",
    "PostingAdmin",
    "ProposalAdmin",
    "TemplateAdmin",
    "VersionAdmin",
]
