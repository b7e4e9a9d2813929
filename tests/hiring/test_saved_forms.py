"""Saving the apply form, and coming back to it by the link that was sent."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from candidates.models import Candidate
from candidates.sweep import delete_orphan_files, delete_pending_files
from hiring.actions import erase_candidate, forget_expired_forms
from hiring.archive import archive_of, data_of
from hiring.models import Application, SavedFile, SavedForm
from postings.actions import close_posting, publish_posting
from tests.factories.candidates import PDF, CandidateFactory

from .conftest import apply_url_of, field_of, filled_in, mine_url, page_of, posting_that_asks, value_of

pytestmark = pytest.mark.django_db

SAVE = {"save": "yes"}


@pytest.fixture(autouse=True)
def files_go_after_the_commit(django_capture_on_commit_callbacks):
    """What waits for the commit is done at once: the test itself never commits."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(transaction, "on_commit", lambda work, **_options: work())
        yield


def save(client, url, **changes):
    return client.post(url, filled_in(**changes) | SAVE)


def link_in_mail() -> str:
    body = Email.objects.latest("pk").email_message().body
    (secret,) = re.findall(r"/my/form/([\w-]+)/", body)
    return reverse("hiring:saved_form", args=[secret])


def kept_files(storage) -> list[str]:
    return sorted(path.relative_to(storage).parts[0] for path in storage.rglob("*") if path.is_file())


def carried(page: str) -> dict[str, str]:
    """What a form carries unseen."""
    return {name: value_of(page, name) for name in ("form_key", "version", "opened", "kept_cv")}


# Saving and coming back ------------------------------------------------------------------------------


def test_the_form_comes_back_as_it_was_left_and_is_sent(client, apply_url, storage):
    answer = save(client, apply_url, words="", phone="call me", links="my site", keep="on")
    page = page_of(client.get(link_in_mail()))
    saved_files = kept_files(storage)

    sent = client.post(apply_url, filled_in(**carried(page), cv=None))

    assert answer["Location"] == f"{apply_url}saved/"
    for words in (
        'value="Ada Lovelace"',
        'value="call me"',
        ">\nmy site</textarea>",
        "This is your form as you left it",
    ):
        assert words in page
    assert 'name="keep" id="id_keep" checked>' in page
    assert "We still have your file <strong>Ada.pdf</strong>" in page
    assert "There is a problem" not in page
    assert f'action="{apply_url}"' in page
    assert sent["Location"] == mine_url()
    assert saved_files == ["saved"]
    assert (SavedForm.objects.count(), kept_files(storage)) == (0, ["documents"])
    assert client.get(link_in_mail_of_form()).status_code == 410


def link_in_mail_of_form() -> str:
    body = Email.objects.earliest("pk").email_message().body
    return reverse("hiring:saved_form", args=re.findall(r"/my/form/([\w-]+)/", body))


def test_only_the_address_is_needed(client, apply_url):
    save(client, apply_url, name="", cv=None, words="", links="")

    page = page_of(client.get(link_in_mail()))

    assert 'value="ada@example.com"' in page
    assert SavedFile.objects.count() == 0


def test_answers_of_each_kind_come_back(client):
    posting = posting_that_asks(
        {"kind": "several", "options": ["Seed", "Later"]}, {"kind": "date", "is_required": True}, {"kind": "yes_no"}
    )
    several, date, yes_no = (f"question_{question.pk}" for question in posting.questions.all())
    typed = {several: ["Seed", "Later"], f"{date}_day": "31", f"{date}_month": "feb", yes_no: "no"}

    save(client, apply_url_of(posting), **typed)
    page = page_of(client.get(link_in_mail()))

    assert len(re.findall(r"<input[^>]* checked", page)) == 3
    assert [f'value="{value}"' in page for value in ("31", "feb")] == [True, True]


def test_an_answer_file_comes_back_and_is_sent_once(client, storage):
    posting = posting_that_asks({"kind": "file", "is_required": True})
    url, name = apply_url_of(posting), field_of(posting)
    save(client, url, **{name: SimpleUploadedFile("Talk.pdf", PDF)})
    page = page_of(client.get(link_in_mail()))
    data = filled_in(**carried(page), cv=None) | {f"kept_{name}": value_of(page, f"kept_{name}")}

    answers = [client.post(url, data) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [mine_url()] * 2
    assert Application.objects.get().answers.get().document.original_name == "Talk.pdf"
    assert kept_files(storage) == ["documents", "documents"]


def test_looking_does_not_spend_the_link(client, apply_url):
    save(client, apply_url)
    url = link_in_mail()

    assert [client.get(url).status_code for _time in range(3)] == [200] * 3
    assert client.get(url)["X-Robots-Tag"] == "noindex, nofollow, noarchive"


def test_the_questions_are_those_of_the_version_read(client):
    posting = posting_that_asks({"text": "Old?"})
    save(client, apply_url_of(posting))
    posting.questions.update(text="New?")
    posting.title = "Head of Technology"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)

    page = page_of(client.get(link_in_mail()))

    assert ("Old?" in page, value_of(page, "version")) == (True, "1")


def test_saved_again_it_takes_its_own_place_and_has_a_new_link(client, apply_url):
    key = str(uuid.uuid4())
    save(client, apply_url, form_key=key, words="First")
    first = link_in_mail()
    save(client, apply_url, form_key=key, words="Second")

    assert client.get(first).status_code == 410
    assert "Second" in page_of(client.get(link_in_mail()))
    assert (SavedForm.objects.count(), Email.objects.count()) == (1, 2)


def test_saved_again_from_the_link_the_files_stay(client, apply_url):
    save(client, apply_url)
    page = page_of(client.get(link_in_mail()))

    save(client, apply_url, **carried(page), cv=None)

    assert SavedFile.objects.get().name == "Ada.pdf"
    assert "<strong>Ada.pdf</strong>" in page_of(client.get(link_in_mail()))


def test_a_mended_address_ends_the_link_that_went_to_the_wrong_one(client, apply_url):
    key = str(uuid.uuid4())
    save(client, apply_url, form_key=key, email="aad@example.com")
    wrong = link_in_mail()
    save(client, apply_url, form_key=key)

    assert client.get(wrong).status_code == 410
    assert SavedForm.objects.get().email == "ada@example.com"


def test_another_form_under_the_address_touches_nothing(client, apply_url):
    save(client, apply_url, words="Mine")
    mine = link_in_mail()
    save(client, apply_url, words="Somebody’s")

    assert "Mine" in page_of(client.get(mine))
    assert SavedForm.objects.count() == 2


def test_what_was_saved_is_deleted_on_a_wish(client, apply_url, posting, storage):
    save(client, apply_url)
    url = link_in_mail()

    response = client.post(url)

    assert (response.status_code, response["Location"]) == (302, posting.public_path)
    assert (SavedForm.objects.count(), kept_files(storage), client.post(url).status_code) == (0, [], 410)


# What is in the way ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"email": ""}, "email"),
        ({"email": "ada@"}, "email"),
        ({"cv": SimpleUploadedFile("cv.pdf", b"\xff\xd8\xff\xe0")}, "cv"),
        ({"website": "https://spam.example"}, "__all__"),
    ],
)
def test_only_what_saving_needs_is_asked_for(client, apply_url, changes, field):
    response = save(client, apply_url, name="", **changes)

    assert list(response.context["form"].errors) == [field]
    assert (SavedForm.objects.count(), Email.objects.count()) == (0, 0)


def test_a_moment_too_soon_does_not_matter(client, apply_url):
    assert save(client, apply_url, opened="x").status_code == 302


def test_null_characters_and_endless_texts_are_cut(client, apply_url):
    save(client, apply_url, words="a\0b" + "x" * 30_000)

    (words,) = SavedForm.objects.get().data["words"]
    assert (words[:3], len(words)) == ("abx", 20_000)


def test_a_full_disk_is_told(client, apply_url, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    response = save(client, apply_url)

    assert (response.status_code, SavedForm.objects.count(), Email.objects.count()) == (503, 0, 0)
    assert response.context["form"]["words"].value() == "I know engines."


def test_the_fourth_within_the_hour_waits_and_loses_nothing(client, apply_url):
    answers = [save(client, apply_url, email="  Ada@example.com") for _time in range(4)]

    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "This was saved often within the hour. Send it now, or save it again in 20 minutes." in page_of(answers[3])
    assert answers[3].context["form"]["words"].value() == "I know engines."
    assert Email.objects.count() == 3


def test_a_posting_that_closed_meanwhile_says_so(client, posting, apply_url):
    save(client, apply_url)
    close_posting(posting=posting, by=posting.created_by, reason="filled")

    response = client.get(link_in_mail())

    assert response.status_code == 410
    assert "This job takes no applications any more." in page_of(response)
    assert save(client, apply_url).status_code == 410


# Who learns what -------------------------------------------------------------------------------------


def test_the_answer_is_the_same_for_every_address(client, apply_url):
    client.post(apply_url, filled_in())
    known, unknown = (save(client, apply_url, email=email) for email in ("ada@example.com", "new@example.com"))

    assert known["Location"] == unknown["Location"] == f"{apply_url}saved/"
    page = page_of(client.get(known["Location"]))
    assert "Your form is saved" in page
    assert "example.com" not in page.replace("claire@example.com", "")


def test_nothing_that_was_typed_is_in_the_message(client, apply_url):
    typed = {"name": "Typed Name", "words": "Typed words", "links": "https://typed.example", "phone": "600700800"}

    save(client, apply_url, **typed)

    message = Email.objects.get()
    text = message.subject + message.message + message.html_message
    assert message.to == ["ada@example.com"]
    assert [value for value in [*typed.values(), "Ada.pdf"] if value in text] == []
    assert "Your saved form: Chief Technical Officer, Marée" in message.subject


def test_a_guessed_link_opens_nothing(client, db):
    response = client.get(reverse("hiring:saved_form", args=["guess"]))

    assert response.status_code == 410
    assert "This form is gone" in page_of(response)


@pytest.mark.parametrize("method", ["put", "delete"])
def test_other_methods_are_refused(client, apply_url, method):
    save(client, apply_url)

    assert getattr(client, method)(link_in_mail()).status_code == 405


# For how long ----------------------------------------------------------------------------------------


def test_after_seven_days_it_is_gone_with_its_files(client, apply_url, storage):
    save(client, apply_url)
    url = link_in_mail()

    with time_machine.travel(timezone.now() + timedelta(days=6, hours=23), tick=False):
        assert (client.get(url).status_code, forget_expired_forms()) == (200, 0)
        assert (delete_pending_files(), delete_orphan_files()) == (0, 0)
        assert kept_files(storage) == ["saved"]
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1), tick=False):
        assert client.get(url).status_code == 410
        call_command("sweep")
    assert (SavedForm.objects.count(), kept_files(storage)) == (0, [])


def test_a_file_that_no_form_has_is_swept(client, apply_url, storage):
    save(client, apply_url)
    SavedFile.objects.all().delete()

    assert delete_orphan_files(older_than=timedelta(seconds=-1)) == 1
    assert kept_files(storage) == []


def test_saved_forms_are_in_the_archive_and_go_with_the_person(client, apply_url, lead, storage):
    candidate = CandidateFactory(email="ada@example.com")
    save(client, apply_url)
    save(client, apply_url, email="grace@example.com")

    (saved,) = data_of(candidate)["saved_forms"]
    archive = archive_of(candidate)
    erase_candidate(candidate=Candidate.objects.get(pk=candidate.pk), by=lead)

    assert (saved["typed"]["words"], saved["files"]) == (["I know engines."], ["Ada.pdf"])
    assert b"saved/" in archive
    assert SavedForm.objects.get().email == "grace@example.com"
    assert kept_files(storage).count("saved") == 1


@pytest.mark.parametrize("model", [SavedForm, SavedFile])
def test_the_database_keeps_a_form_and_each_file_once(client, apply_url, model):
    save(client, apply_url)
    row = model.objects.get()
    row.pk = None
    if model is SavedForm:
        row.digest = "another"

    with pytest.raises(IntegrityError, match=r"saved_form_once|saved_file_once|UNIQUE"), transaction.atomic():
        row.save()
