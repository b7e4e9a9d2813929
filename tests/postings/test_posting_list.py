"""The studio's list of postings: what it counts, and what it costs."""

import pytest
from django.urls import reverse

from postings import counting
from postings.counting import up_to
from postings.models import Posting
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("count", "expected"), [(0, "0"), (999, "999"), (1_000, "1,000"), (1_001, "1,000+")])
def test_a_count_says_where_it_ended(count, expected):
    assert up_to(count) == expected


def test_applications_are_counted_of_each_posting_alone():
    posting, other = PostingFactory(published=True), PostingFactory(published=True)
    first, *_others = [ApplicationFactory(posting=posting) for _number in range(2)]
    ApplicationFactory(posting=posting, rejected=True)
    ApplicationFactory(posting=other)
    ApplicationFactory(posting=other, superseded_by=first)

    counts = Posting.objects.with_list_data().values_list("pk", "applications_count", "active_count")

    assert {pk: (every, active) for pk, every, active in counts} == {posting.pk: (3, 2), other.pk: (1, 1)}


def test_counting_ends_at_the_limit(client, recruiter, monkeypatch):
    monkeypatch.setattr(counting, "MOST", 2)
    posting = PostingFactory(published=True, owner=recruiter)
    for _number in range(4):
        ApplicationFactory(posting=posting)
    client.force_login(recruiter)

    page = client.get(reverse("studio:postings"))

    assert [row.applications_count for row in page.context["page"]] == [3]
    assert '>2+</a> <span class="meta">2+ active</span>' in page.content.decode()


def test_the_list_shows_the_users_own_the_last_edited_first(client, recruiter):
    old, new = (PostingFactory(published=True, owner=recruiter) for _number in range(2))
    PostingFactory(published=True)
    client.force_login(recruiter)

    page = client.get(reverse("studio:postings"))

    assert list(page.context["page"]) == [new, old]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_eight_queries_however_long(client, recruiter, django_assert_num_queries, count):
    for posting in [PostingFactory(published=True, owner=recruiter) for _number in range(count)]:
        MembershipFactory(posting=posting)
        ApplicationFactory(posting=posting)
    client.force_login(recruiter)

    with django_assert_num_queries(8):
        client.get(reverse("studio:postings"))
