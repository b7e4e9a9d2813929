"""Consent, retention, erasure and export."""

import io
import json
import logging
import re
import uuid
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates import erasures
from candidates.actions import (
    OnHold,
    add_tags,
    carry_on,
    confirm_import,
    give_consent,
    read_waiting_documents,
    set_hold,
    take_file,
    withdraw_consent,
)
from candidates.files import PDF, CheckedFile
from candidates.matching import match_due
from candidates.models import Candidate, Consent, Document, Erasure, Resume, RetentionRule
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
from hiring.actions.noting import add_note
from hiring.choices import RejectionReason, State
from hiring.message_choices import MessageKind
from hiring.models import Application, Message, MessageWish, Move
from hiring.search import index_due
from hiring.shipped import Words
from tests.factories.candidates import CandidateFactory, ConsentAskFactory, pdf
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

from .conftest import apply_url_of, filled_in, page_of, posting_that_asks

pytestmark = pytest.mark.django_db


def travel(days: int):
    return time_machine.travel(timezone.now() + timedelta(days=days), tick=False)


@pytest.fixture
def rejected(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(email="ada@example.com"), rejected=True)


def consent_of(candidate) -> Consent:
    return give_consent(candidate=candidate, wording="Marée may keep my data.", by=None)


# Consent ---------------------------------------------------------------------------------------------


def test_the_box_stands_unticked_before_the_button(client, apply_url):
    page = page_of(client.get(apply_url))

    box = page.index('name="keep" id="id_keep" >')
    assert page.index("What happens with your data") < box < page.index("Send my application")
    assert "Marée may keep my data for 24 months, to write to me about other jobs." in page


@pytest.mark.parametrize(("ticked", "wordings"), [("on", ["Marée may keep my data"]), (None, [])])
def test_consent_is_kept_where_it_was_given(client, apply_url, ticked, wordings):
    client.post(apply_url, filled_in(keep=ticked))

    assert [consent.wording[:22] for consent in Consent.objects.all()] == wordings
    assert Application.objects.get().consent_id == (Consent.objects.get().pk if ticked else None)


def test_the_tick_survives_an_error_elsewhere(client, apply_url):
    page = page_of(client.post(apply_url, filled_in(keep="on", name="")))

    assert 'name="keep" id="id_keep" checked>' in page


def test_there_is_one_consent_in_force(posting):
    candidate = CandidateFactory()
    consent_of(candidate)

    assert consent_of(candidate) is None
    with pytest.raises(IntegrityError, match=r"consent_one_in_force|UNIQUE"), transaction.atomic():
        Consent.objects.create(candidate=candidate, wording="", given_at=timezone.now(), renewed_at=timezone.now())


def consent_url(consent) -> str:
    return reverse("hiring:consent", args=[consent.token])


def test_a_candidate_renews_their_consent(client, rejected):
    consent = consent_of(rejected.candidate)
    Consent.objects.update(reminded_at=timezone.now())

    with travel(700):
        response = client.post(consent_url(consent), {"renew": ""}, follow=True)
        consent.refresh_from_db()
        assert timezone.localdate(consent.renewed_at) == timezone.localdate()
    assert consent.reminded_at is None
    assert "Your data will be deleted on" in page_of(response)


def test_a_candidate_takes_their_consent_back_once_and_for_all(client, rejected):
    consent = consent_of(rejected.candidate)

    client.post(consent_url(consent), {"withdraw": ""})
    response = client.post(consent_url(consent), {"renew": ""}, follow=True)

    consent.refresh_from_db()
    assert consent.withdrawn_at is not None
    assert "You took it back on" in page_of(response)


def test_looking_at_the_page_changes_nothing(client, rejected):
    consent = consent_of(rejected.candidate)

    response = client.get(consent_url(consent))

    assert response["X-Robots-Tag"] == "noindex, nofollow, noarchive"
    assert Consent.objects.get().renewed_at == consent.renewed_at


def test_a_guessed_address_is_none(client, db):
    assert client.get(reverse("hiring:consent", args=["guess"])).status_code == 404


# Retention -------------------------------------------------------------------------------------------


def test_a_rejected_candidate_is_erased_three_months_later_once(rejected):
    with travel(80):
        early = retention.erase_ended()
    with travel(93):
        done = [retention.erase_ended(), retention.erase_ended()]

    rejected.candidate.refresh_from_db()
    assert (early, done) == (0, [1, 0])
    assert rejected.candidate.erased_at is not None


@pytest.mark.parametrize("trait", [{}, {"hired": True}])
def test_open_and_hired_ones_stay(posting, trait):
    ApplicationFactory(posting=posting, **trait)

    with travel(4000):
        assert retention.erase_ended() == 0


def test_one_open_application_keeps_the_others(posting, rejected):
    ApplicationFactory(posting=PostingFactory(published=True), candidate=rejected.candidate)

    with travel(4000):
        assert retention.erase_ended() == 0


def test_what_is_held_stays(lead, rejected):
    set_hold(candidate=rejected.candidate, reason="A dispute", by=lead)

    with travel(4000):
        assert retention.erase_ended() == 0
    with pytest.raises(OnHold):
        erase_candidate(candidate=rejected.candidate, by=lead)


def test_the_rule_of_the_country_holds(rejected):
    RetentionRule.objects.create(country="BE", decided_months=12)
    RetentionRule.objects.create(country="", decided_months=1)

    with travel(200):
        early = retention.erase_ended()
    with travel(370):
        assert (early, retention.erase_ended()) == (0, 1)


def test_with_consent_the_candidate_is_reminded_once_and_then_erased(rejected):
    consent = consent_of(rejected.candidate)

    counts = []
    for days in (93, 690, 705, 706, 735):
        with travel(days):
            counts.append((retention.remind(), retention.erase_ended()))

    assert counts == [(0, 0), (0, 0), (1, 0), (0, 0), (0, 1)]
    assert not Email.objects.exists()  # erased with the person
    assert not Consent.objects.filter(pk=consent.pk).exists()


def test_the_reminder_names_the_day_and_the_way_out(rejected):
    consent = consent_of(rejected.candidate)

    with travel(705):
        retention.remind()

    email = Email.objects.get()
    assert email.to == ["ada@example.com"]
    assert consent_url(consent) in email.email_message().body


def test_who_renewed_after_the_reminder_stays(client, rejected):
    consent = consent_of(rejected.candidate)
    with travel(705):
        retention.remind()
        client.post(consent_url(consent), {"renew": ""})
    with travel(740):
        assert (retention.remind(), retention.erase_ended()) == (0, 0)


def test_a_consent_taken_back_counts_no_longer(rejected):
    withdraw_consent(consent=consent_of(rejected.candidate), by=None)

    with travel(93):
        assert retention.erase_ended() == 1


@pytest.mark.parametrize("count", [1, 3])
def test_looking_for_who_ends_takes_the_same_queries(posting, django_assert_num_queries, count):
    ApplicationFactory.create_batch(count, posting=posting, rejected=True)

    with travel(93), django_assert_num_queries(3):
        assert len(list(retention.endings(until=timezone.localdate()))) == count


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
        reason=RejectionReason.SKILLS,
        note=f"{MARK} is kind",
        shared_reason=f"{MARK} was better.",
    )
    application.refresh_from_db()
    words = Words(f"{MARK} {{name}}", f"{MARK} writes of {{reason}}")
    Candidate.objects.filter(pk=candidate.pk).update(
        email="earlier@zyxwv.example"
    )  # what was written to an earlier address goes too
    application.candidate.refresh_from_db()
    for kind in (MessageKind.OTHER, MessageKind.REJECTED):
        write = {"application": application, "kind": kind, "by": lead, "words": words, "reason": f"{MARK} was better."}
        mail.queue_words(**write)
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
    assert (Message.objects.count(), MessageWish.objects.count(), Email.objects.count()) == (0, 0, 0)
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


# In the studio ---------------------------------------------------------------------------------------


def url_of(name: str, application) -> str:
    return reverse(f"studio:{name}", args=[application.candidate_id])


def test_a_lead_erases_after_reading_what_is_lost(sign_in, lead, rejected):
    client = sign_in(lead)
    asked = page_of(client.get(url_of("erase_candidate", rejected)))

    response = client.post(url_of("erase_candidate", rejected))

    assert "It can’t be undone." in asked
    assert response.status_code == 302
    assert AuditEvent.objects.filter(action=AuditAction.ERASE, actor_id=lead.pk).count() == 1
    assert client.post(url_of("erase_candidate", rejected)).status_code == 404


def test_what_is_held_is_not_erased_and_says_so(sign_in, lead, rejected):
    set_hold(candidate=rejected.candidate, reason="A dispute", by=lead)

    response = sign_in(lead).post(url_of("erase_candidate", rejected), follow=True)

    assert "This data must be kept for now: A dispute" in page_of(response)
    assert Document.objects.count() == 1


def test_a_lead_takes_all_data_along(sign_in, lead, rejected):
    consent_of(rejected.candidate)
    mail.queue_received(rejected)

    response = sign_in(lead).post(url_of("export_candidate", rejected))

    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        data = json.loads(archive.read("data.json"))
        names = archive.namelist()
    assert names == ["data.json", f"documents/{rejected.cv_id}-cv.pdf"]
    assert (data["email"], [one["state"] for one in data["applications"]], len(data["consents"])) == (
        "ada@example.com",
        ["rejected"],
        1,
    )
    assert [(one["kind"], one["state"], one["to"]) for one in data["messages"]] == [
        ("received", "waiting", "ada@example.com")
    ]
    assert AuditEvent.objects.filter(action=AuditAction.EXPORT).count() == 1


@pytest.mark.parametrize("name", ["erase_candidate", "export_candidate", "hold_candidate"])
def test_others_may_do_nothing_of_it(sign_in, recruiter, posting, rejected, name):
    own = sign_in(posting.created_by).post(url_of(name, rejected), {"reason": "x"})
    other = sign_in(recruiter).post(url_of(name, rejected), {"reason": "x"})

    rejected.candidate.refresh_from_db()
    assert (own.status_code, other.status_code) == (403, 404)
    assert (rejected.candidate.erased_at, rejected.candidate.hold_reason) == (None, "")


def test_a_hold_is_set_and_let_go(sign_in, lead, rejected):
    client, url = sign_in(lead), url_of("hold_candidate", rejected)

    page = page_of(client.post(url, {"reason": "A dispute"}, follow=True))
    refused = client.post(url, {"reason": "x" * 201})
    rejected.candidate.refresh_from_db()
    held = rejected.candidate.hold_reason
    client.post(url, {"reason": ""})

    rejected.candidate.refresh_from_db()
    assert "This data is held" in page
    assert (refused.status_code, "x" * 201 in page_of(refused)) == (422, True)
    assert (held, rejected.candidate.hold_reason) == ("A dispute", "")


@pytest.mark.parametrize("count", [1, 3])
def test_the_report_names_who_goes_next(sign_in, lead, posting, django_assert_num_queries, count):
    applications = ApplicationFactory.create_batch(count, posting=posting, rejected=True)

    with travel(60):
        client = sign_in(lead)
        with django_assert_num_queries(6):
            page = page_of(client.get(reverse("studio:retention")))

    assert [application.candidate.name in page for application in applications] == [True] * count


def test_the_report_is_a_leads(sign_in, recruiter):
    assert sign_in(recruiter).get(reverse("studio:retention")).status_code == 403


# The candidate's own copy, and own wish to be erased ---------------------------------------------------


def ask(client, purpose: str, email: str = "ada@example.com"):
    return client.post(reverse("hiring:ask_data"), {"purpose": purpose, "email": email})


def link_in_mail() -> str:
    body = Email.objects.latest("pk").email_message().body
    (secret,) = re.findall(r"/my/data/([\w-]+)/", body)
    return reverse("hiring:data", args=[secret])


def test_a_candidate_gets_a_copy_once(client, rejected):
    ask(client, "export", " Ada@example.com ")
    url = link_in_mail()

    asked, got, again = client.get(url), client.post(url), client.post(url)

    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert json.loads(archive.read("data.json"))["email"] == "ada@example.com"
    assert "Download my data" in page_of(asked)
    assert (asked.status_code, got.status_code, again.status_code) == (200, 200, 410)


def test_a_candidate_is_erased_on_their_wish(client, posting):
    application = ApplicationFactory(posting=posting, candidate=CandidateFactory(email="ada@example.com"))
    ask(client, "erase")
    url = link_in_mail()
    looked = client.get(url)

    done, again = client.post(url), client.post(url)

    application.candidate.refresh_from_db()
    assert "Delete your data?" in page_of(looked)
    assert "Your data is deleted" in page_of(done)
    assert (again.status_code, application.candidate.erased_at is not None) == (410, True)
    assert not Email.objects.exists()


def test_a_link_is_good_for_ten_minutes(client, rejected):
    ask(client, "export")
    url = link_in_mail()

    with time_machine.travel(timezone.now() + timedelta(minutes=11), tick=False):
        response = client.get(url)

    assert response.status_code == 410
    assert "Ask for another one" in page_of(response)


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, rejected):
    known, unknown = ask(client, "export"), ask(client, "export", "nobody@example.com")

    assert page_of(known) == page_of(unknown)
    assert [email.to for email in Email.objects.all()] == [["ada@example.com"]]


def test_nobody_is_flooded_with_links(client, rejected):
    for _time in range(5):
        ask(client, "export")

    assert Email.objects.count() == 3


@pytest.mark.parametrize("state", ["hired", "held"])
def test_what_must_be_kept_is_not_deleted_by_a_link(client, lead, posting, state):
    candidate = CandidateFactory(email="ada@example.com")
    ApplicationFactory(posting=posting, candidate=candidate, **({"hired": True} if state == "hired" else {}))
    if state == "held":
        set_hold(candidate=candidate, reason="A dispute", by=lead)
    ask(client, "erase")

    response = client.post(link_in_mail())

    candidate.refresh_from_db()
    assert (response.status_code, candidate.erased_at) == (409, None)
    assert "A dispute" not in page_of(response)


def test_a_form_with_errors_keeps_what_was_typed(client, db):
    page = page_of(client.post(reverse("hiring:ask_data"), {"email": "ada@"}))

    assert "Choose what you would like." in page
    assert 'value="ada@"' in page
    assert "<title>Error:" in page


def test_too_many_wishes_from_one_network_wait(client, rejected, monkeypatch):
    monkeypatch.setattr("hiring.views.privacy.ASKED_PER_HOUR", 1)
    ask(client, "export")

    assert ask(client, "export").status_code == 429


def test_a_guessed_link_is_spent(client, db):
    assert client.get(reverse("hiring:data", args=["guess"])).status_code == 410
