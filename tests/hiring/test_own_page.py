"""What candidates add and correct on their own page."""

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.models import Document
from hiring.actions import MOST_DOCUMENTS
from hiring.archive import data_of
from hiring.models import AddedDocument, ContactChange
from tests.factories.accounts import UserFactory
from tests.factories.candidates import PDF, CandidateFactory, checked_cv, docx, pdf
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

PAGES = ["hiring:add_document", "hiring:contact", "hiring:ask_new_email"]


@pytest.fixture
def application(posting):
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com", phone="+33 1 23 45 67 89")
    return ApplicationFactory(posting=posting, candidate=candidate, sent_phone=candidate.phone)


def url_of(application, name: str) -> str:
    return reverse(name, args=[application.token])


def send(client, application, data: bytes = PDF, name: str = "Letter.pdf"):
    file = SimpleUploadedFile(name, data)
    return client.post(url_of(application, "hiring:add_document"), {"file": file})


def files_in(folder) -> int:
    return sum(path.is_file() for path in folder.rglob("*"))


# All of them -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_the_pages_are_for_the_holder_of_the_link_in_the_language_of_the_posting(client, name):
    application = ApplicationFactory(posting=PostingFactory(published=True, language="fr"))

    response = client.get(url_of(application, name))

    assert (response.status_code, response["Content-Language"]) == (200, "fr")
    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert response["Referrer-Policy"] == "same-origin"  # its form needs an origin
    assert client.get(reverse(name, args=[application.token[:-1]])).status_code == 404
    assert client.post(reverse(name, args=[application.token[:-1]])).status_code == 404
    assert client.delete(url_of(application, name)).status_code == 405


@pytest.mark.parametrize("name", PAGES)
def test_too_many_changes_wait_and_what_was_typed_is_kept(client, application, settings, name):
    settings.OWN_CHANGES_PER_HOUR = 1
    data = {"name": "Ada King", "phone": "", "links": ""}
    client.post(url_of(application, name), data)

    response = client.post(url_of(application, name), data | {"name": "Ada Byron"})

    page = page_of(response)
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Too many requests came from your network. Try again in 60 minutes." in page
    assert "<title>Error:" in page
    assert ('value="Ada Byron"' in page) == (name == "hiring:contact")


# Documents -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("data", "name"), [(PDF, "Letter.pdf"), (docx("Dear all"), "Letter.docx")])
def test_a_document_is_added_and_shown_to_both_sides(client, sign_in, application, data, name):
    response = send(client, application, data, name)

    document = application.added_documents.get().document
    mine, studio = page_of(client.get(response["Location"])), sign_in(application.posting.created_by)
    assert response["Location"] == url_of(application, "hiring:mine") + "?done=document#sent"
    assert (document.kind, document.original_name, document.candidate) == ("other", name, application.candidate)
    assert [word in mine for word in ("Your document is added.", name)] == [True, True]
    assert name in page_of(studio.get(application.get_absolute_url()))
    assert studio.get(reverse("studio:document", args=[document.pk])).getvalue() == data
    assert name in page_of(studio.get(reverse("studio:read_document", args=[document.pk])))


def test_the_same_document_is_kept_once(client, application, private_folder):
    before, letter = files_in(private_folder), pdf("Dear all")  # once: a file says in which second it was made
    answers = [send(client, application, letter, name).status_code for name in ("a.pdf", "b.pdf")]

    assert answers == [302, 302]
    assert application.added_documents.get().document.original_name == "a.pdf"
    assert files_in(private_folder) == before + 1


def test_the_cv_again_is_no_further_document(client, application):
    Document.objects.filter(pk=application.cv_id).update(sha256=checked_cv(PDF).sha256)

    assert send(client, application).status_code == 302
    assert not AddedDocument.objects.exists()


def test_so_many_documents_and_no_more(client, application, private_folder):
    for number in range(MOST_DOCUMENTS):
        send(client, application, pdf(f"Letter {number}"))
    before = files_in(private_folder)

    response = send(client, application, pdf("One more"))

    assert response.status_code == 422
    assert "You have added 5 documents, the most we take." in page_of(response)
    assert (application.added_documents.count(), files_in(private_folder)) == (MOST_DOCUMENTS, before)


@pytest.mark.parametrize(
    ("upload", "words"),
    [
        ({}, "Choose the file of your document."),
        ({"file": SimpleUploadedFile("a.pdf", b"\xff\xd8\xff")}, "This is a picture."),
        ({"file": SimpleUploadedFile("a.pdf", PDF[:400])}, "The file is damaged or incomplete."),
    ],
)
def test_a_bad_document_is_refused_as_a_bad_cv_is(client, application, upload, words):
    response = client.post(url_of(application, "hiring:add_document"), upload)

    page = page_of(response)
    assert response.status_code == 422
    assert page.count(words) == 2  # in the summary and beside the field
    assert "<title>Error: Add a document" in page
    assert not AddedDocument.objects.exists()


@pytest.mark.parametrize("state", ["hired", "rejected", "withdrawn"])
def test_nothing_is_added_to_what_is_decided(client, posting, state):
    application = ApplicationFactory(posting=posting, **{state: True})
    url = url_of(application, "hiring:add_document")

    assert client.get(url)["Location"] == url_of(application, "hiring:mine")
    assert send(client, application)["Location"] == url_of(application, "hiring:mine")
    assert "Add a document" not in page_of(client.get(url_of(application, "hiring:mine")))
    assert not AddedDocument.objects.exists()


def test_a_full_disk_is_told(client, application, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = send(client, application)

    assert response.status_code == 503
    assert "We can’t keep your file just now." in page_of(response)


def test_a_row_that_does_not_come_to_be_leaves_no_file(client, application, private_folder, monkeypatch):
    before = files_in(private_folder)

    def fail(*args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(AddedDocument.objects, "create", fail)
    with pytest.raises(RuntimeError):
        send(client, application)

    assert files_in(private_folder) == before


def test_a_document_is_there_once(application):
    AddedDocument.objects.create(application=application, document=application.cv, sha256="0" * 64)
    other = Document.objects.create(candidate=application.candidate, size=1, file="x", original_name="x", sha256="0")

    with pytest.raises(IntegrityError, match=r"added_document_once|UNIQUE"), transaction.atomic():
        AddedDocument.objects.create(application=application, document=other, sha256="0" * 64)


@pytest.mark.parametrize("name", ["studio:document", "studio:read_document", "studio:take_found"])
def test_another_team_sees_nothing_of_it(client, sign_in, application, name):
    """The recruiter is on another posting of the same candidate's, where the document was not added."""
    send(client, application, pdf("Dear Marée"))
    document = application.added_documents.get().document
    other = ApplicationFactory(posting=PostingFactory(published=True), candidate=application.candidate)
    stranger = sign_in(other.posting.created_by)
    url = reverse(name, args=[document.pk])

    assert (stranger.post if name == "studio:take_found" else stranger.get)(url).status_code == 404
    assert "Letter.pdf" not in page_of(stranger.get(other.get_absolute_url()))


def test_an_interviewer_of_the_posting_sees_no_document(client, sign_in, application):
    send(client, application)
    interviewer = UserFactory(interviewer=True)
    MembershipFactory(posting=application.posting, user=interviewer, part="interviewer")
    document = application.added_documents.get().document

    assert sign_in(interviewer).get(reverse("studio:document", args=[document.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(client, application, django_assert_num_queries, count):
    for number in range(count):
        send(client, application, pdf(f"Letter {number}"))

    with django_assert_num_queries(3):
        client.get(url_of(application, "hiring:mine"))


# Contact data ----------------------------------------------------------------------------------------


def correct(client, application, **changes):
    data = {"name": "Ada King", "phone": "+44 20 7946 0018", "links": "example.com/ada"}
    return client.post(url_of(application, "hiring:contact"), data | changes)


def test_the_form_holds_what_was_sent(client, application):
    page = page_of(client.get(url_of(application, "hiring:contact")))

    assert 'value="Ada Lovelace"' in page
    assert 'value="+33 1 23 45 67 89"' in page


def test_a_correction_is_kept_with_what_was_there_before(client, sign_in, application):
    answers = [correct(client, application)["Location"] for _time in range(2)]

    application.refresh_from_db()
    changes = ContactChange.objects.order_by("pk").values_list("field", "before")
    studio = page_of(sign_in(application.posting.created_by).get(application.get_absolute_url()))
    assert set(answers) == {url_of(application, "hiring:mine") + "?done=contact#sent"}
    assert (application.sent_name, application.sent_phone, application.sent_links) == (
        "Ada King",
        "+44 20 7946 0018",
        "https://example.com/ada",
    )
    assert list(changes) == [("name", "Ada Lovelace"), ("phone", "+33 1 23 45 67 89"), ("links", "")]
    assert "Corrected by the candidate" in studio
    assert "before: Ada Lovelace" in studio
    assert AuditEvent.objects.filter(action=AuditAction.CONTACT_CHANGED, actor_id=None).count() == 1
    assert "Your contact data is saved." in page_of(client.get(answers[0]))


def test_the_record_follows_where_it_said_the_same(client, application):
    correct(client, application)

    application.candidate.refresh_from_db()
    assert (application.candidate.name, application.candidate.phone, application.candidate.links) == (
        "Ada King",
        "+44 20 7946 0018",
        "https://example.com/ada",
    )


def test_the_record_stays_where_it_is_known_from_elsewhere(client, posting):
    """Whoever applies under somebody's address gets a link too; what is known of the person is not theirs to change."""
    known = CandidateFactory(name="Ada Byron", phone="+44 1", links="https://byron.example")
    application = ApplicationFactory(posting=posting, candidate=known, sent_name="Eve")

    correct(client, application)

    known.refresh_from_db()
    assert (known.name, known.phone, known.links) == ("Ada Byron", "+44 1", "https://byron.example")


def test_the_record_stays_where_there_is_another_application(client, application):
    ApplicationFactory(candidate=application.candidate, sent_name="Ada Lovelace")

    correct(client, application)

    application.candidate.refresh_from_db()
    application.refresh_from_db()
    assert (application.candidate.name, application.sent_name) == ("Ada Lovelace", "Ada King")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "Enter your name."),
        ({"phone": "call me"}, "Enter a phone number like +33 1 23 45 67 89."),
        ({"links": "my site"}, "“my site” is not a link. Give one a line, like https://example.com/me."),
    ],
)
def test_a_mistake_is_told_and_what_was_typed_is_kept(client, application, changes, words):
    response = correct(client, application, **changes)

    page = page_of(response)
    assert response.status_code == 422
    assert page.count(words) == 2
    assert "<title>Error: Correct your contact data" in page
    assert not ContactChange.objects.exists()


def test_the_archive_has_what_was_added_and_corrected(client, application):
    send(client, application, pdf("Dear all"))
    correct(client, application)

    (sent,) = data_of(application.candidate)["applications"]
    assert sent["added_documents"] == [application.added_documents.get().document_id]
    assert [(change["field"], change["before"]) for change in sent["corrections"]] == [
        ("name", "Ada Lovelace"),
        ("phone", "+33 1 23 45 67 89"),
        ("links", ""),
    ]
