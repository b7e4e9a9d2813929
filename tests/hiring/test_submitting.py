"""A form comes in once, whole or not at all."""

import uuid

import pytest
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from post_office.models import Email

from candidates.files import StorageUnavailable
from candidates.models import Candidate, Document
from candidates.privacy import NOTICE_VERSION
from hiring import mail
from hiring.actions import PostingClosed, Sent, submit_application
from hiring.choices import State
from hiring.models import Application, Move
from postings.actions import close_posting, publish_posting
from postings.wording import date_words
from tests.factories.candidates import PDF, CandidateFactory, checked_cv
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db


def a_form(**changes) -> Sent:
    fields = {"form_key": uuid.uuid4(), "name": "Ada Lovelace", "email": "ada@example.com", "cv": checked_cv()}
    return Sent(**(fields | changes))


def submit(posting, sent):
    return submit_application(posting=posting, version=posting.live_version, sent=sent, by=None)


def rows() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Candidate, Document, Application, Move, Email))


def kept_files(storage) -> int:
    return sum(path.is_file() for path in storage.rglob("*"))


def test_everything_comes_in_at_once(posting, storage):
    sent = a_form(phone="+33 1 23 45 67 89", links="https://example.com", words="I know engines.")

    receipt = submit(posting, sent)

    application = Application.objects.get()
    assert (receipt.application, receipt.for_sender) == (application, True)
    assert (application.candidate.name, application.candidate.email) == ("Ada Lovelace", "ada@example.com")
    assert (application.sent_name, application.sent_phone) == ("Ada Lovelace", "+33 1 23 45 67 89")
    assert (application.sent_links, application.words) == ("https://example.com", "I know engines.")
    assert (application.posting, application.version) == (posting, posting.live_version)
    assert (application.state, application.notice_version) == (State.ACTIVE, NOTICE_VERSION)
    assert application.cv.file.read() == PDF
    application.cv.file.close()
    assert rows() == (1, 1, 1, 1, 1)
    assert kept_files(storage) == 1


def test_the_first_move_is_written_down(posting):
    application = submit(posting, a_form()).application

    move = Move.objects.get()
    assert (move.application, move.from_state, move.to_state, move.by, move.at) == (
        application,
        "",
        State.ACTIVE,
        None,
        application.created_at,
    )


def test_the_same_form_again_gets_the_same_receipt(posting, storage):
    sent = a_form()
    first = submit(posting, sent)

    again = submit(posting, sent)

    assert again == first
    assert rows() == (1, 1, 1, 1, 1)
    assert kept_files(storage) == 1


def test_another_form_under_the_address_gets_no_receipt_but_the_address_gets_the_link(posting, storage):
    first = submit(posting, a_form())

    other = submit(posting, a_form(name="Eve", words="Give it to me."))

    assert (other.application, other.for_sender) == (first.application, False)
    assert rows() == (1, 1, 1, 1, 2)
    assert kept_files(storage) == 1
    assert Candidate.objects.get().name == "Ada Lovelace"


def test_the_link_is_not_sent_without_end(posting):
    submit(posting, a_form())
    for _ in range(6):
        submit(posting, a_form())

    assert Email.objects.count() == 1 + 3


def test_a_mended_address_is_another_application(posting):
    key = uuid.uuid4()
    submit(posting, a_form(form_key=key, email="aad@example.com"))

    mended = submit(posting, a_form(form_key=key, email="ada@example.com"))

    assert mended.for_sender is True
    assert mended.application.candidate.email == "ada@example.com"
    assert Application.objects.count() == 2


def test_one_form_key_for_two_postings_is_two_applications(posting):
    sent = a_form()
    submit(posting, sent)
    submit(PostingFactory(published=True), sent)

    assert (Candidate.objects.count(), Application.objects.count()) == (1, 2)


def test_a_known_candidate_applies_for_another_posting(posting):
    known = CandidateFactory(email="ada@example.com", name="Ada King", phone="123456")

    application = submit(posting, a_form(email="ADA@example.com", phone="666666")).application

    known.refresh_from_db()
    assert application.candidate == known
    assert (known.name, known.phone) == ("Ada King", "123456")
    assert (application.sent_name, application.sent_phone) == ("Ada Lovelace", "666666")


def test_the_version_read_is_kept_when_a_newer_one_is_live(posting):
    read = posting.live_version
    posting.title = "CTO"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)

    receipt = submit_application(posting=posting, version=read, sent=a_form(), by=None)

    assert receipt.application.version == read


def test_a_version_of_another_posting_is_a_mistake_of_ours(posting):
    other = PostingFactory(published=True)

    with pytest.raises(ValueError, match="another posting"):
        submit_application(posting=posting, version=other.live_version, sent=a_form(), by=None)


def test_a_closed_posting_takes_nothing(posting, storage):
    close_posting(posting=posting, by=posting.created_by, reason="filled")

    with pytest.raises(PostingClosed):
        submit(posting, a_form())

    assert rows() == (0, 0, 0, 0, 0)
    assert kept_files(storage) == 0


def test_a_form_that_came_in_before_closing_still_gets_its_receipt(posting):
    sent = a_form()
    first = submit(posting, sent)
    close_posting(posting=posting, by=posting.created_by, reason="filled")

    assert submit(posting, sent) == first


# When something breaks -------------------------------------------------------------------------------


def test_what_breaks_at_the_end_leaves_nothing(posting, storage, monkeypatch):
    def break_down(application):
        raise RuntimeError("out of paper")

    monkeypatch.setattr(mail, "queue_received", break_down)

    with pytest.raises(RuntimeError, match="out of paper"):
        submit(posting, a_form())

    assert rows() == (0, 0, 0, 0, 0)
    assert kept_files(storage) == 0


def test_a_full_disk_leaves_nothing(posting, storage, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FileSystemStorage, "_save", refuse)

    with pytest.raises(StorageUnavailable):
        submit(posting, a_form())

    assert rows() == (0, 0, 0, 0, 0)


# The confirmation ------------------------------------------------------------------------------------


def test_the_confirmation_says_what_came_in_and_where_it_stands(posting, settings):
    settings.BASE_URL = "https://jobs.example.com"
    application = submit(posting, a_form()).application

    message = Email.objects.get()
    url = f"https://jobs.example.com/my/application/{application.token}/"
    assert message.to == ["ada@example.com"]
    assert message.subject == "We have your application: Chief Technical Officer, Marée"
    assert url in message.message
    assert f'href="{url}"' in message.html_message
    answer_by = date_words(application.answer_by(10))
    assert f"You get an answer by {answer_by}." in message.message
    assert message.message.startswith("Hello,\n\n")
    assert message.status == 2  # queued: the worker sends it


def test_nothing_that_a_stranger_typed_is_in_the_message(posting):
    typed = {"name": "Typed Name", "words": "Typed words", "links": "https://typed.example", "phone": "600700800"}
    submit(posting, a_form(**typed))
    submit(posting, a_form(**typed))

    for message in Email.objects.all():
        text = message.subject + message.message + message.html_message
        assert [value for value in typed.values() if value in text] == []


def test_a_title_with_braces_stays_a_title(posting):
    posting.title = "CTO {{ 7|add:7 }} {% now 'Y' %} & <b>co</b>"
    posting.save()
    publish_posting(posting=posting, by=posting.created_by)
    posting.refresh_from_db()

    submit(posting, a_form())

    message = Email.objects.get()
    assert message.subject == "We have your application: CTO {{ 7|add:7 }} {% now 'Y' %} & <b>co</b>, Marée"
    assert "CTO {{ 7|add:7 }} {% now 'Y' %} & <b>co</b>" in message.message
    assert "CTO {{ 7|add:7 }} {% now 'Y' %} &amp; &lt;b&gt;co&lt;/b&gt;" in message.html_message


def test_a_message_in_french_is_marked_as_such():
    posting = PostingFactory(published=True, language="fr")

    submit(posting, a_form())

    assert '<html lang="fr">' in Email.objects.get().html_message


def test_received_is_now(posting):
    before = timezone.now()

    assert before <= submit(posting, a_form()).application.created_at <= timezone.now()
