"""A candidate's CV in the studio: read page by page, or saved."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.actions import read_waiting_documents
from candidates.models import Document
from postings.choices import Part
from tests.factories.candidates import PDF, CandidateFactory, DocumentFactory, docx, pdf
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

CONTACTS = "Ada Lovelace\nada@engine.example\n+44 20 7946 0018\ngithub.com/ada"


@pytest.fixture
def application(posting):
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com")
    return ApplicationFactory(posting=posting, candidate=candidate)


@pytest.fixture
def member(posting):
    """Return a function that makes a user a member of the posting."""

    def make(user, part):
        return MembershipFactory(posting=posting, user=user, part=part)

    return make


@pytest.fixture
def with_contacts(posting):
    """An application whose CV has contact data, and was read."""
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com")
    cv = DocumentFactory(candidate=candidate, file__data=pdf(CONTACTS))
    application = ApplicationFactory(posting=posting, candidate=candidate, cv=cv)
    read_waiting_documents()
    return application


def read_url(application) -> str:
    return reverse("studio:read_document", args=[application.cv.pk])


def page_url(application, number: int = 1) -> str:
    return reverse("studio:document_page", args=[application.cv.pk, number])


def take_url(application) -> str:
    return reverse("studio:take_found", args=[application.cv.pk])


# The CV ----------------------------------------------------------------------------------------------


def cv_url(application) -> str:
    return reverse("studio:document", args=[application.cv.pk])


def test_the_same_bytes_come_back_to_be_saved(sign_in, owner, application):
    response = sign_in(owner).get(cv_url(application))

    assert response.getvalue() == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="cv.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_a_name_in_any_script_is_kept(sign_in, owner, posting):
    cv = DocumentFactory(original_name="Zieliński 履歴書.pdf")
    application = ApplicationFactory(posting=posting, candidate=cv.candidate, cv=cv)

    response = sign_in(owner).get(cv_url(application))

    response.getvalue()
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Zieli%C5%84ski%20%E5%B1%A5%E6%AD%B4%E6%9B%B8.pdf"
    )


def test_who_opened_it_is_written_down(sign_in, owner, application):
    sign_in(owner).get(cv_url(application)).getvalue()

    event = AuditEvent.objects.get(action=AuditAction.CV_OPENED)
    assert (event.actor_id, event.object_kind, event.object_id) == (
        owner.pk,
        "candidates.document",
        str(application.cv.pk),
    )


def test_another_recruiter_gets_no_file(sign_in, recruiter, application):
    assert sign_in(recruiter).get(cv_url(application)).status_code == 404
    assert not AuditEvent.objects.filter(action=AuditAction.CV_OPENED).exists()


def test_an_interviewer_gets_no_file(sign_in, interviewer, application, member):
    member(interviewer, Part.INTERVIEWER)

    assert sign_in(interviewer).get(cv_url(application)).status_code == 404


def test_an_anonymous_visitor_gets_no_file(client, application):
    assert client.get(cv_url(application)).status_code == 302


def test_a_file_of_no_application_is_not_every_recruiters(sign_in, recruiter):
    assert sign_in(recruiter).get(reverse("studio:document", args=[DocumentFactory().pk])).status_code == 404


@pytest.mark.parametrize("method", ["post", "head", "delete"])
def test_a_file_is_only_fetched(sign_in, owner, application, method):
    assert getattr(sign_in(owner), method)(cv_url(application)).status_code == 405


def test_a_file_that_is_gone_is_said_so(sign_in, owner, application, storage):
    (storage / application.cv.file.name).unlink()

    response = sign_in(owner).get(cv_url(application), follow=True)

    assert response.redirect_chain == [(application.get_absolute_url(), 302)]
    assert "The file is missing from the store." in response.content.decode()
    assert Document.objects.count() == 1


# Read in the studio ----------------------------------------------------------------------------------


def test_the_pages_and_the_text_are_shown(sign_in, owner, application):
    read_waiting_documents()

    response = sign_in(owner).get(read_url(application))

    page = page_of(response)
    assert page.count('class="sheet-picture"') == 1
    assert page.count("Ada Lovelace, engineer") == 1
    assert "Files are not scanned for viruses here." in page
    assert response["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"


def test_reading_a_file_is_written_down(sign_in, owner, application):
    read_waiting_documents()

    sign_in(owner).get(read_url(application))

    event = AuditEvent.objects.get(action=AuditAction.CV_OPENED)
    assert (event.actor_id, event.object_id) == (owner.pk, str(application.cv.pk))


def test_a_file_that_was_not_read_yet_says_so(sign_in, owner, application):
    page = page_of(sign_in(owner).get(read_url(application)))

    assert "The file is being read" in page
    assert not AuditEvent.objects.filter(action=AuditAction.CV_OPENED).exists()


@pytest.mark.parametrize(
    ("text", "words", "pages"),
    [
        ("Ada of the engines", "Laid out here from the words of a Word file", 1),
        ("Ада Лавлейс, инженер", "This file is shown as its text, without the layout.", 0),
    ],
)
def test_a_word_file_is_laid_out_where_its_letters_can_be_shown(sign_in, owner, posting, text, words, pages):
    cv = DocumentFactory(file__data=docx(text), format=Document.Format.DOCX, original_name="cv.docx")
    application = ApplicationFactory(posting=posting, candidate=cv.candidate, cv=cv)
    read_waiting_documents()

    page = page_of(sign_in(owner).get(read_url(application)))

    assert (text in page, words in page, page.count("sheet-picture")) == (True, True, pages)


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        ("damaged", "it seems to be damaged"),
        ("protected", "The file is protected"),
        ("time", "takes too long"),
        ("memory", "takes too long"),
    ],
)
def test_a_file_that_can_not_be_read_says_why(sign_in, owner, application, problem, words):
    Document.objects.update(reading="failed", problem=problem, read_at=application.created_at)

    assert words in page_of(sign_in(owner).get(read_url(application)))


def test_a_picture_of_a_page_comes_as_a_picture_and_nothing_else(sign_in, owner, application):
    read_waiting_documents()

    response = sign_in(owner).get(page_url(application))

    assert response.getvalue()[:3] == b"\xff\xd8\xff"
    assert response["Content-Type"] == "image/jpeg"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"


def test_a_page_that_is_not_there_is_none(sign_in, owner, application):
    read_waiting_documents()
    default_storage.delete(application.cv.pictures.get().file.name)

    assert sign_in(owner).get(page_url(application)).status_code == 404
    assert sign_in(owner).get(page_url(application, 2)).status_code == 404


@pytest.mark.parametrize("url", [read_url, page_url])
def test_what_may_not_be_opened_is_shown_to_nobody(sign_in, owner, application, url):
    read_waiting_documents()
    Document.objects.update(scan="infected")

    response = sign_in(owner).get(url(application))

    assert "Ada Lovelace, engineer" not in page_of(response)
    assert response.status_code == (404 if url is page_url else 200)


def test_what_may_not_be_opened_is_not_downloaded(sign_in, owner, application):
    Document.objects.update(scan="infected")

    response = sign_in(owner).get(cv_url(application), follow=True)

    assert response.redirect_chain == [(read_url(application), 302)]
    assert "The scanner found a virus in this file." in page_of(response)


@pytest.mark.parametrize("url", [read_url, page_url])
def test_another_recruiter_reads_nothing(sign_in, recruiter, application, url):
    read_waiting_documents()

    assert sign_in(recruiter).get(url(application)).status_code == 404


@pytest.mark.parametrize("url", [read_url, page_url])
def test_reading_changes_nothing(sign_in, owner, application, url):
    assert sign_in(owner).post(url(application)).status_code == 405


# What the text has -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "after"),
    [
        ("email", "ada@engine.example", ("ada@engine.example", "", "")),
        ("phone", "+44 20 7946 0018", ("ada@example.com", "+44 20 7946 0018", "")),
        ("links", "https://github.com/ada", ("ada@example.com", "", "https://github.com/ada")),
    ],
)
def test_contact_data_is_taken_over_once_somebody_says_so(sign_in, owner, with_contacts, field, value, after):
    candidate, client = with_contacts.candidate, sign_in(owner)
    offered = page_of(client.get(read_url(with_contacts)))

    for _time in range(2):
        response = client.post(take_url(with_contacts), {"field": field, "value": value})

    candidate.refresh_from_db()
    assert value in offered
    assert response.status_code == 302
    assert (candidate.email, candidate.phone, candidate.links) == after
    assert AuditEvent.objects.filter(action=AuditAction.CONTACT_CHANGED).count() == 1


@pytest.mark.parametrize(
    ("field", "value"), [("email", "eve@example.com"), ("name", "Eve"), ("phone", ""), ("", ""), ("links", "ftp://x")]
)
def test_only_what_the_file_has_is_taken_over(sign_in, owner, with_contacts, field, value):
    sign_in(owner).post(take_url(with_contacts), {"field": field, "value": value})

    candidate = with_contacts.candidate
    candidate.refresh_from_db()
    assert (candidate.name, candidate.email, candidate.phone, candidate.links) == (
        "Ada Lovelace",
        "ada@example.com",
        "",
        "",
    )


def test_an_address_of_somebody_else_is_not_taken_over(sign_in, owner, with_contacts):
    CandidateFactory(email="ada@engine.example")

    response = sign_in(owner).post(
        take_url(with_contacts), {"field": "email", "value": "ada@engine.example"}, follow=True
    )

    assert "Another candidate has this e-mail address" in page_of(response)


def test_only_who_may_decide_takes_over(sign_in, recruiter, interviewer, with_contacts, member):
    member(interviewer, Part.INTERVIEWER)
    offer = {"field": "phone", "value": "+44 20 7946 0018"}

    assert sign_in(recruiter).post(take_url(with_contacts), offer).status_code == 404
    assert sign_in(interviewer).post(take_url(with_contacts), offer).status_code == 404


def test_taking_over_is_only_sent(sign_in, owner, with_contacts):
    assert sign_in(owner).get(take_url(with_contacts)).status_code == 405
