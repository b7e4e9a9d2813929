"""Applying again: who is known to have applied sees where that stands, and nobody else learns of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from post_office.models import Email

from hiring.actions import erase_candidate
from hiring.models import Application, new_token
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory
from tests.strict_client import StrictClient

from .conftest import apply_url_of, filled_in, mine_url, page_of

pytestmark = pytest.mark.django_db

STANDS = "See where it stands"


def test_who_applied_in_this_browser_sees_where_it_stands(client, apply_url):
    client.post(apply_url, filled_in())

    page = page_of(client.get(apply_url))

    assert "You applied for this job on" in page
    assert f'<a href="{mine_url()}">{STANDS}</a>' in page
    assert [secret for secret in ("Ada", "ada@example.com") if secret in page] == []
    assert 'name="email"' in page


def test_another_form_of_the_same_person_leads_there_and_sends_nothing(client, apply_url):
    client.post(apply_url, filled_in())

    response = client.post(apply_url, filled_in(words="Once more"))

    application = Application.objects.get()
    assert (response["Location"], application.words) == (mine_url(), "I know engines.")
    assert Email.objects.count() == 1


def test_another_person_applies_in_the_same_browser(client, apply_url):
    client.post(apply_url, filled_in())
    client.post(apply_url, filled_in(email="grace@example.com"))

    newest = Application.objects.get(candidate__email="grace@example.com")

    assert Application.objects.count() == 2
    assert newest.token in page_of(client.get(apply_url))


def test_who_opened_their_own_page_is_known_too(client, posting, apply_url):
    application = ApplicationFactory(posting=posting)

    client.get(f"/my/application/{application.token}/")

    assert application.token in page_of(client.get(apply_url))


def test_another_browser_learns_nothing(client, apply_url):
    client.post(apply_url, filled_in())
    other = StrictClient()

    assert STANDS not in page_of(other.get(apply_url))
    assert other.post(apply_url, filled_in())["Location"] == f"{apply_url}sent/"


def test_the_cookie_is_for_this_form_alone(client, apply_url):
    client.post(apply_url, filled_in())

    cookie = client.cookies["applied"]

    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (apply_url, True, "Lax")
    assert cookie["max-age"] == 30 * 24 * 3600
    assert Application.objects.get().token not in cookie.value


def test_in_production_it_goes_over_https_alone(client, apply_url, settings):
    settings.SESSION_COOKIE_SECURE = True
    client.post(apply_url, filled_in())

    assert client.cookies["applied"]["secure"] is True


def test_of_another_posting_it_says_nothing(client, apply_url):
    client.post(apply_url, filled_in())
    other = apply_url_of(PostingFactory(published=True))
    client.cookies["applied"]["path"] = "/"  # as a browser would never send it

    assert STANDS not in page_of(client.get(other))


def test_it_ends_after_thirty_days(client, apply_url):
    client.post(apply_url, filled_in())
    client.cookies["applied"]["max-age"] = ""

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert STANDS not in page_of(client.get(apply_url))


def test_it_ends_with_the_secret_of_the_application(client, apply_url):
    client.post(apply_url, filled_in())
    Application.objects.update(token=new_token())

    assert STANDS not in page_of(client.get(apply_url))


def test_it_ends_with_the_person(client, apply_url, lead):
    client.post(apply_url, filled_in())
    erase_candidate(candidate=Application.objects.get().candidate, by=lead)

    assert STANDS not in page_of(client.get(apply_url))


@pytest.mark.parametrize("value", ["", "x", "1", "a:b:c"])
def test_a_made_up_cookie_is_none(client, apply_url, value):
    ApplicationFactory(posting__published=True)
    client.cookies["applied"] = value

    assert STANDS not in page_of(client.get(apply_url))
