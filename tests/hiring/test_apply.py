"""The apply form, as a browser without JavaScript meets it."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from post_office.models import Email

from candidates.models import Candidate, Document
from hiring.models import Application
from postings.actions import close_posting, publish_posting
from tests.factories.candidates import PDF, docx
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory
from tests.strict_client import StrictClient

from .conftest import apply_url_of, filled_in, mine_url, page_of, value_of

pytestmark = pytest.mark.django_db


# Reading the form ------------------------------------------------------------------------------------


def test_the_form_names_the_job_and_what_happens_with_the_data(client, apply_url):
    response = client.get(apply_url)

    page = page_of(response)
    assert response.status_code == 200
    assert "<h1>Apply: Chief Technical Officer</h1>" in page
    assert "You get an answer within 10 days." in page
    assert page.index("What happens with your data") < page.index("Send my application")
    assert "Marée, through Rolecraft" in page
    assert value_of(page, "version") == "1"


def test_each_form_has_a_key_of_its_own(client, apply_url):
    first, second = (value_of(page_of(client.get(apply_url)), "form_key") for _ in range(2))

    assert first != second


def test_the_form_is_kept_by_no_cache_and_found_by_no_search(client, apply_url):
    response = client.get(apply_url)

    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    assert '<meta name="robots" content="noindex">' in page_of(response)


@pytest.mark.parametrize(("language", "label"), [("en", "Your name"), ("fr", "Votre nom")])
def test_the_form_speaks_the_language_of_the_posting(client, language, label):
    posting = PostingFactory(published=True, language=language)

    response = client.get(apply_url_of(posting), headers={"accept-language": "de, fr;q=0.5, en;q=0.4"})

    assert response["Content-Language"] == language
    assert f'<html lang="{language}">' in page_of(response)
    assert label in page_of(response)


def test_a_draft_has_no_form(client):
    draft = PostingFactory(ready=True)

    assert client.get(reverse("hiring:apply", args=["cto", draft.code])).status_code == 404


def test_an_unknown_code_has_no_form(client, db):
    assert client.get(reverse("hiring:apply", args=["cto", "zzzzzzzz"])).status_code == 404


def test_a_wrong_slug_leads_to_the_right_one(client, posting, apply_url):
    response = client.get(reverse("hiring:apply", args=["something-else", posting.code]))

    assert (response.status_code, response["Location"]) == (301, apply_url)


@pytest.mark.parametrize("state", ["closed", "archived"])
def test_a_posting_that_is_not_open_says_so(client, state):
    posting = PostingFactory(**{state: True})

    response = client.get(apply_url_of(posting))

    assert response.status_code == 410
    assert "This job takes no applications any more." in page_of(response)
    assert "<form" not in page_of(response)


def test_past_its_closing_date_a_posting_is_not_open(client):
    with time_machine.travel("2026-11-20 08:00Z"):
        posting = PostingFactory(published=True, closes_on="2026-11-22")

    with time_machine.travel("2026-11-22 08:00Z"):
        assert client.get(apply_url_of(posting)).status_code == 200
    with time_machine.travel("2026-11-23 08:00Z"):
        assert client.get(apply_url_of(posting)).status_code == 410


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_refused(client, apply_url, method):
    assert getattr(client, method)(apply_url).status_code == 405


def test_a_form_without_the_token_of_its_page_is_refused(apply_url):
    response = Client(enforce_csrf_checks=True).post(apply_url, filled_in())

    assert response.status_code == 403
    assert Application.objects.count() == 0


@pytest.mark.parametrize("count", [1, 3])
def test_the_form_takes_the_same_queries(client, apply_url, posting, count, django_assert_num_queries):
    ApplicationFactory.create_batch(count, posting=posting)

    with django_assert_num_queries(3):
        client.get(apply_url)


# Sending it ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("upload", "name", "format"),
    [
        (("Ada.pdf", PDF), "Ada.pdf", "PDF"),
        (("Ada.docx", docx()), "Ada.docx", "DOCX"),
        (("Ada", PDF), "Ada.pdf", "PDF"),
    ],
)
def test_what_was_sent_is_kept_and_shown(client, apply_url, upload, name, format):
    response = client.post(apply_url, filled_in(cv=SimpleUploadedFile(*upload)), follow=True)

    application = Application.objects.get()
    assert response.redirect_chain == [(mine_url(), 302)]
    assert (application.cv.original_name, application.cv.get_format_display()) == (name, format)
    assert application.cv.file.read() == upload[1]
    application.cv.file.close()
    assert "We have your application" in page_of(response)


def test_only_what_must_be_is_asked_for(client, apply_url):
    response = client.post(apply_url, filled_in(phone="", links="", words=""))

    assert (response.status_code, response["Location"]) == (302, mine_url())


def test_what_is_typed_is_tidied(client, apply_url):
    client.post(
        apply_url,
        filled_in(
            name="  Ada \t  Lovelace ", email=" ADA@Example.com ", links="example.com/ada\r\n\r\nhttps://b.example"
        ),
    )

    application = Application.objects.get()
    assert (application.sent_name, application.candidate.email) == ("Ada Lovelace", "ada@example.com")
    assert application.sent_links == "https://example.com/ada\nhttps://b.example"


def test_the_same_form_again_shows_the_same_page(client, apply_url):
    data = filled_in()
    first = client.post(apply_url, data)
    data["cv"].seek(0)

    again = client.post(apply_url, data)

    assert first["Location"] == again["Location"] == mine_url()
    assert (Candidate.objects.count(), Document.objects.count(), Email.objects.count()) == (1, 1, 1)


def test_a_second_form_under_the_address_tells_nothing(client, apply_url):
    client.post(apply_url, filled_in())
    token = Application.objects.get().token

    response = StrictClient().post(apply_url, filled_in(name="Eve"), follow=True)

    assert response.redirect_chain == [(f"{apply_url}sent/", 302)]
    page = page_of(response)
    assert [secret for secret in (token, "Ada", "ada@example.com") if secret in page] == []
    assert "If you applied for this job before with this e-mail address" in page
    assert Email.objects.filter(message__contains=token).count() == 2


def test_the_page_after_a_second_form_says_nothing_to_whoever_opens_it(client, apply_url, posting):
    response = client.get(f"{apply_url}sent/")

    assert response.status_code == 200
    assert client.post(f"{apply_url}sent/").status_code == 405


def test_the_version_read_is_the_one_the_form_was_shown_with(client, posting, apply_url):
    posting.title = "Head of Technology"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()

    client.post(apply_url, filled_in(version="1"))

    assert Application.objects.get().version.number == 1  # sent to the old slug, besides


@pytest.mark.parametrize("version", ["", "2", "0", "-1", "x", "9" * 30, "1.0"])
def test_a_version_that_is_not_the_postings_is_the_live_one(client, posting, apply_url, version):
    client.post(apply_url, filled_in(version=version))

    assert Application.objects.get().version == posting.live_version


@pytest.mark.parametrize("key", ["", "x", "1234"])
def test_a_broken_form_key_is_no_reason_to_lose_a_form(client, apply_url, key):
    client.post(apply_url, filled_in(form_key=key))

    assert Application.objects.count() == 1


def test_a_posting_that_closed_meanwhile_says_so(client, posting, apply_url):
    close_posting(posting=posting, by=posting.created_by, reason="filled")

    assert client.post(apply_url, filled_in()).status_code == 410
    assert client.post(apply_url, filled_in(name="")).status_code == 410
    assert Application.objects.count() == 0
