"""Erasing: nothing of a person is left anywhere, what counts still counts, and nobody comes back."""

import json
import logging
import re
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from candidates import erasures
from candidates.actions import (
    add_tags,
    carry_on,
    confirm_import,
    read_waiting_documents,
    take_file,
)
from candidates.files import PDF, CheckedFile
from candidates.matching import match_due
from candidates.models import Candidate, Erasure, Resume
from candidates.search.index import forget_erased
from candidates.sweep import delete_orphan_files
from config import mail as outgoing
from hiring import mail, retention
from hiring.actions import (
    add_own_document,
    ask_for_data,
    change_email,
    correct_contact,
    erase_candidate,
    merge_candidates,
    move_application,
    offer_address,
)
from hiring.actions.assigning import assign
from hiring.actions.noting import add_note
from hiring.actions.replies import take_down
from hiring.actions.scoring import give_verdict
from hiring.choices import State
from hiring.message_choices import MessageKind
from hiring.models import Application, Assignment, Message, MessageWish, Move
from hiring.search import index_due
from hiring.shipped import Words
from tests.factories.candidates import CandidateFactory, ConsentAskFactory, pdf
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.interviews import InterviewFactory

from .conftest import apply_url_of, filled_in, page_of, posting_that_asks, travel

pytestmark = pytest.mark.django_db


# Erasing ---------------------------------------------------------------------------------------------

MARK = "zyxwv"


def dump_of_database() -> str:
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608
            rows += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(rows)


def everything_under(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def in_files(by) -> None:
    """The person is in a file that was imported, and in one that waits."""
    basics = {"name": f"{MARK} L.", "email": f"{MARK}@example.com", "label": f"{MARK} as a job", "summary": MARK}
    resume = {"basics": basics, "work": [{"name": f"{MARK} Ltd", "highlights": [MARK]}], MARK: "unknown"}
    run = take_file(name=f"{MARK}.json", data=json.dumps(resume).encode(), by=by)
    confirm_import(run=run, basis="interest", source_note=f"{MARK} told us", by=by)
    carry_on(run)
    rows = f"Name,E-mail,Nickname\n{MARK},{MARK.upper()}@example.com,{MARK}\n"
    take_file(name=f"{MARK}.csv", data=rows.encode(), by=by)


def secret_in_mail() -> str:
    (secret,) = re.findall(r"/my/email/([\w-]+)/", Email.objects.latest("pk").email_message().body)
    return secret


def as_two(candidate: Candidate, by) -> None:
    """The person was there twice, and was merged; somebody else may be the same."""
    twin = CandidateFactory(name=f"{MARK} twin", email=f"{MARK}-twin@example.com", links=f"https://{MARK}2.example")
    Resume.objects.create(candidate=twin, content={"basics": {"label": f"{MARK} once more"}})
    merge_candidates(survivor=candidate, other=twin, take=["name", "links"], by=by)
    match_due()


def test_nothing_of_an_erased_person_is_left_anywhere(
    client, sign_in, lead, private_folder, tmp_path, settings, caplog, django_capture_on_commit_callbacks
):
    """Every field that a person or a colleague can fill carries the mark; afterwards no place has it."""
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.filebased.EmailBackend"}
    }
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    caplog.set_level(logging.DEBUG)
    posting = posting_that_asks({"kind": "short"}, {"kind": "file"})
    short, file = (f"question_{question.pk}" for question in posting.questions.all())
    cv, talk = (
        SimpleUploadedFile(f"{MARK}.pdf", pdf(f"{MARK} of the {words}"), content_type="application/pdf")
        for words in ("engines", "talk")
    )
    client.post(
        apply_url_of(posting),
        filled_in(
            **{short: f"{MARK} answered", file: talk},
            name=f"{MARK} Lovelace",
            email=f"{MARK}@example.com",
            links=f"https://{MARK}.example",
            words=f"I am {MARK}.",
            phone="+33 1 99 88 77 66",
            keep="on",
            cv=cv,
        ),
    )
    client.post(apply_url_of(posting), filled_in(email=f"{MARK}@example.com", words=f"Saved {MARK}", save="yes"))
    application = Application.objects.get()
    candidate = application.candidate
    add_tags(candidate=candidate, names=[f"{MARK} of the engines"], by=lead)
    scan = CheckedFile(pdf(f"{MARK} scanned"), f"{MARK} scan.pdf", PDF)
    of = {"candidate": candidate, "application": application, "form_key": uuid.uuid4(), "by": lead}
    add_note(text=f"{MARK} is kind", files=[scan], **of)
    InterviewFactory(application=application, place=f"https://meet.example/{MARK}", interviewers=[lead])
    give_verdict(application=application, verdict=3, words=f"{MARK} knows engines", by=lead)
    ConsentAskFactory(candidate=candidate, company_name=f"For {MARK}")
    Candidate.objects.filter(pk=candidate.pk).update(source_note=f"From {MARK}", told_how=f"By {MARK}")
    in_files(lead)
    as_two(candidate, lead)
    letter = CheckedFile(pdf(f"{MARK} writes"), f"{MARK} letter.pdf", PDF)
    add_own_document(application=application, file=letter, by=None)
    correct_contact(application=application, name=f"{MARK} King", phone="+33 1 99 88 77 66", links="", by=None)
    for address in (f"typo@{MARK}.example", f"ada@{MARK}.example"):
        ask_for_data(email=f"{MARK}@example.com", purpose="email")
        offer_address(secret=secret_in_mail(), email=address)
    change_email(secret=secret_in_mail(), by=None)
    candidate.refresh_from_db()
    application.refresh_from_db()
    read_waiting_documents()
    move_application(
        application=application,
        to_state=State.REJECTED,
        by=lead,
        reason=shipped_reason("skills"),
        note=f"{MARK} is kind",
        shared_reason=f"{MARK} was better.",
    )
    Application.objects.filter(pk=application.pk).update(
        revealed_at=timezone.now(), revealed_by=lead, reveal_reason=f"{MARK} is a referral"
    )
    assign(application=application, user=posting.created_by, by=posting.created_by)
    application.refresh_from_db()
    words = Words(f"{MARK} {{name}}", f"{MARK} writes of {{reason}}")
    Candidate.objects.filter(pk=candidate.pk).update(
        email="earlier@zyxwv.example"
    )  # what was written to an earlier address goes too
    application.candidate.refresh_from_db()
    for kind in (MessageKind.OTHER, MessageKind.REJECTED):
        write = {"application": application, "kind": kind, "by": lead, "words": words, "reason": f"{MARK} was better."}
        mail.queue_words(**write)
    answered = {"text": f"{MARK} says yes", "quoted": f"> {MARK}", "subject": f"Re: {MARK}", "by": None}
    answered |= {"sender": f"{MARK}@elsewhere.example", "left_out": [f"{MARK}.pdf"], "at": timezone.now()}
    take_down(candidate=candidate, application=application, **answered)
    Candidate.objects.filter(pk=candidate.pk).update(email=f"{MARK}@example.com")
    application.candidate.refresh_from_db()
    LogEntry.objects.log_actions(lead.pk, [candidate], CHANGE, f"Changed {MARK}")
    outgoing.send_waiting()
    index_due()
    sign_in(lead).get(reverse("studio:candidates"), {"q": MARK})
    before = dump_of_database()
    counts = (Application.objects.count(), Move.objects.count(), Candidate.objects.count())
    files_before, mail_before = everything_under(private_folder), everything_under(tmp_path / "mail")

    with django_capture_on_commit_callbacks(execute=True):
        erase_candidate(candidate=candidate, by=lead)
    index_due()
    forget_erased()

    after = dump_of_database()
    assert (MARK in before, b"JFIF" in files_before, MARK.encode() in mail_before) == (True, True, True)
    assert [line for line in after.splitlines() if MARK in line or "99 88 77 66" in line] == []
    assert [path for folder in ("documents", "pages", "saved") for path in private_folder.glob(f"{folder}/*/*")] == []
    assert MARK.encode() not in everything_under(private_folder) + everything_under(tmp_path / "mail")
    assert MARK not in caplog.text
    assert not Assignment.objects.exists()
    assert (Message.objects.count(), MessageWish.objects.count()) == (0, 0)
    # Who would have interviewed was told that it is cancelled, of whom that mail never says.
    assert [email.to for email in Email.objects.all()] == [[lead.email]]
    assert (Application.objects.count(), Move.objects.count(), Candidate.objects.count()) == counts


def test_an_active_application_is_withdrawn_first(posting, lead):
    application = ApplicationFactory(posting=posting)

    done = [erase_candidate(candidate=application.candidate, by=lead) for _time in range(2)]

    application.refresh_from_db()
    assert (done, application.state, application.candidate.name) == ([True, False], "withdrawn", "Erased")


def test_an_erased_row_is_empty(posting):
    candidate = CandidateFactory()

    with pytest.raises(IntegrityError, match="candidate_erased_is_empty"), transaction.atomic():
        Candidate.objects.filter(pk=candidate.pk).update(erased_at=timezone.now())


def test_what_was_erased_is_shown_nowhere(client, sign_in, lead, rejected):
    token, url = rejected.token, rejected.get_absolute_url()
    erase_candidate(candidate=rejected.candidate, by=lead)
    rejected.refresh_from_db()

    studio = sign_in(lead)
    assert client.get(reverse("hiring:mine", args=[token])).status_code == 404
    assert client.get(reverse("hiring:mine", args=[rejected.token])).status_code == 404
    assert studio.get(url).status_code == 404
    assert "Erased" not in page_of(studio.get(reverse("studio:candidates")))
    assert "Erased" not in page_of(studio.get(reverse("studio:posting_applications", args=[rejected.posting.code])))


def test_who_was_erased_may_apply_again(client, lead, rejected):
    erase_candidate(candidate=rejected.candidate, by=lead)

    client.post(apply_url_of(rejected.posting), filled_in())

    assert Candidate.objects.filter(email="ada@example.com", erased_at=None).count() == 1
    assert retention.erase_brought_back() == 0


def test_a_restored_backup_brings_nobody_back(lead, rejected):
    """The database of yesterday knows of no erasure; the files beside it do."""
    saved = Candidate.objects.filter(pk=rejected.candidate_id).values("name", "email", "phone", "links").get()
    erase_candidate(candidate=rejected.candidate, by=lead)
    erasures.mirror()
    Erasure.objects.all().delete()
    Candidate.objects.filter(pk=rejected.candidate_id).update(**saved, erased_at=None)
    CandidateFactory(email="grace@example.com")

    assert [retention.erase_brought_back(), retention.erase_brought_back()] == [1, 0]
    assert list(Candidate.objects.filter(erased_at=None).values_list("email", flat=True)) == ["grace@example.com"]


def test_what_is_remembered_is_no_address(lead, rejected, private_folder):
    erase_candidate(candidate=rejected.candidate, by=lead)
    erasures.mirror()

    assert erasures.was_erased(" ADA@example.com ") is True
    assert erasures.was_erased("grace@example.com") is False
    assert b"ada" not in everything_under(private_folder / "erasures")


def test_the_sweep_leaves_the_memory_of_erasures(lead, rejected):
    erase_candidate(candidate=rejected.candidate, by=lead)
    assert (erasures.mirror(), erasures.mirror()) == (1, 0)

    delete_orphan_files(older_than=timedelta(seconds=-1))

    assert default_storage.exists(f"erasures/{Erasure.objects.get().digest[:2]}/{Erasure.objects.get().digest}")


def test_the_sweep_runs_it_all(rejected):
    with travel(93):
        call_command("sweep")

    rejected.candidate.refresh_from_db()
    assert rejected.candidate.erased_at is not None
