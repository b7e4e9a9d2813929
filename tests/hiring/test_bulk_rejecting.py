"""Many of a posting’s list are rejected: asked about, told each in their own words, called back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from accounts.models import AuditEvent
from hiring.actions import (
    call_back,
    move_application,
    reject_application,
    reject_applications,
)
from hiring.actions.bulk import undo_batch
from hiring.choices import State
from hiring.models import Application, Batch, Message
from hiring.shipped import Words
from tests.factories.hiring import ApplicationFactory, shipped_reason

from .bulk import chosen, in_batch, left_out_of, places, reject, rejection, url

pytestmark = pytest.mark.django_db


def test_the_chosen_are_asked_about_first_and_nothing_is_done(sign_in, owner, posting, three):
    response = sign_in(owner).post(url("reject_many", posting), {"chosen": chosen(*three[:2])})

    page = response.content.decode()
    assert (response.status_code, Batch.objects.count()) == (200, 0)
    assert "Message 1 of 2: Ada" in page
    assert response.context["letter_to"] == three[0]
    assert set(places(*three)) == {("active", "New")}


@pytest.mark.parametrize(("show", "name"), [("1", "Ben"), ("2", "Cleo"), ("99", "Cleo"), ("nonsense", "Ada")])
def test_each_person_s_message_can_be_looked_at(sign_in, owner, posting, three, show, name):
    data = rejection(*three, show=show, reason="", text="Dear {first_name}, no.")
    del data["send"]

    response = sign_in(owner).post(url("reject_many", posting), data)

    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert f"Dear {name}, no." in response.context["letter"].text
    assert 'value="hour" selected' in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_rejection_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    client = sign_in(owner)

    with django_assert_num_queries(11):
        client.post(url("reject_many", posting), {"chosen": chosen(*applications)})


def test_all_are_rejected_and_each_gets_their_own_message_in_an_hour(sign_in, owner, posting, three):
    response = reject(sign_in(owner), posting, *three, share_reason="on", text="Hello {first_name}, {reason}")

    batch = Batch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    assert set(places(*three)) == {("rejected", "New")}
    written_to = {message.candidate.name: message for message in Message.objects.filter(kind="rejected")}
    assert {name: message.text.split(",")[0] for name, message in written_to.items()} == {
        "Ada": "Hello Ada",
        "Ben": "Hello Ben",
        "Cleo": "Hello Cleo",
    }
    assert all("skill that the posting calls necessary" in message.text for message in written_to.values())
    assert all(timedelta(minutes=59) < message.goes_at - timezone.now() for message in written_to.values())
    assert set(Application.objects.values_list("rejection_reason__key", flat=True)) == {"skills"}


def test_who_is_decided_or_has_no_address_is_left_out_and_said(sign_in, owner, posting, three):
    ada, ben, _cleo = three
    move_application(application=ada, to_state=State.HIRED, by=owner)
    type(ben.candidate).objects.filter(pk=ben.candidate_id).update(
        email=None, source="network", phone="1", basis="interest", tell_by=timezone.localdate(), added_by=owner
    )
    client = sign_in(owner)

    asked = client.post(url("reject_many", posting), {"chosen": chosen(*three)}).content.decode()
    assert "1 person is decided already and stays as they are: Ada." in asked
    assert "no e-mail address is known" in asked
    reject(client, posting, *three)

    assert [place[0] for place in places(*three)] == ["hired", "active", "rejected"]
    assert left_out_of(Batch.objects.get()) == [
        (ben.pk, "No e-mail address of this person is known."),
        (ada.pk, "This application was changed meanwhile: it is “Hired” now. Look again, then decide."),
    ]


def test_who_is_not_told_is_rejected_all_the_same(sign_in, owner, posting, three):
    reject(sign_in(owner), posting, *three, tell="", subject="", text="")

    assert set(places(*three)) == {("rejected", "New")}
    assert Message.objects.count() == 0


def test_sent_twice_everybody_gets_one_message(sign_in, owner, posting, three):
    client = sign_in(owner)

    answers = {reject(client, posting, *three)["Location"] for _ in range(2)}

    assert (len(answers), Batch.objects.count(), Message.objects.count()) == (1, 1, 3)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Choose a reason."),
        ({"text": ""}, "Write a message."),
        ({"text": "Hello {nickname}"}, "No such field here: {nickname}"),
        ({"reason": "other", "share_reason": "on"}, "is not shared with candidates"),
        ({"people": ""}, "Tick somebody first"),
    ],
)
def test_what_is_missing_is_told_and_nobody_is_rejected(sign_in, owner, posting, three, changes, words):
    response = reject(sign_in(owner), posting, *three, **changes)

    assert (response.status_code, Batch.objects.count(), Message.objects.count()) == (422, 0, 0)
    assert words in response.content.decode()
    assert set(places(*three)) == {("active", "New")}


@pytest.mark.parametrize("count", [3, 30])
def test_rejecting_many_takes_the_same_queries(posting, owner, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)

    # the reason, the batch three times, three savepoints twice; rows, locked, read again, versions; locked, read,
    # moves, place, interviews, notices; mails, messages, audit
    with django_assert_num_queries(23):
        in_batch(posting, owner, *applications)

    assert Message.objects.count() == AuditEvent.objects.filter(action="message").count() == count


@pytest.mark.parametrize("count", [3, 30])
def test_calling_back_many_takes_the_same_queries(posting, owner, count, django_assert_num_queries):
    batch = in_batch(posting, owner, *ApplicationFactory.create_batch(count, posting=posting))

    # a savepoint twice; keys, those unsettled, those that wait, mails gone, settled, answered, messages, audit
    with django_assert_num_queries(11):
        call_back(batch=batch, by=owner)


def test_one_message_reads_the_same_alone_and_among_many(posting, owner):
    alone, among = (ApplicationFactory(posting=posting, candidate__name=name) for name in ("Ada One", "Ada Two"))
    words = Words("About {posting}", "Hello {first_name},\n\n{reason}\n\n{link}")
    said = {"en": "A reason.", "fr": "Une raison."}

    reject_application(
        application=alone, by=owner, reason=shipped_reason("skills"), shared_reason=said["en"], words=words
    )
    reject_applications(
        posting=posting,
        applications=[among],
        by=owner,
        reason=shipped_reason("skills"),
        shared_reason=said,
        words=words,
    )

    one, other = Message.objects.order_by("pk").select_related("email")
    for field in ("kind", "subject", "text", "language", "by"):
        assert getattr(one, field) == getattr(other, field)
    assert one.email.message.replace(alone.token, among.token) == other.email.message
    assert [message.email.headers["Message-ID"] for message in (one, other)] == [
        f"<{message.key.hex}@localhost>" for message in (one, other)
    ]
    assert {alone.candidate.email, among.candidate.email} == {one.to, other.to}


def test_the_messages_are_called_back_in_bulk_and_the_rejections_stay(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)
    client = sign_in(owner)
    assert "Call back 3 messages" in client.get(batch.get_absolute_url()).content.decode()

    response = client.post(reverse("studio:call_back_batch", args=[batch.pk]), follow=True)

    page = response.content.decode()
    assert "3 messages are called back." in page
    assert "Call back 3 messages" not in page
    assert (Email.objects.count(), set(Message.objects.values_list("outcome", flat=True))) == (0, {"called_off"})
    assert set(places(*three)) == {("rejected", "New")}
    assert AuditEvent.objects.filter(action="message_called_off").count() == 3


def test_what_has_left_is_said_with_names(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)
    Email.objects.filter(to="ada@example.com").update(number_of_retries=0)  # a worker has it

    response = sign_in(owner).post(reverse("studio:call_back_batch", args=[batch.pk]), follow=True)

    page = response.content.decode()
    assert "2 messages are called back." in page
    assert "1 message had left already: Ada." in page


def test_calling_back_again_is_harmless(posting, owner, three):
    batch = in_batch(posting, owner, *three)

    assert [call_back(batch=batch, by=owner).count for _ in range(2)] == [3, 0]


def test_taking_a_rejection_back_opens_all_again_and_nothing_is_sent(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)

    sign_in(owner).post(reverse("studio:undo_batch", args=[batch.pk]))

    assert set(places(*three)) == {("active", "New")}
    assert set(Message.objects.values_list("outcome", flat=True)) == {"called_off"}
    assert undo_batch(batch=batch, by=owner).moves == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_what_was_done_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    out = ApplicationFactory.create_batch(count, posting=posting, hired=True)
    batch = in_batch(posting, owner, *applications, *out)
    client = sign_in(owner)

    with django_assert_num_queries(11):
        client.get(batch.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(url("batches", posting))
