"""What tests of postings share: a recruiter's posting that lacks nothing, its first line, its hiring manager."""

import pytest

from postings.choices import Part
from tests.factories.postings import MembershipFactory, PostingFactory


@pytest.fixture
def posting(recruiter):
    return PostingFactory(ready=True, owner=recruiter, created_by=recruiter)


@pytest.fixture
def line(posting):
    return posting.lines.first()


@pytest.fixture
def manager(posting, hiring_manager):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    return hiring_manager
