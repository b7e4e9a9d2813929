"""Messages to candidates: rows before mails, where they are, called back in time, sent again, stopped."""

from datetime import timedelta
from email import message_from_bytes

import pytest
import time_machine
from django.core import mail as outbox
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from post_office.models import STATUS, Email

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from config import mail as outgoing
from hiring import mail
from hiring.actions import TooLate, call_off, follow_address, move_application, send_again, stop_messages
from hiring.choices import State
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Message, MessageTemplate, MessageWish
from hiring.shipped import Words
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.messages import MessageFactory, MessageTemplateFactory, MessageWishFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

WORDS = Words("A word, {first_name}", "Hello {name},\n\nabout {posting}: {link}")


@pytest.fixture
def application(posting):
    return ApplicationFactory(
        posting=posting, candidate=CandidateFactory(name="Ada Lovelace", email="ada@example.com"), cv=None
    )


@pytest.fixture
def delivers(settings):
    """Messages go to `outbox.outbox`."""
    settings.POST_OFFICE = settings.POST_OFFICE | {
        "BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}
    }


def write(application, *, by=None, kind=MessageKind.OTHER, words=WORDS, **more) -> Message:
    return mail.queue_words(application=application, kind=kind, by=by, words=words, **more)


def page_of_application(application) -> str:
    return reverse("studio:application", args=[application.pk])


# The row and the mail --------------------------------------------------------------------------------


def test_a_message_is_a_row_and_a_mail(application, owner):
    message = write(application, by=owner)

    email = Email.objects.get()
    assert (message.email, message.to, email.to) == (email, "ada@example.com", ["ada@example.com"])
    assert message.subject == email.subject == "A word, Ada"
    assert email.message.startswith(f"Hello Ada Lovelace,\n\nabout {application.version.title}: http")
    assert email.headers["Reply-To"] == owner.email
    assert (message.by, message.state) == (owner, MessageState.WAITING)


def test_the_secret_address_is_in_the_mail_and_not_in_the_row(application, owner):
    message = write(application, by=owner)

    assert application.token in message.email.message
    assert application.token in message.email.html_message
    assert message.text.endswith("(the candidate’s own link)")


@pytest.mark.parametrize("purpose", ["export", "erase"])
def test_of_a_link_to_data_no_words_are_kept(application, purpose):
    message = mail.queue_data_link(application.candidate, secret="s" * 40, purpose=purpose)

    assert (message.subject, message.text, message.application) == ("", "", None)
    assert "s" * 40 in message.email.message


def test_the_confirmation_goes_through_the_template(application):
    MessageTemplate.objects.filter(kind="received", language="en", company=None).update(subject="Thanks: {posting}")

    assert mail.queue_received(application).subject == f"Thanks: {application.version.title}"


def test_a_companys_words_go_before_the_houses_and_those_before_what_ships(application):
    found = []
    MessageTemplate.objects.filter(kind="received").delete()
    MessageTemplateFactory(kind="received", name="", company=CompanyFactory(), subject="another's")
    found.append(mail.queue_received(application).subject)
    MessageTemplateFactory(kind="received", name="", subject="the house's")
    found.append(mail.queue_received(application).subject)
    MessageTemplateFactory(kind="received", name="", company=application.posting.company, subject="the company's")
    MessageTemplateFactory(kind="received", name="", language="fr", subject="French")
    found.append(mail.queue_received(application).subject)

    assert found == [
        f"We have your application: {application.version.title}, Marée",
        "the house's",
        "the company's",
    ]


def test_a_posting_in_french_is_written_to_in_french():
    application = ApplicationFactory(posting=PostingFactory(published=True, language="fr", answer_days=10), cv=None)

    message = mail.queue_received(application)

    assert message.language == "fr"
    assert message.text.startswith("Bonjour,\n\nvotre candidature au poste de")
    assert "Vous aurez une réponse au plus tard le" in message.text


def test_a_message_has_one_id_however_often_it_is_sent(application, delivers):
    message = write(application)
    outgoing.send_waiting()
    Email.objects.update(status=STATUS.queued)
    outgoing.send_waiting()

    ids = {sent.message()["Message-ID"] for sent in outbox.outbox}
    assert (len(outbox.outbox), ids) == (2, {f"<{message.key.hex}@localhost>"})


def test_what_can_be_stopped_says_how(application):
    optional, necessary = write(application), write(application, kind=MessageKind.INTERVIEW)

    url = f"http://localhost:8000/my/messages/{MessageWish.objects.get().token}/"
    assert optional.email.headers["List-Unsubscribe"] == f"<{url}>"
    assert optional.email.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert url in optional.email.message
    assert "List-Unsubscribe" not in necessary.email.headers
    assert "This message is part of your application" in necessary.email.message


def test_a_second_row_of_one_key_is_refused(application):
    first = write(application)

    with pytest.raises(IntegrityError), transaction.atomic():
        write(application, key=first.key)


HEADERS = {
    "Content-Type",
    "MIME-Version",
    "Subject",
    "From",
    "To",
    "Date",
    "Reply-To",
    "Message-ID",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
}


class TestHeaders(TestCase):
    """Whatever a name or a title holds, a message has the headers that we gave it."""

    @settings(max_examples=20, deadline=None)
    @given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1, max_size=80))
    def test_no_header_can_be_slipped_in(self, text):
        application = ApplicationFactory(cv=None, candidate__name=f"Ada{text}\r\nBcc: eve@example.com")

        message = write(application, words=Words(f"{{name}} {text}", "x {name}"))

        sent = message_from_bytes(message.email.email_message().message().as_bytes())
        assert (set(sent.keys()), sent["To"]) == (HEADERS, application.candidate.email)


# Where it is -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("traits", "state", "may"),
    [
        ({}, MessageState.WAITING, (False, False)),
        ({"delayed": True}, MessageState.WAITING, (True, False)),
        ({"sent": True}, MessageState.SENT, (False, False)),
        ({"failed": True}, MessageState.FAILED, (False, True)),
        ({"email": None}, MessageState.FAILED, (False, False)),
        (
            {"email": None, "outcome": "called_off", "outcome_at": timezone.now()},
            MessageState.CALLED_OFF,
            (False, False),
        ),
    ],
    ids=["queued", "delayed", "sent", "failed", "mail gone", "called off"],
)
def test_where_a_message_is(traits, state, may):
    message = MessageFactory(application__cv=None, **traits)

    assert message.state == state
    assert (message.goes_at is not None, message.can_be_sent_again) == may


@pytest.mark.parametrize(("status", "state"), [(STATUS.sent, MessageState.SENT), (STATUS.failed, MessageState.FAILED)])
def test_it_is_still_known_when_the_mail_is_gone(application, status, state):
    message = write(application)
    long_ago = timezone.now() - timedelta(days=100)
    Email.objects.update(status=status, last_updated=long_ago)

    assert outgoing.prune() == 1

    message = Message.objects.get()
    assert (message.email, message.state, message.outcome_at) == (None, state, long_ago)


def test_the_page_shows_what_was_written(sign_in, owner, application):
    write(application, by=owner)
    MessageFactory(application=application, failed=True, subject="It <failed>")
    MessageFactory(application=application, delayed=True)
    mail.queue_data_link(application.candidate, secret="s" * 40, purpose="erase")
    MessageFactory(application__cv=None, subject="Of somebody else")

    page = sign_in(owner).get(page_of_application(application)).content.decode()

    assert [
        words for words in ("A word, Ada", "It &lt;failed&gt;", "Send again", "Call it back") if words not in page
    ] == []
    assert [words for words in ("Of somebody else", "s" * 40, application.token) if words in page] == []
    assert "Words of the house around the candidate’s own link" in page


def test_a_hiring_manager_reads_messages_and_has_no_buttons(sign_in, hiring_manager, posting, application):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    MessageFactory(application=application, delayed=True, subject="Words")
    MessageFactory(application=application, failed=True)

    page = sign_in(hiring_manager).get(page_of_application(application)).content.decode()

    assert "Words" in page
    assert [words for words in ("Send again", "Call it back") if words in page] == []


# Called back -----------------------------------------------------------------------------------------


def test_a_message_is_called_back(sign_in, owner, application, delivers):
    message = MessageFactory(application=application, delayed=True)
    url = reverse("studio:call_off_message", args=[message.pk])

    answers = [sign_in(owner).post(url, follow=True) for _time in range(2)]

    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        outgoing.send_waiting()
    message.refresh_from_db()
    assert message.state == MessageState.CALLED_OFF
    assert (Email.objects.count(), outbox.outbox) == (0, [])
    assert ["Called back" in answer.content.decode() for answer in answers] == [True, True]
    assert AuditEvent.objects.filter(action=AuditAction.MESSAGE_CALLED_OFF).count() == 1


@pytest.mark.parametrize("trait", ["", "sent", "failed"])
def test_too_late_to_call_back(owner, application, trait):
    message = MessageFactory(application=application, **({trait: True} if trait else {}))

    with pytest.raises(TooLate):
        call_off(message=message, by=owner)

    assert Email.objects.count() == 1


def test_what_a_worker_has_taken_is_not_called_back(owner, application):
    message = MessageFactory(application=application, delayed=True)
    with time_machine.travel(timezone.now() + timedelta(hours=2), tick=False):
        outgoing._claim()  # it is being sent, and its next try lies ahead

        with pytest.raises(TooLate):
            call_off(message=Message.objects.get(), by=owner)

    assert message.email.status == STATUS.queued


def test_too_late_says_so(sign_in, owner, application):
    message = MessageFactory(application=application, sent=True)

    response = sign_in(owner).post(reverse("studio:call_off_message", args=[message.pk]), follow=True)

    assert "It is too late" in response.content.decode()


def test_opening_again_calls_the_answer_back(application, owner):
    reject = {"to_state": State.REJECTED, "reason": shipped_reason("skills"), "by": owner}
    move_application(application=application, shared_reason="Somebody else was hired.", **reject)
    answer = MessageFactory(application=application, kind=MessageKind.REJECTED, delayed=True)
    other = MessageFactory(application=application, delayed=True)

    move_application(application=application, to_state=State.ACTIVE, by=owner)

    assert [Message.objects.get(pk=message.pk).state for message in (answer, other)] == ["called_off", "waiting"]
    assert application.shared_reason == ""


# Another address -------------------------------------------------------------------------------------


def test_what_waits_follows_to_a_new_address_with_the_new_links(application, owner, delivers):
    waiting = write(application, by=owner, send_at=timezone.now() + timedelta(hours=1))
    gone = MessageFactory(application=application, sent=True)
    data_link = mail.queue_data_link(application.candidate, secret="s" * 40, purpose="export")
    application.candidate.email = "ada@new.example"
    application.candidate.save()

    follow_address(candidate=application.candidate, tokens={application.token: "new-token"})

    rows = {message.pk: (message.to, message.email.to) for message in Message.objects.all()}
    old, new = ("ada@example.com", ["ada@example.com"]), ("ada@new.example", ["ada@new.example"])
    assert rows == {waiting.pk: new, gone.pk: old, data_link.pk: old}
    email = Message.objects.get(pk=waiting.pk).email
    assert ("/new-token/" in email.message, "/new-token/" in email.html_message) == (True, True)
    assert application.token not in email.message + email.html_message


# Sent again ------------------------------------------------------------------------------------------


def test_a_failed_message_is_sent_again(sign_in, owner, application, delivers):
    message = MessageFactory(application=application, failed=True)
    url = reverse("studio:send_message_again", args=[message.pk])

    first, second = (sign_in(owner).post(url, follow=True).content.decode() for _time in range(2))
    outgoing.send_waiting()

    assert ("on its way again" in first, "Nothing to send again" in second) == (True, True)
    assert Message.objects.get().state == MessageState.SENT
    assert len(outbox.outbox) == 1


def test_what_was_sent_is_not_sent_again(owner, application):
    assert send_again(message=MessageFactory(application=application, sent=True), by=owner) is False


@pytest.mark.parametrize("name", ["call_off_message", "send_message_again"])
def test_anothers_message_is_none(sign_in, recruiter, owner, application, name):
    url = reverse(f"studio:{name}", args=[MessageFactory(application=application, delayed=True).pk])

    assert sign_in(recruiter).post(url).status_code == 404
    assert sign_in(owner).get(url).status_code == 405


# Stopped ---------------------------------------------------------------------------------------------


@pytest.fixture
def wish(application):
    return MessageWishFactory(candidate=application.candidate)


def stop_url(wish) -> str:
    return reverse("hiring:stop_messages", args=[wish.token])


def test_looking_stops_nothing(client, wish):
    response = client.get(stop_url(wish))

    wish.refresh_from_db()
    assert "Stop these messages" in response.content.decode()
    assert (wish.stopped_at, response["X-Robots-Tag"]) == (None, "noindex, nofollow, noarchive")


def test_a_candidate_stops_and_starts_again(client, wish):
    stopped = client.post(stop_url(wish), {"stop": "1"}, follow=True).content.decode()
    again = client.post(stop_url(wish), {"stop": "1"}, follow=True).content.decode()
    resumed = client.post(stop_url(wish), {"resume": "1"}, follow=True).content.decode()

    assert "Stopped on" in stopped
    assert "Stopped on" in again
    assert "Stop these messages" in resumed


def test_a_mail_program_stops_with_one_click_and_no_cookie(wish):
    response = Client(enforce_csrf_checks=True).post(stop_url(wish), {"List-Unsubscribe": "One-Click"})

    wish.refresh_from_db()
    assert (response.status_code, response.cookies.keys()) == (200, set())
    assert wish.stopped_at is not None


def test_stopping_calls_back_what_waits_and_can_be_stopped(wish, application):
    optional = MessageFactory(application=application, delayed=True)
    necessary = MessageFactory(application=application, delayed=True, kind=MessageKind.REJECTED)

    stop_messages(wish=wish, by=None)

    assert [Message.objects.get(pk=one.pk).state for one in (optional, necessary)] == ["called_off", "waiting"]


def test_a_guessed_address_is_none(client, db):
    assert client.get(reverse("hiring:stop_messages", args=["guess"])).status_code == 404


# What the database refuses ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": MessageKind.DATA_LINK},
        {"kind": MessageKind.DATA_LINK, "text": "", "subject": "Your data"},
        {"outcome": MessageState.SENT},
        {"outcome_at": timezone.now()},
    ],
)
def test_a_message_is_refused(application, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageFactory(application=application, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "received", "name": ""},
        {"kind": "received", "name": "Named"},
        {"kind": "other", "name": ""},
        {"name": "Blank"},
    ],
)
def test_a_template_is_refused(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageTemplateFactory(**fields)


def test_a_company_has_a_template_once():
    first = MessageTemplateFactory(company=CompanyFactory(), name="One")

    with pytest.raises(IntegrityError), transaction.atomic():
        MessageTemplateFactory(company=first.company, name="One")


def test_only_a_rejected_application_has_a_shared_reason(application):
    application.shared_reason = "Words"

    with pytest.raises(IntegrityError), transaction.atomic():
        application.save()


def test_there_is_one_wish_a_candidate(wish):
    with pytest.raises(IntegrityError), transaction.atomic():
        MessageWishFactory(candidate=wish.candidate)


# A crash between sending and saying so -----------------------------------------------------------------


def test_a_crash_after_sending_sends_it_again_with_the_same_id(application, delivers, monkeypatch):
    """At least once: mail programs show it once, as both carry one id."""

    class Killed(BaseException):
        """The process is gone."""

    message = write(application)
    deliver = Email.dispatch

    def dispatch(self, **given):
        deliver(self, **given)
        raise Killed

    monkeypatch.setattr(Email, "dispatch", dispatch)
    with pytest.raises(Killed):
        outgoing.send_waiting()
    between = Message.objects.get(pk=message.pk).state
    monkeypatch.undo()
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        outgoing.send_waiting()

    ids = [sent.message()["Message-ID"] for sent in outbox.outbox]
    assert ids == [f"<{message.key.hex}@localhost>"] * 2
    assert (between, Message.objects.get(pk=message.pk).state) == (MessageState.WAITING, MessageState.SENT)
