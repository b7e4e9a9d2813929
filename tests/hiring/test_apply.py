"""The apply form, as a browser without JavaScript meets it."""

import re

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
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

from .conftest import apply_url_of, filled_in

pytestmark = pytest.mark.django_db


def value_of(html: str, name: str) -> str:
    (value,) = re.findall(rf'<input type="hidden" name="{name}" value="([^"]*)"', html)
    return value


def page_of(response) -> str:
    return response.content.decode()


def mine_url() -> str:
    return reverse("hiring:mine", args=[Application.objects.get().token])


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

    with django_assert_num_queries(2):
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

    response = client.post(apply_url, filled_in(name="Eve"), follow=True)

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


# What is wrong with it -------------------------------------------------------------------------------

MISTAKES = {
    "name missing": ({"name": " "}, "name", "Enter your name."),
    "name hidden": ({"name": "\u2028"}, "name", "Enter your name."),
    "e-mail missing": ({"email": ""}, "email", "Enter your e-mail address."),
    "e-mail wrong": ({"email": "ada@"}, "email", "Enter an e-mail address like name@example.com."),
    "e-mail of two lines": (
        {"email": "ada@example.com\nBcc: x@example.com"},
        "email",
        "Enter an e-mail address like name@example.com.",
    ),
    "phone of words": ({"phone": "call me"}, "phone", "Enter a phone number like +33 1 23 45 67 89."),
    "phone too short": ({"phone": "12"}, "phone", "Enter a phone number like +33 1 23 45 67 89."),
    "CV missing": ({"cv": None}, "cv", "Choose the file of your CV."),
    "CV empty": (
        {"cv": SimpleUploadedFile("cv.pdf", b"")},
        "cv",
        "The file is empty. Save your CV again, then choose the new file.",
    ),
    "CV a picture": (
        {"cv": SimpleUploadedFile("cv.pdf", b"\xff\xd8\xff\xe0")},
        "cv",
        "This is a picture. Put it into a document, save that as PDF, then choose the new file.",
    ),
    "link wrong": (
        {"links": "https://example.com\nmy site"},
        "links",
        "“my site” is not a link. Give one a line, like https://example.com/me.",
    ),
    "link of a script": (
        {"links": "javascript://example.com/%0aalert(1)"},
        "links",
        "“javascript://example.com/%0aalert(1)” is not a link. Give one a line, like https://example.com/me.",
    ),
    "too many links": (
        {"links": "\n".join(f"https://example.com/{number}" for number in range(11))},
        "links",
        "Give 10 links at most.",
    ),
    "too many words": (
        {"words": "x" * 3001},
        "words",
        "Ensure this value has at most 3000 characters (it has 3001).",
    ),
}


@pytest.mark.parametrize(("changes", "field", "message"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_is_told_and_what_was_typed_is_kept(client, apply_url, changes, field, message):
    response = client.post(apply_url, filled_in(**{"words": "I know engines."} | changes))

    form = response.context["form"]
    page = page_of(response)
    assert response.status_code == 200
    assert form.errors == {field: [message]}
    assert page.count(message) == 2  # in the summary, and beside the field
    assert f'href="#id_{field}"' in page
    assert "<title>Error: Apply" in page
    assert form["words"].value() == changes.get("words", "I know engines.")
    assert Application.objects.count() == 0


def test_line_ends_count_as_the_browser_counts_them(client, apply_url):
    client.post(apply_url, filled_in(words="x\r\n" * 1500))

    assert len(Application.objects.get().words) == 2999  # the last line end is trimmed


def test_a_cv_survives_an_error_elsewhere(client, apply_url):
    key = filled_in()["form_key"]
    page = page_of(client.post(apply_url, filled_in(form_key=key, email="")))
    kept = value_of(page, "kept_cv")
    assert "We still have your CV <strong>Ada.pdf</strong>" in page

    response = client.post(apply_url, filled_in(form_key=key, cv=None, kept_cv=kept))

    application = Application.objects.get()
    assert response["Location"] == mine_url()
    assert application.cv.original_name == "Ada.pdf"
    assert application.cv.file.read() == PDF
    application.cv.file.close()


def test_a_cv_that_was_put_aside_serves_a_double_click(client, apply_url):
    kept = value_of(page_of(client.post(apply_url, filled_in(email=""))), "kept_cv")
    data = filled_in(cv=None, kept_cv=kept)

    assert [client.post(apply_url, data)["Location"] for _ in range(2)] == [mine_url()] * 2


def test_a_newer_cv_takes_the_place_of_the_one_put_aside(client, apply_url):
    kept = value_of(page_of(client.post(apply_url, filled_in(email=""))), "kept_cv")

    client.post(apply_url, filled_in(cv=SimpleUploadedFile("New.docx", docx()), kept_cv=kept))

    assert Application.objects.get().cv.original_name == "New.docx"


@pytest.mark.parametrize("reference", ["x", "documents/ab/abcdef"])
def test_a_made_up_reference_is_no_cv(client, apply_url, reference):
    response = client.post(apply_url, filled_in(cv=None, kept_cv=reference))

    assert response.context["form"].errors == {"cv": ["Choose the file of your CV."]}


def test_a_cv_too_large_is_not_kept_on_the_way_in(client, apply_url, settings):
    settings.CV_MAX_BYTES = 1024
    settings.FILE_UPLOAD_HANDLERS = settings.FILE_UPLOAD_HANDLERS[1:]
    large = SimpleUploadedFile("cv.pdf", PDF + bytes(500_000))

    response = client.post(apply_url, filled_in(cv=large))

    assert response.context["form"].errors["cv"][0].startswith("The file is 48")
    assert response.context["form"]["name"].value() == "Ada Lovelace"


def test_the_trap_asks_again_and_loses_nothing(client, apply_url):
    response = client.post(apply_url, filled_in(website="https://spam.example"))
    page = page_of(response)
    assert "A hidden field was filled in, as robots do." in page
    assert "spam.example" not in page

    client.post(apply_url, filled_in(cv=None, kept_cv=value_of(page, "kept_cv")))

    assert Application.objects.count() == 1


def test_a_full_disk_is_told_and_what_was_typed_is_kept(client, apply_url, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = client.post(apply_url, filled_in())

    assert response.status_code == 503
    assert "We can’t keep your file just now. Send again in a few minutes." in page_of(response)
    assert response.context["form"]["words"].value() == "I know engines."
    assert Application.objects.count() == 0


def test_a_full_disk_beside_another_mistake_is_no_crash(client, apply_url, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = client.post(apply_url, filled_in(name=""))

    assert response.context["form"].errors == {"name": ["Enter your name."]}


# How often -------------------------------------------------------------------------------------------


@time_machine.travel("2026-11-20 08:50Z", tick=False)
def test_an_address_that_applies_too_often_waits(client, apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 2
    for number in range(2):
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"))

    response = client.post(apply_url, filled_in(email="ada2@example.com"))

    page = page_of(response)
    assert (response.status_code, response["Retry-After"]) == (429, "600")
    assert "Too many applications came from your network. Send again in 10 minutes." in page
    assert response.context["form"]["name"].value() == "Ada Lovelace"
    assert Application.objects.count() == 2

    with time_machine.travel("2026-11-20 09:01Z", tick=False):
        client.post(apply_url, filled_in(email="ada2@example.com", cv=None, kept_cv=value_of(page, "kept_cv")))
    assert Application.objects.count() == 3


def test_another_address_does_not_wait(client, apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 1
    for number in range(3):
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"), REMOTE_ADDR=f"198.51.100.{number}")

    assert Application.objects.count() == 3


def test_the_addresses_of_one_network_count_as_one(client, apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 1
    for number in range(3):
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"), REMOTE_ADDR=f"2001:db8::{number + 1}")

    assert Application.objects.count() == 1


def test_forms_with_mistakes_have_a_limit_of_their_own(client, apply_url, settings, storage):
    settings.APPLY_TRIES_PER_HOUR = 2
    answers = [client.post(apply_url, filled_in(name="")) for _ in range(3)]

    assert [response.status_code for response in answers] == [200, 200, 429]
    assert sum(path.is_file() for path in storage.rglob("*")) == 2  # the third put nothing aside
