"""Writing to many of a list at once: each previewed, delayed, called back together; who is left out, and why."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from hiring.actions import call_back
from hiring.actions.writing_many import write_chosen
from hiring.chosen import written
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Application, Batch, Message
from hiring.shipped import Words
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.messages import MessageTemplateFactory, MessageWishFactory
from tests.factories.postings import MembershipFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

WORDS = Words("A word, {first_name}", "Hello {name}: {link}")


def apply_as(name: str, posting, **fields):
    candidate = CandidateFactory(name=name, email=f"{name.lower()}@example.com")
    return ApplicationFactory(**{"posting": posting, "candidate": candidate, "cv": None} | fields)


@pytest.fixture
def three(posting):
    return [apply_as(name, posting) for name in ("Ada", "Ben", "Cleo")]


def url(posting) -> str:
    return reverse("studio:write_many", args=[posting.code])


def seen(*applications) -> dict[int, int]:
    return {application.pk: application.step_id for application in applications}


def filled(*applications, **changes) -> dict:
    data = {"creation_key": str(uuid.uuid4()), "people": written(seen(*applications)), "template": "other"}
    return data | {"subject": WORDS.subject, "text": WORDS.body, "when": "hour", "send": "1"} | changes


def test_those_ticked_are_asked_for_with_each_ones_message(sign_in, owner, posting, three):
    client = sign_in(owner)

    asked = client.post(url(posting), {"chosen": [written(seen(one)) for one in three[:2]]})
    data = filled(*three[:2], show="1")
    data.pop("send")
    second = client.post(url(posting), data)

    assert "Write to 2 people" in page_of(asked)
    assert "Message 1 of 2: Ada" in page_of(asked)
    assert ("Message 2 of 2: Ben" in page_of(second), "A word, Ben" in page_of(second)) == (True, True)
    assert not Message.objects.exists()


def test_each_is_written_to_once_with_their_own_name(sign_in, owner, posting, three):
    client, data = sign_in(owner), filled(*three)

    answers = [client.post(url(posting), data) for _time in range(2)]

    batch = Batch.objects.get()
    messages = Message.objects.order_by("pk")
    assert [answer["Location"] for answer in answers] == [batch.get_absolute_url()] * 2
    assert [message.subject for message in messages] == ["A word, Ada", "A word, Ben", "A word, Cleo"]
    assert [message.email.to for message in messages] == [[f"{name}@example.com"] for name in ("ada", "ben", "cleo")]
    assert {message.goes_at is not None for message in messages} == {True}
    assert all(one.application.token in one.email.message and one.application.token not in one.text for one in messages)
    assert {one.answered_at is not None for one in Application.objects.all()} == {True}
    page = page_of(client.get(batch.get_absolute_url()))
    assert [
        words for words in ("3 people written to.", "Call back 3 messages", "Ada", "Cleo") if words not in page
    ] == []
    assert "3 people written to." in page_of(client.get(reverse("studio:batches", args=[posting.code])))


def test_they_are_called_back_together(sign_in, owner, posting, three):
    client = sign_in(owner)
    client.post(url(posting), filled(*three))
    batch = Batch.objects.get()

    response = client.post(reverse("studio:call_back_batch", args=[batch.pk]), follow=True)

    assert "3 messages are called back." in page_of(response)
    assert {message.state for message in Message.objects.all()} == {MessageState.CALLED_OFF}
    assert (Email.objects.count(), call_back(batch=batch, by=owner).count) == (0, 0)
    assert {one.answered_at for one in Application.objects.all()} == {None}


def test_who_can_not_be_written_to_is_left_out_and_said(sign_in, owner, posting, three):
    client = sign_in(owner)
    nowhere = apply_as("Dan", posting, candidate=CandidateFactory(name="Dan", email=None, phone="1", sourced=True))
    MessageWishFactory(candidate=three[0].candidate, stopped_at=timezone.now())
    people = [*three, nowhere]

    asked = page_of(
        client.post(url(posting), {"chosen": [written(seen(one)) for one in people]} | {"template": "other"})
    )
    client.post(url(posting), filled(*people))

    batch = Batch.objects.get()
    assert dict(batch.left_out) == {
        three[0].pk: "This person wants no messages but those that are part of an application.",
        nowhere.pk: "No e-mail address of this person is known.",
    }
    assert [message.application for message in Message.objects.order_by("pk")] == three[1:]
    assert "will be left out" in asked
    page = page_of(client.get(batch.get_absolute_url()))
    assert ("2 people were left out" in page, "No e-mail address" in page) == (True, True)


def test_an_invitation_is_for_who_waits(owner, posting, three):
    rejected = apply_as("Eve", posting, rejected=True)
    rows = {"posting": posting, "chosen": seen(three[0], rejected), "words": WORDS, "by": owner}

    batch = write_chosen(kind=MessageKind.INTERVIEW, key=uuid.uuid4(), delay=False, **rows)

    assert (batch.written, batch.left_out) == ([three[0].pk], [(rejected.pk, "It is decided already.")])


def test_another_postings_are_not_here(owner, posting, three):
    theirs = ApplicationFactory(cv=None)

    batch = write_chosen(
        posting=posting, chosen=seen(theirs), kind=MessageKind.OTHER, words=WORDS, by=owner, key=uuid.uuid4()
    )

    assert (batch.left_out, Message.objects.count()) == ([(theirs.pk, "It is not here any more.")], 0)


def test_words_of_a_template_are_taken(sign_in, owner, posting, three):
    template = MessageTemplateFactory(name="Fair", subject="At the fair, {first_name}")
    data = filled(*three, template=f"other-{template.pk}", take="1")
    data.pop("send")

    page = page_of(sign_in(owner).post(url(posting), data))

    assert ("At the fair, {first_name}" in page, "At the fair, Ada" in page) == (True, True)


@pytest.mark.parametrize(
    ("changes", "words"),
    [({"text": ""}, "Write a message."), ({"subject": "{nickname}"}, "No such field here: {nickname}.")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, owner, posting, three, changes, words):
    response = sign_in(owner).post(url(posting), filled(*three, **{"subject": "Kept", **changes}))

    page = page_of(response)
    assert (response.status_code, words in page, "Kept" in page) == (422, True, "subject" not in changes)
    assert not Message.objects.exists()


def test_nobody_was_ticked(sign_in, owner, posting, three):
    response = sign_in(owner).post(url(posting), {})

    assert (response.status_code, "Tick somebody first" in page_of(response)) == (422, True)


def test_who_may(sign_in, recruiter, hiring_manager, posting, three):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)

    answers = [sign_in(user).post(url(posting), filled(*three)).status_code for user in (recruiter, hiring_manager)]

    assert (answers, Message.objects.count()) == ([404, 404], 0)
    assert sign_in(recruiter).get(url(posting)).status_code == 405


def test_who_is_screened_without_a_name_stays_so(sign_in, owner, posting, three):
    posting.is_blind = True
    posting.save(update_fields=["is_blind"])

    page = page_of(sign_in(owner).post(url(posting), {"chosen": [written(seen(one)) for one in three]}))

    assert [name for name in ("Ada", "Ben", "Cleo") if name in page] == []


@pytest.mark.parametrize("count", [1, 3, 12])
def test_it_takes_the_same_queries(owner, posting, count, django_assert_max_num_queries):
    rows = [apply_as(f"P{n}", posting) for n in range(count)]

    with django_assert_max_num_queries(24):
        write_chosen(
            posting=posting, chosen=seen(*rows), kind=MessageKind.OTHER, words=WORDS, by=owner, key=uuid.uuid4()
        )
    assert Message.objects.count() == count


def test_writing_goes_to_no_step(posting, owner):
    batch = Batch.objects.create(posting=posting, kind=Batch.Kind.WRITE, by=owner, key=uuid.uuid4())

    with pytest.raises(IntegrityError, match="batch_move_has_step"), transaction.atomic():
        Batch.objects.filter(pk=batch.pk).update(to_step=posting.steps.first())
