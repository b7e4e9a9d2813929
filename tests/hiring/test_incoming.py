"""`take_mail`: whose reply a mail is, once, with the code that tells the mail server what to do."""

import io
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from post_office.models import STATUS, Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates.models import Candidate
from hiring import mail, mail_together
from hiring.actions import erase_candidate, incoming, merge_candidates, send_again
from hiring.actions.incoming import take_mail
from hiring.inbound.addresses import address_of, token_of
from hiring.management.commands import take_mail as command
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Message
from hiring.shipped import Words
from hiring.today_items import items_of
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.messages import MessageFactory, ReplyFactory
from tests.factories.postings import MembershipFactory

from .mails import APPLE_FRENCH, GMAIL, SAMPLES, report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def inbound(settings):
    settings.INBOUND_ADDRESS = "replies@jobs.example.com"


@pytest.fixture
def application(posting):
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com")
    return ApplicationFactory(posting=posting, candidate=candidate, cv=None)


@pytest.fixture
def message(application, owner):
    at = timezone.now() - timedelta(days=400)
    return MessageFactory(application=application, sent=True, by=owner, subject="When may we call?", created_at=at)


def by_address(message, sample=GMAIL) -> bytes:
    return sample.filled(token=token_of(message.key))


def by_reference(message, sample=GMAIL) -> bytes:
    return sample.filled(id=message.key.hex)


def replies() -> list[Message]:
    return list(Message.objects.filter(kind=MessageKind.REPLY).order_by("pk"))


# Outgoing --------------------------------------------------------------------------------------------


def test_replies_go_to_an_address_of_the_message(application, owner):
    sent = [
        mail.queue_words(application=application, kind=MessageKind.OTHER, by=owner, words=Words("S", "T")),
        mail.queue_received(application),
        mail.queue_data_link(application.candidate, secret="s" * 40, purpose="export"),
    ]
    step = application.posting.steps.get(kind="screen")
    sent += mail_together.queue_moved_on([application], step=step, by=owner, send_at=timezone.now())

    assert [one.email.headers["Reply-To"] for one in sent] == [address_of(one.key) for one in sent]
    assert len({one.email.headers["Reply-To"] for one in sent}) == 4


def test_where_no_address_is_set_up_they_go_to_who_wrote(settings, application, owner):
    settings.INBOUND_ADDRESS = ""

    message = mail.queue_words(application=application, kind=MessageKind.OTHER, by=owner, words=Words("S", "T"))
    link = mail.queue_data_link(application.candidate, secret="s" * 40, purpose="export")

    assert message.email.headers["Reply-To"] == owner.email
    assert "Reply-To" not in link.email.headers


# Taken -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", [by_address, by_reference])
def test_a_reply_is_taken_once(message, owner, how):
    outcomes = [take_mail(how(message)) for _time in range(2)]

    (reply,) = replies()
    assert [(one.code, one.what) for one in outcomes] == [(os.EX_OK, "taken"), (os.EX_OK, "known")]
    assert (reply.text, reply.by, reply.answers, reply.state) == (
        "On Monday, please.\n\nAda",
        None,
        message,
        MessageState.RECEIVED,
    )
    assert (reply.application, reply.candidate) == (message.application, message.candidate)
    assert "When may we call?" in reply.quoted
    assert (reply.sender, reply.subject) == ("ada@example.com", "Re: When may we call?")
    assert f"{reply.created_at:%Y-%m-%d %H:%M}" == "2026-03-02 13:30"
    assert [item.pk for item in items_of(owner)["reply"]] == [reply.pk]
    assert AuditEvent.objects.filter(action=AuditAction.REPLY, actor_id=None).count() == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_mails_of_the_usual_programs(message, name):
    outcome = take_mail(by_address(message, SAMPLES[name]))

    assert (outcome.code, outcome.reply.text) == (os.EX_OK, SAMPLES[name].new)


def test_files_are_named_and_not_kept(message):
    reply = take_mail(by_address(message, APPLE_FRENCH)).reply

    assert (reply.left_out, message.candidate.documents.count()) == (["CV Ada été.pdf"], 0)


def test_the_servers_word_for_whom_it_is_counts(message):
    raw = GMAIL.filled()

    assert take_mail(raw).code == os.EX_NOUSER
    assert take_mail(raw, recipient=address_of(message.key)).code == os.EX_OK


@pytest.mark.parametrize("header", ["Cc", "Delivered-To", "X-Original-To", "Envelope-To"])
def test_other_headers_name_it_too(message, header):
    raw = f"{header}: <{address_of(message.key).upper()}>\r\n".encode() + GMAIL.filled()

    assert take_mail(raw).code == os.EX_OK


def test_somebody_who_writes_from_elsewhere_is_known_by_the_address(message):
    raw = by_address(message).replace(b"ada@example.com", b"ada.l@other.example")

    assert take_mail(raw).reply.sender == "ada.l@other.example"


# Refused ---------------------------------------------------------------------------------------------


def test_who_it_says_to_be_from_is_never_enough(message):
    assert (take_mail(GMAIL.filled()).code, replies()) == (os.EX_NOUSER, [])


def test_nor_is_what_it_says_to_answer(message):
    raw = by_reference(message).replace(b"ada@example.com", b"eve@evil.example")

    assert (take_mail(raw).code, replies()) == (os.EX_NOUSER, [])


def test_an_address_of_nobody_is_refused_and_so_is_one_of_somebody_erased(message, lead):
    raw = by_address(message)
    erase_candidate(candidate=message.candidate, by=lead)

    assert take_mail(raw).code == os.EX_NOUSER


def test_a_reply_has_no_address(message):
    reply = ReplyFactory(application=message.application)

    assert take_mail(GMAIL.filled(token=token_of(reply.key))).code == os.EX_NOUSER


@pytest.mark.parametrize("raw", [b"", b"x" * (26 * 1024 * 1024)], ids=["empty", "large"])
def test_what_is_no_mail_is_refused(db, raw):
    assert take_mail(raw).code == os.EX_DATAERR


def test_one_person_does_not_fill_the_house(message, monkeypatch):
    monkeypatch.setattr(incoming, "MOST_A_DAY", 1)
    first, second = by_address(message), by_address(message).replace(b"abc123", b"abc124")

    assert [take_mail(raw).code for raw in (first, second, first)] == [os.EX_OK, os.EX_UNAVAILABLE, os.EX_OK]


@pytest.mark.parametrize("header", ["Auto-Submitted: auto-replied", "Precedence: bulk", "Return-Path: <>"])
def test_what_a_machine_wrote_is_taken_without_a_row(message, header):
    outcome = take_mail(f"{header}\r\n".encode() + by_address(message))

    assert (outcome.code, outcome.what, replies()) == (os.EX_OK, "automatic", [])


# When ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("Mon, 2 Mar 2999 10:00:00 +0000", "now"),
        ("no date", "now"),
        ("Mon, 2 Mar 1998 10:00:00 +0000", "message"),
    ],
)
def test_a_clock_that_is_wrong(message, date, shown):
    raw = by_address(message).replace(b"Mon, 2 Mar 2026 14:30:00 +0100", date.encode())

    reply = take_mail(raw).reply

    assert abs(reply.created_at - (message.created_at if shown == "message" else timezone.now())) < timedelta(minutes=1)


# Who hears of it -------------------------------------------------------------------------------------


def heard() -> list[str]:
    return [one.to[0] for one in Email.objects.filter(subject="A candidate answered").order_by("pk")]


def told(message) -> list[str]:
    take_mail(by_address(message))
    return heard()


def test_who_wrote_hears_of_it_without_a_word_of_it(message, owner):
    assert told(message) == [owner.email]
    email = Email.objects.get(subject="A candidate answered")
    sent = email.email_message().message().as_string()
    assert f"/studio/messages/{replies()[0].pk}/" in sent
    assert [word for word in ("Ada", "Lovelace", "Monday", "ada@") if word in sent] == []


def test_who_is_no_member_any_more_hears_nothing(message, owner, posting):
    colleague = UserFactory(recruiter=True)
    Message.objects.filter(pk=message.pk).update(by=colleague)

    assert told(message) == [owner.email]


def test_a_colleague_who_wrote_hears_of_it(message, posting):
    colleague = MembershipFactory(posting=posting, part="recruiter", user=UserFactory(recruiter=True)).user
    Message.objects.filter(pk=message.pk).update(by=colleague)

    assert told(message) == [colleague.email]


def test_nobody_hears_where_nobody_is_left(message, owner):
    owner.is_active = False
    owner.save(update_fields=["is_active"])

    assert (told(message), len(replies())) == ([], 1)


def test_of_a_person_without_an_application(recruiter):
    person = CandidateFactory(sourced=True, added_by=recruiter)
    message = MessageFactory(application=None, candidate=person, kind=MessageKind.TOLD, sent=True)

    assert told(message) == [recruiter.email]
    assert replies()[0].candidate == person


def test_a_merged_persons_reply_is_the_survivors(message, owner):
    survivor = CandidateFactory(sourced=True, added_by=owner)
    merge_candidates(survivor=survivor, other=message.candidate, take=["email"], by=owner)

    assert take_mail(by_address(message)).reply.candidate == Candidate.objects.get(pk=survivor.pk)


# Mail that came back ---------------------------------------------------------------------------------


def test_a_mail_that_came_back_marks_the_message_as_failed(message, owner):
    outcomes = [take_mail(report(id=message.key.hex, address="ada@example.com")) for _time in range(2)]

    message = Message.objects.get()
    assert [(one.code, one.what) for one in outcomes] == [(os.EX_OK, "came back: 1"), (os.EX_OK, "came back: 0")]
    assert (message.state, send_again(message=message, by=owner)) == (MessageState.FAILED, True)


def test_one_whose_mail_is_gone_too(message):
    Message.objects.filter(pk=message.pk).update(email=None, outcome="sent", outcome_at=timezone.now())

    take_mail(report(id=message.key.hex, address="ada@example.com"))

    assert Message.objects.get().state == MessageState.FAILED


@pytest.mark.parametrize(
    "changes", [{"address": "eve@evil.example"}, {"action": "delayed"}, {"id": "f" * 32}], ids=["whom", "late", "which"]
)
def test_a_report_that_does_not_fit_marks_nothing(message, changes):
    outcome = take_mail(report(**{"id": message.key.hex, "address": "ada@example.com"} | changes))

    assert (outcome.code, Message.objects.get().state) == (os.EX_OK, MessageState.SENT)


def test_what_waits_does_not_come_back(application):
    message = MessageFactory(application=application)

    take_mail(report(id=message.key.hex, address="ada@example.com"))

    assert Email.objects.get().status == STATUS.queued


# The command -----------------------------------------------------------------------------------------


def piped(monkeypatch, raw: bytes, **options) -> int:
    monkeypatch.setattr(command.Command, "stdin", lambda self: io.BytesIO(raw))
    with pytest.raises(SystemExit) as ended:
        call_command("take_mail", stderr=io.StringIO(), **options)
    return ended.value.code


def test_the_exit_code_tells_the_server(message, monkeypatch):
    codes = [
        piped(monkeypatch, by_address(message)),
        piped(monkeypatch, by_address(message)),
        piped(monkeypatch, b""),
        piped(monkeypatch, GMAIL.filled()),
        piped(monkeypatch, GMAIL.filled(), to=address_of(message.key)),
        piped(monkeypatch, b"x" * (26 * 1024 * 1024)),
    ]

    assert codes == [0, 0, 65, 67, 0, 65]


def test_where_it_is_not_set_up_the_mail_stays(settings, message, monkeypatch):
    settings.INBOUND_ADDRESS = ""

    assert piped(monkeypatch, GMAIL.filled()) == os.EX_TEMPFAIL


def test_a_database_that_is_away_leaves_the_mail_with_the_server(message, monkeypatch, caplog):
    def away(**given):
        raise OperationalError("INSERT ... On Monday, please.")

    monkeypatch.setattr(incoming, "take_down", away)

    assert (piped(monkeypatch, by_address(message)), replies()) == (os.EX_TEMPFAIL, [])
    assert ("OperationalError" in caplog.text, "Monday" in caplog.text) == (True, False)


def test_nothing_that_was_written_goes_into_a_log(message, monkeypatch, caplog):
    caplog.set_level("DEBUG")

    piped(monkeypatch, by_address(message))

    assert [word for word in ("Monday", "Ada", "ada@") if word in caplog.text] == []


def test_it_is_a_process_that_reads_its_standard_input(tmp_path):
    environment = os.environ | {"VAR_DIR": str(tmp_path), "INBOUND_ADDRESS": "replies@jobs.example.com"}
    run = [sys.executable, "manage.py", "take_mail"]
    done = subprocess.run(
        run, input=b"", env=environment, cwd=django_settings.BASE_DIR, capture_output=True, timeout=120
    )

    assert (done.returncode, b"Traceback" in done.stderr) == (os.EX_DATAERR, False)


def test_an_empty_house_keeps_the_mail_with_the_server(tmp_path):
    """There is no table yet."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"VAR_DIR": str(tmp_path), "INBOUND_ADDRESS": "replies@jobs.example.com"}
    run = [sys.executable, "manage.py", "take_mail"]
    raw = GMAIL.filled()
    done = subprocess.run(
        run, input=raw, env=environment, cwd=django_settings.BASE_DIR, capture_output=True, timeout=120
    )

    assert done.returncode == os.EX_TEMPFAIL


CODES = {os.EX_OK, os.EX_DATAERR, os.EX_NOUSER}


class TestAnything(TestCase):
    """Whatever comes for an address of ours, it is taken or refused."""

    @settings(max_examples=40, deadline=None)
    @given(st.binary(max_size=400), st.binary(max_size=400), st.sampled_from(sorted(SAMPLES)))
    def test_it_is_taken_or_refused(self, head, body, name):
        message = MessageFactory(application__cv=None, sent=True)
        address = f"X-Original-To: {address_of(message.key)}\r\n".encode()

        for raw in (
            address + head + b"\r\n\r\n" + body,
            address + SAMPLES[name].filled()[: len(body) * 4] + head + body,
        ):
            assert take_mail(raw).code in CODES
