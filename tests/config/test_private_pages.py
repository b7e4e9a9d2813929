"""Pages behind the door are nobody's but the reader's: no cache on the way or in the browser keeps them."""

import pytest
from django.urls import reverse

from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db

NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


@pytest.mark.parametrize(
    "name", ["today", "postings", "posting", "team", "posting_applications", "candidates", "application", "close"]
)
def test_the_studio_is_kept_by_no_cache(sign_in, recruiter, posting, name):
    application = ApplicationFactory(posting=posting)
    args = {"application": [application.pk], "today": [], "postings": [], "candidates": []}.get(name, [posting.code])

    response = sign_in(recruiter).get(reverse(f"studio:{name}", args=args))

    assert (response.status_code, response["Cache-Control"]) == (200, NEVER)


@pytest.mark.parametrize("path", ["/accounts/email/", "/accounts/2fa/"])
def test_neither_are_the_pages_of_an_account(sign_in, recruiter, path):
    assert sign_in(recruiter).get(path)["Cache-Control"] == NEVER


def test_nor_the_way_to_the_door_and_what_is_not_found(client, sign_in, recruiter, posting):
    other = PostingFactory()

    assert client.get(reverse("studio:today"))["Cache-Control"] == NEVER
    assert sign_in(recruiter).get(other.get_absolute_url())["Cache-Control"] == NEVER


@pytest.mark.django_db
def test_htmx_is_told_that_nobody_is_signed_in_and_gets_no_page(client):
    answer = client.post(reverse("studio:postings"), headers={"HX-Request": "true"})

    assert (answer.status_code, answer.content) == (401, b"")
