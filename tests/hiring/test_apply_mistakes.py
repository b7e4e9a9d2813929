"""What is in the way of an application: mistakes, a trap, a full disk, too many at once."""

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.html import escape

from hiring.models import Application
from tests.candidates.corpus import BAD
from tests.factories.candidates import PDF, CandidateFactory, docx
from tests.factories.postings import PostingFactory
from tests.strict_client import StrictClient

from .conftest import apply_url_of, filled_in, mine_url, page_of, value_of

pytestmark = pytest.mark.django_db

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
        "The file is empty. Save it again, then choose the new file.",
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


ONE_OF_EACH = {code: data for data, code in BAD.values()}


@pytest.mark.parametrize("code", ONE_OF_EACH)
def test_a_bad_cv_is_refused_with_what_to_do_and_nothing_of_it_is_kept(client, apply_url, storage, code):
    response = client.post(apply_url, filled_in(cv=SimpleUploadedFile("cv.pdf", ONE_OF_EACH[code])))

    (error,) = response.context["form"].errors["cv"].as_data()
    assert error.code == code
    assert page_of(response).count(escape(error.messages[0])) == 2
    assert response.context["form"]["words"].value() == "I know engines."
    assert [path for path in storage.rglob("*") if path.is_file()] == []


def test_line_ends_count_as_the_browser_counts_them(client, apply_url):
    client.post(apply_url, filled_in(words="x\r\n" * 1500))

    assert len(Application.objects.get().words) == 2999  # the last line end is trimmed


def test_a_cv_survives_an_error_elsewhere(client, apply_url):
    key = filled_in()["form_key"]
    page = page_of(client.post(apply_url, filled_in(form_key=key, email="")))
    kept = value_of(page, "kept_cv")
    assert "We still have your file <strong>Ada.pdf</strong>" in page

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


def test_a_full_disk_on_the_way_in_is_told_and_what_was_typed_is_kept(client, apply_url, monkeypatch):
    """A large file is put down for a moment before anybody looks at it."""

    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("django.core.files.uploadedfile.tempfile.NamedTemporaryFile", refuse)
    large = SimpleUploadedFile("cv.pdf", PDF + bytes(3 * 1024 * 1024))

    response = client.post(apply_url, filled_in(cv=large))

    assert response.context["form"].errors == {"cv": ["We can’t keep your file just now. Send again in a few minutes."]}
    assert response.context["form"]["words"].value() == "I know engines."


def test_a_full_disk_beside_another_mistake_is_no_crash(client, apply_url, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = client.post(apply_url, filled_in(name=""))

    assert response.context["form"].errors == {"name": ["Enter your name."]}


# How often -------------------------------------------------------------------------------------------

TOO_MANY = "Too many applications came from your network or with this e-mail address."


@time_machine.travel("2026-11-20 08:50Z", tick=False)
def test_an_address_that_applies_too_often_waits(client, apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 2
    for number in range(2):
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"))

    response = client.post(apply_url, filled_in(email="ada2@example.com"))

    page = page_of(response)
    assert (response.status_code, response["Retry-After"]) == (429, "1800")
    assert f"{TOO_MANY} Send again in 30 minutes." in page
    assert response.context["form"]["name"].value() == "Ada Lovelace"
    assert Application.objects.count() == 2

    with time_machine.travel("2026-11-20 09:20Z", tick=False):
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


def test_one_address_of_the_network_is_not_believed_to_be_many(client, apply_url, settings):
    """Anybody can write a header; only proxies that are named in the settings are taken at their word."""
    settings.APPLICATIONS_PER_HOUR = 1
    for number in range(3):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"), headers=headers, REMOTE_ADDR="203.0.113.5")

    assert Application.objects.count() == 1


def test_a_proxy_that_is_named_is_believed(apply_url, settings):
    settings.APPLICATIONS_PER_HOUR = 1
    settings.TRUSTED_PROXIES = ["203.0.113.0/24"]
    client = StrictClient()  # it reads the settings when it starts
    for number in range(3):
        headers = {"x-forwarded-for": f"198.51.100.{number}"}
        client.post(apply_url, filled_in(email=f"ada{number}@example.com"), headers=headers, REMOTE_ADDR="203.0.113.5")

    assert Application.objects.count() == 3


def test_one_e_mail_address_has_a_limit_wherever_the_forms_come_from(client, settings):
    settings.APPLICATIONS_PER_EMAIL_PER_HOUR = 2
    urls = [apply_url_of(PostingFactory(published=True)) for _number in range(3)]

    answers = [
        client.post(url, filled_in(email=email), REMOTE_ADDR=f"198.51.100.{number}")
        for number, (url, email) in enumerate(
            zip(urls, ["ada@example.com", "Ada@Example.com", "ADA@example.com"], strict=True)
        )
    ]

    page = page_of(answers[2])
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert f"{TOO_MANY} Send again in 30 minutes." in page
    assert answers[2]["Retry-After"] == "1800"
    assert answers[2].context["form"]["words"].value() == "I know engines."
    assert "We still have your file <strong>Ada.pdf</strong>" in page


def test_the_limit_says_nothing_of_who_is_known(client, apply_url, settings):
    """Somebody without an application is held up after as many forms, in the same words, as somebody with one."""
    settings.APPLICATIONS_PER_EMAIL_PER_HOUR = 2
    CandidateFactory(email="known@example.com")

    def errors(email: str) -> list:
        answers = [client.post(apply_url, filled_in(email=email)) for _number in range(3)]
        return [answer.status_code for answer in answers], answers[2].context["form"].non_field_errors()

    assert errors("known@example.com") == errors("unknown@example.com")
