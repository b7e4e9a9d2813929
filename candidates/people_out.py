"""Candidates as the people of files: what exports write. Memory stays bounded: rows are read in batches."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from .exchange import Person
from .models import Candidate

CHUNK = 500


def people_of(candidates: QuerySet[Candidate]) -> Iterator[Person]:
    """Yield candidates as files say them, in their order; a fixed number of queries a batch."""
    for candidate in candidates.select_related("resume").prefetch_related("tags").iterator(chunk_size=CHUNK):
        yield person_of(candidate)


def person_of(candidate: Candidate) -> Person:
    """Return a candidate as files say them."""
    return Person(
        name=candidate.name,
        email=candidate.email or "",
        phone=candidate.phone,
        links=tuple(candidate.link_list),
        tags=tuple(tag.name for tag in candidate.tags.all()),
        source=candidate.source,
        source_note=candidate.source_note,
        resume=candidate.resume_content,
    )
