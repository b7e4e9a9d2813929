"""Postings in the admin: support's view of them, and what curators decide about recruiters' words."""

from .postings import CompanyAdmin, PostingAdmin, VersionAdmin

__all__ = ["CompanyAdmin", "PostingAdmin", "VersionAdmin"]
