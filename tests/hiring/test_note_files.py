"""Files of notes: kept with the note, read by who reads it, gone with it."""

import uuid

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.files import StorageUnavailable
from candidates.models import Document
from candidates.search.query import parse
from hiring.actions.noting import add_note, change_note, delete_note
from hiring.models import NOTE_FILES_MAX, Note, NoteFile
from hiring.search import find, index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, checked_cv, pdf
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

LETTER = pdf("A letter of reference for Grace")
OTHER = pdf("Another letter")


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Grace Hopper"))


@pytest.fixture
def manager(posting):
    return MembershipFactory(posting=posting, user=UserFactory(hiring_manager=True), part=Part.HIRING_MANAGER).user


@pytest.fixture
def stranger(db):
    return PostingFactory(published=True).created_by


def upload(data: bytes = LETTER, name: str = "Letter.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/pdf")


def typed(**more) -> dict:
    return {"text": "Knows engines.", "form_key": str(uuid.uuid4())} | more


def url_of(name: str, obj) -> str:
    return reverse(f"studio:{name}", args=[obj.pk])


def write(on, *files: bytes, by, **more) -> Note:
    """Write a note on an application; with `application=None` about the person."""
    checked = [checked_cv(data, name=f"{number}.pdf") for number, data in enumerate(files, start=1)]
    of = {"candidate": on.candidate, "application": on, "form_key": uuid.uuid4()}
    return add_note(**of | more, text="Knows engines.", files=checked, by=by)


def stored() -> set[str]:
    return {f"{folder}/{name}" for folder in _folders() for name in default_storage.listdir(f"documents/{folder}")[1]}


def _folders() -> list[str]:
    return default_storage.listdir("documents")[0] if default_storage.exists("documents") else []


def test_a_note_has_files_that_are_opened_from_its_place(sign_in, owner, application):
    client = sign_in(owner)

    client.post(url_of("add_application_note", application), typed(files=[upload(), upload(OTHER, "Other.pdf")]))

    documents = list(Document.objects.filter(kind="note").order_by("pk"))
    page = page_of(client.get(application.get_absolute_url()))
    assert [document.original_name for document in documents] == ["Letter.pdf", "Other.pdf"]
    assert all(f'<a href="{url_of("read_document", document)}">' in page for document in documents)
    assert client.get(url_of("document", documents[0])).getvalue() == LETTER


def test_the_same_form_again_keeps_each_file_once(sign_in, owner, application):
    client, before, key = sign_in(owner), stored(), str(uuid.uuid4())

    for _time in range(2):
        client.post(url_of("add_application_note", application), typed(form_key=key, files=upload()))

    assert (Note.objects.count(), NoteFile.objects.count(), len(stored() - before)) == (1, 1, 1)


@pytest.mark.parametrize(
    ("who", "is_private", "status"),
    [
        ("owner", False, 200),
        ("manager", False, 200),
        ("lead", False, 200),
        ("stranger", False, 404),
        ("owner", True, 200),
        ("lead", True, 200),
        ("manager", True, 404),
    ],
)
def test_who_reads_a_note_reads_its_files(request, sign_in, owner, application, manager, who, is_private, status):
    note = write(application, LETTER, by=owner, is_private=is_private)
    client = sign_in(request.getfixturevalue(who))

    for name in ("read_document", "document"):
        response = client.get(url_of(name, note.files.get().document))
        assert response.status_code == status
        assert not response.streaming or response.getvalue() == LETTER


def test_a_file_about_the_person_is_for_recruiters_and_leads(sign_in, owner, application, manager, lead):
    note = write(application, LETTER, by=owner, application=None)
    document = note.files.get().document

    statuses = [sign_in(user).get(url_of("read_document", document)).status_code for user in (owner, lead, manager)]

    assert statuses == [200, 200, 404]


def test_files_of_notes_are_not_among_what_the_person_sent(sign_in, owner, application):
    note = write(application, LETTER, by=owner)

    response = sign_in(owner).get(url_of("person", application.candidate))

    assert note.files.get().document not in response.context["documents"]


def test_files_are_changed_and_what_is_there_is_not_kept_twice(
    sign_in, owner, application, django_capture_on_commit_callbacks
):
    note = write(application, LETTER, OTHER, by=owner)
    first, second = note.files.all()
    before, client = stored(), sign_in(owner)
    page = page_of(client.get(url_of("change_note", note)))

    with django_capture_on_commit_callbacks(execute=True):
        client.post(
            url_of("change_note", note),
            typed(drop=[first.pk], files=[upload(OTHER, "again.pdf"), upload(pdf("new"), "new.pdf")]),
        )

    names = [file.document.original_name for file in note.files.select_related("document")]
    assert ("1.pdf" in page, "2.pdf" in page) == (True, True)
    assert names == ["2.pdf", "new.pdf"]
    assert (len(before - stored()), len(stored() - before)) == (1, 1)
    assert Document.objects.filter(pk=first.document_id).exists() is False
    assert NoteFile.objects.filter(pk=second.pk).exists()


def test_nobody_takes_a_file_off_another_note(sign_in, owner, application):
    other = write(application, LETTER, by=UserFactory(lead=True))
    note = write(application, by=owner)

    response = sign_in(owner).post(url_of("change_note", note), typed(drop=[other.files.get().pk]))

    assert (response.status_code, other.files.count()) == (422, 1)


def test_a_note_goes_with_its_files(owner, application, django_capture_on_commit_callbacks):
    before = stored()
    note = write(application, LETTER, by=owner)

    with django_capture_on_commit_callbacks(execute=True):
        delete_note(note=note, by=owner)

    assert (stored(), Document.objects.filter(kind="note").count()) == (before, 0)


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"files": upload(b"nothing of the kind", "cv.pdf")}, "PDF"),
        ({"text": "", "files": upload()}, "Choose the files again: the note was not kept yet."),
        ({"files": [upload() for _ in range(NOTE_FILES_MAX + 1)]}, "A note has 5 files at most."),
    ],
)
def test_what_cant_be_kept_is_said_and_the_words_stay(sign_in, owner, application, sent, words):
    sent = {name: [upload() for _ in value] if isinstance(value, list) else value for name, value in sent.items()}

    response = sign_in(owner).post(url_of("add_application_note", application), typed(is_private="on") | sent)

    page = page_of(response)
    assert (response.status_code, Note.objects.count(), NoteFile.objects.count()) == (422, 0, 0)
    assert words in page
    assert "data-error-summary" in page
    assert 'name="is_private"' in page


def test_without_room_the_words_stay_and_nothing_is_left(sign_in, owner, application, monkeypatch):
    def no_room(*_args, **_kwargs):
        raise StorageUnavailable

    monkeypatch.setattr("candidates.actions.intake.store", no_room)
    note = write(application, by=owner)
    client = sign_in(owner)

    added = client.post(url_of("add_application_note", application), typed(text="New words", files=upload()))
    changed = client.post(url_of("change_note", note), typed(text="Other words", files=upload()))

    assert all("We can’t keep your file just now." in page_of(response) for response in (added, changed))
    assert ("New words" in page_of(added), "Other words" in page_of(changed)) == (True, True)
    assert list(Note.objects.values_list("text", flat=True)) == ["Knows engines."]


def test_a_file_whose_row_does_not_come_to_be_is_taken_away(owner, application, monkeypatch):
    before = stored()
    monkeypatch.setattr("hiring.actions.noting._mention", lambda note: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        write(application, LETTER, by=owner)

    assert (stored(), Note.objects.count()) == (before, 0)


def test_the_words_of_a_file_are_found_by_who_may_read_it(owner, application, manager, lead):
    for name, more in (("open", {}), ("about", {"application": None}), ("private", {"is_private": True})):
        note = write(application, LETTER, by=owner, **more)
        Document.objects.filter(noted__note=note).update(text=f"letter{name}")
    index_due()

    def finds(user) -> list[bool]:
        return [bool(find(parse(f"letter{name}"), user=user).keys) for name in ("open", "about", "private")]

    assert (finds(owner), finds(lead), finds(manager)) == (
        [True, True, False],
        [True, True, False],
        [True, False, False],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_many_files(
    sign_in, owner, application, count, django_assert_num_queries
):
    for number in range(count):
        write(application, pdf(f"letter {number}"), by=owner)
    client = sign_in(owner)

    with django_assert_num_queries(14):
        client.get(application.get_absolute_url())


def test_a_change_of_words_alone_leaves_files_alone(owner, application):
    note = write(application, LETTER, by=owner)

    change_note(note=note, text="Other words", is_private=False, by=owner)

    assert note.files.count() == 1
