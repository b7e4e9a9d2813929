"""The public page that reads an ad: what it shows, what it refuses, and that it keeps nothing."""

import io
import logging
import tempfile
import zipfile

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from fpdf import FPDF

from postings.reader.formats import MAX_BYTES, MAX_CHARACTERS
from postings.uploads import InMemoryHandler
from postings.views.check import EXAMPLES
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

SECRET = "Zanzibarre"
AD = f"""CTO at {SECRET}, Denver, Colorado

About us
We are 14 people, 5 of them engineers.

Your role
- Recruit four engineers this year
- Run the technology budget of several departments
- Water the plants

Requirements
- Rigour
"""


def post(client, **data):
    return client.post("/check/", data)


def upload(data: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def errors_of(response) -> dict[str, list[str]]:
    return {name: [str(error) for error in errors] for name, errors in response.context["form"].errors.items()}


def docx() -> bytes:
    document = Document()
    for line in AD.splitlines():
        document.add_paragraph(line)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf(password: str = "") -> bytes:
    document = FPDF()
    document.add_page()
    document.set_font("Helvetica", size=11)
    document.multi_cell(0, 6, AD)
    if password:
        document.set_encryption(owner_password=password, user_password=password)
    return bytes(document.output())


# What it shows


def test_the_form_is_there_for_everybody(client):
    response = client.get("/check/")

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert 'href="/fr/check/"' in response.text


def test_an_ad_is_read(client):
    response = post(client, text=AD)
    check = response.context["check"]

    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert check.stage.number == 2
    assert [(line.text, line.source and line.source.key) for line in check.lines if line.number] == [
        ("Recruit four engineers this year", "recruit-engineers"),
        ("Run the technology budget of several departments", "run-technology-budget"),
        ("Water the plants", None),
        ("Rigour", "rigour"),
    ]
    assert '<mark class="cue">Recruit</mark>' in response.text
    assert "in no entry of the reference: left as it is" in response.text
    assert [severity for severity, _count, _issues in check.groups] == ["blocks", "warns", "advises"]
    assert "Colorado asks for a pay range. Give the lowest and the highest pay." in response.text
    assert "Share out tasks and follow them up" in response.text  # a core mission that it does not mention
    assert f'href="{reverse("roles:role", args=["cto"])}#stage-2"' in response.text
    assert "Sign in to the studio" in response.text


def test_the_messages_number_the_lines_as_the_page_does(client):
    check = post(client, text=AD).context["check"]

    (line,) = [line for line in check.lines if "budget" in line.text]

    assert line.number == 2
    assert any("line 2 asks to" in finding.message for finding in line.findings)


def test_no_stem_of_a_coded_word_is_exempt(client):
    check = post(client, text="CTO\n\nYour role\n- Lead decisions").context["check"]

    assert check.masculine_words == ["lead", "decisions"]
    assert check.inclusive.result == "masculine-coded"


def test_french_is_not_assessed_for_coded_words(client):
    response = post(client, text="CTO\n\nVos missions\n- Vous dirigez l’équipe avec les développeurs et vous recrutez")

    assert response.context["check"].ad.language == "fr"
    assert "Not assessed." in response.text


def test_the_language_can_be_chosen(client):
    response = post(client, text=AD, language="fr")

    assert response.context["check"].ad.language == "fr"


def test_an_ad_that_tells_no_stage_is_said_to(client):
    response = post(client, text="We like cheese.")

    assert "doesn’t say which CTO it wants" in response.text
    assert response.context["check"].lacking == []


def test_the_page_speaks_french(client):
    response = client.post("/fr/check/", {"text": AD})

    assert response.status_code == 200
    assert 'lang="fr"' in response.text
    assert response.context["check"].words.language == "fr"
    assert response.context["check"].reference.language == "en"


@pytest.mark.parametrize("path", ["/check/?example", "/fr/check/?example"])
def test_the_example_is_one_that_has_something_to_see(client, path):
    text = client.get(path).context["form"]["text"].value()

    check = client.post(path.partition("?")[0], {"text": text}).context["check"]

    assert check.stage.number == 2
    assert {severity for severity, _count, _issues in check.groups} == {"blocks", "warns", "advises"}
    assert any(line.source for line in check.lines)


def test_examples_are_there_in_both_languages():
    assert sorted(path.name for path in EXAMPLES.glob("*.txt")) == ["en.txt", "fr.txt"]


@pytest.mark.parametrize(
    ("kind", "visible"), [("recruiter", True), ("lead", True), ("interviewer", False), ("curator", False)]
)
def test_who_may_draft_is_offered_the_draft(sign_in, kind, visible):
    response = post(sign_in(UserFactory(**{kind: True})), text=AD)

    assert (f'action="{reverse("studio:from_ad")}"' in response.text) is visible


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script> & <b>bold</b> CTO", "- " * 3000, "\x00\ud800 CTO".encode("utf-8", "replace").decode()],
)
def test_hostile_text_is_shown_as_text(client, text):
    response = post(client, text=text)

    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_search_engines_are_told_of_the_page_in_both_languages(client):
    listed = client.get("/sitemap.xml").text

    assert "<loc>http://testserver/check/</loc>" in listed
    assert "<loc>http://testserver/fr/check/</loc>" in listed
    assert 'rel="alternate" hreflang="fr" href="http://localhost:8000/fr/check/"' in client.get("/check/").text


# Files


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (AD.encode(), "ad.txt"),
        (AD.encode(), "ad.md"),
        (f"<html><body><p>{AD}</p></body></html>".encode(), "ad.html"),
        (docx(), "ad.docx"),
        (pdf(), "ad.pdf"),
    ],
)
def test_files_of_each_kind_are_read(client, data, name):
    response = post(client, file=upload(data, name))

    assert SECRET in response.context["check"].ad.text
    assert SECRET in response.context["form"]["text"].value()  # to be edited and sent again


def test_a_file_counts_before_the_text(client):
    response = post(client, text="Pasted words", file=upload(AD.encode(), "ad.txt"))

    assert SECRET in response.context["check"].ad.text


def archive(**parts: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        for name, text in parts.items():
            made.writestr(name, text)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "message"),
    [
        (b"%PDF-1.7 broken", "ad.pdf", "The file is damaged. Save it again, or paste the ad’s text instead."),
        (
            pdf("secret"),
            "ad.pdf",
            "It is protected by a password. Save it without one, or paste the ad’s text instead.",
        ),
        (b" \n ", "ad.txt", "There is no text in it. If it is a scan, paste the ad’s text instead."),
        (b"\x89PNG\r\n", "ad.png", "Only PDF, DOCX, HTML, Markdown and text are read."),
        (archive(readme="x"), "ad.zip", "Only PDF, DOCX, HTML, Markdown and text are read."),
        (b"PK\x03\x04 broken", "ad.docx", "The file is damaged."),
        (b"x" * (MAX_BYTES + 1), "ad.txt", "It is too long to be an ad: at most 5 MB, 30 pages"),
        (
            b"word " * MAX_CHARACTERS,
            "ad.txt",
            "It is too long to be an ad: at most 5 MB, 30 pages and 50,000 characters",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_said_beside_it_and_the_text_stays(client, data, name, message):
    response = post(client, text="Pasted words", file=upload(data, name))

    ((field, (said,)),) = errors_of(response).items()
    assert response.status_code == 200
    assert field == "file"
    assert said.startswith(message)
    assert "Pasted words" in response.text
    assert 'aria-invalid="true"' in response.text


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Paste the text of an ad, or choose its file."),
        (" \n\t", "Paste the text of an ad, or choose its file."),
        ("…!", "There are no words in it. Paste the text of an ad."),
        ("word " * MAX_CHARACTERS, "It is too long to be an ad: at most 50,000 characters are read."),
    ],
)
def test_text_that_cannot_be_read_is_said_and_stays(client, text, message):
    response = post(client, text=text)

    assert response.status_code == 200
    assert errors_of(response) == {"text": [message]}
    assert response.context["form"]["text"].value() == text


def test_far_too_much_text_is_answered_with_the_form(client):
    response = post(client, text="word " * 500_000)

    assert response.status_code == 413
    assert errors_of(response) == {"text": ["It is too long to be an ad: at most 50,000 characters are read."]}


def test_an_unknown_language_is_said(client):
    response = post(client, text=AD, language="de")

    assert list(errors_of(response)) == ["language"]
    assert SECRET in response.text


# Limits


def test_too_many_ads_from_one_address_wait_and_keep_their_text(client, settings):
    settings.CHECKS_PER_HOUR = 2

    answers = [post(client, text=AD) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 0 < int(answers[2]["Retry-After"]) <= 3600
    (said,) = errors_of(answers[2])["__all__"]
    assert said.startswith("Many ads came from your network this hour. Send this one again in ")
    assert SECRET in answers[2].text
    assert answers[2].context["check"] is None
    assert client.get("/check/").status_code == 200


def test_a_forged_request_is_refused():
    assert Client(enforce_csrf_checks=True).post("/check/", {"text": AD}).status_code == 403


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)("/check/").status_code == 405


# Nothing is kept


def rows() -> dict[str, int]:
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.managed}


def test_nothing_is_kept_or_logged(client, caplog, tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    caplog.set_level(logging.DEBUG)
    post(client, text="An ad.")  # that somebody asked, under a keyed hash for two hours, is all that is counted
    before = rows()

    post(client, text=AD)
    post(client, file=upload(AD.encode() + b" " * (3 * 1024 * 1024), "ad.txt"))  # more than Django keeps in memory
    post(client, file=upload(b"%PDF-1.7 " + SECRET.encode(), "ad.pdf"))

    assert rows() == before
    assert list(tmp_path.iterdir()) == []
    assert "sessionid" not in client.cookies
    assert SECRET not in caplog.text


def test_files_beside_the_ad_take_no_memory():
    handler, sizes = InMemoryHandler(), []
    for chunk in (b"x" * 100, b"x" * MAX_BYTES, b"x" * MAX_BYTES):
        handler.new_file("file", "ad.txt", "text/plain", None)
        handler.receive_data_chunk(chunk, 0)
        file = handler.file_complete(len(chunk))
        sizes.append((file.size, len(file.read())))

    assert sizes == [(100, 100), (MAX_BYTES, MAX_BYTES - 99), (MAX_BYTES, 0)]


def test_reading_takes_the_same_queries_however_long_the_ad(client, django_assert_num_queries):
    post(client, text=AD)  # the first of a visitor's makes the row of their limit
    for text in (AD, AD + "- Recruit engineers\n" * 30):
        with django_assert_num_queries(6):
            post(client, text=text)
