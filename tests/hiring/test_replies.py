"""Replies taken down by hand: once, about what, by whom, what waits for an answer, and that they go with the person."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from hiring.actions import erase_candidate, merge_candidates, undo_merge, write_message
from hiring.actions.replies import record_reply, remove_reply, settle_reply
from hiring.archive import data_of
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Message
from hiring.shipped import Words
from hiring.today_items import items_of
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.messages import MessageFactory, ReplyFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

AT = "2026-03-02T14:30"


@pytest.fixture
def application(posting):
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com")
    return ApplicationFactory(posting=posting, candidate=candidate, cv=None)


def url_of(application) -> str:
    return reverse("studio:record_reply", args=[application.pk])


def filled(**changes) -> dict:
    return {"creation_key": str(uuid.uuid4()), "text": "Yes, on Monday.", "at": AT, "answers": ""} | changes


def settle_url(reply) -> str:
    return reverse("studio:settle_reply", args=[reply.pk])


def remove_url(reply) -> str:
    return reverse("studio:remove_reply", args=[reply.pk])


# Taken down ------------------------------------------------------------------------------------------


def test_a_reply_is_taken_down_once(sign_in, owner, application):
    sent = MessageFactory(application=application, sent=True, subject="When may we call?")
    data, client = filled(answers=str(sent.pk)), sign_in(owner)

    answers = [client.post(url_of(application), data) for _time in range(2)]

    reply = Message.objects.get(kind=MessageKind.REPLY)
    assert (reply.text, reply.answers, reply.by, reply.state) == ("Yes, on Monday.", sent, owner, MessageState.RECEIVED)
    assert (reply.application, reply.candidate) == (application, application.candidate)
    assert timezone.localtime(reply.created_at).strftime("%Y-%m-%dT%H:%M") == AT
    assert {answer["Location"] for answer in answers} == {f"{application.get_absolute_url()}#letter-{reply.pk}"}
    assert AuditEvent.objects.filter(action=AuditAction.REPLY, object_id=str(reply.pk)).count() == 1


def test_it_stands_in_the_thread_with_its_direction(sign_in, owner, application):
    sent = MessageFactory(application=application, sent=True, subject="When may we call?", by=owner)
    ReplyFactory(application=application, by=owner, answers=sent, text="On <Monday>.", quoted="> When?", left_out=["a"])

    client = sign_in(owner)
    pages = [page_of(client.get(one.get_absolute_url())) for one in (application, application.candidate)]

    for page in pages:
        words = ["Received", "On &lt;Monday&gt;.", f"recorded by {owner}", "answers “When may we call?”"]
        more = ["waits for an answer", "Earlier words that it quotes", "1 attachment was not kept: a"]
        assert [one for one in words + more if one not in page] == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"text": " "}, "Write what they answered."),
        ({"text": "x" * 20_001}, "at most 20000 characters"),
        ({"at": ""}, "Say when they wrote."),
        ({"at": "yesterday"}, "Write the moment as"),
        ({"at": "2999-01-01T00:00"}, "This moment is still to come."),
        ({"answers": "0"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(sign_in, owner, application, changes, words):
    MessageFactory(application=application, sent=True)

    response = sign_in(owner).post(url_of(application), filled(**{"text": "Kept words."} | changes))

    page = page_of(response)
    assert (response.status_code, words in page, "Kept words." in page) == (422, True, "text" not in changes)
    assert not Message.objects.filter(kind=MessageKind.REPLY).exists()


def test_another_messages_answer_is_none(sign_in, owner, application):
    MessageFactory(application=application, sent=True)
    theirs = MessageFactory(application__cv=None, sent=True)

    response = sign_in(owner).post(url_of(application), filled(answers=str(theirs.pk)))

    assert response.status_code == 422


def test_of_a_person_about_one_of_their_applications_or_none(sign_in, owner, application):
    client, url = sign_in(owner), reverse("studio:record_reply_of_person", args=[application.candidate_id])

    for about in ("", str(application.pk)):
        assert client.post(url, filled(application=about)).status_code == 302
    rival = PostingFactory(published=True, company__name="Rival")
    theirs = ApplicationFactory(candidate=application.candidate, posting=rival, cv=None)
    refused = client.post(url, filled(application=str(theirs.pk)))

    assert {reply.application_id for reply in Message.objects.filter(kind="reply")} == {None, application.pk}
    assert (refused.status_code, "Rival" in page_of(client.get(url))) == (422, False)


@pytest.mark.parametrize("name", ["record_reply", "record_reply_of_person"])
def test_who_may_take_one_down(sign_in, posting, application, recruiter, name):
    manager = MembershipFactory(posting=posting, part=Part.HIRING_MANAGER, user=UserFactory(hiring_manager=True)).user
    key = application.pk if name == "record_reply" else application.candidate_id

    for user in (recruiter, manager):
        client = sign_in(user)
        assert [send(reverse(f"studio:{name}", args=[key])).status_code for send in (client.get, client.post)] == [
            404
        ] * 2


@pytest.mark.parametrize("part", [Part.INTERVIEWER, Part.HIRING_MANAGER])
def test_an_interviewer_reads_no_replies(posting, application, part):
    user = MembershipFactory(posting=posting, part=part, user=UserFactory(**{part.value: True})).user
    ReplyFactory(application=application)

    assert Message.objects.visible_to(user).exists() == (part == Part.HIRING_MANAGER)
    assert items_of(user)["reply"] == []


def test_a_moment_to_come_is_now(owner, application):
    reply = ReplyFactory(application=application, at=timezone.now() + timedelta(days=3))

    assert reply.created_at <= timezone.now()


# Screened without names ------------------------------------------------------------------------------


def test_who_is_screened_without_a_name_has_none_in_a_reply(sign_in, owner, application):
    application.posting.is_blind = True
    application.posting.save(update_fields=["is_blind"])
    sent = MessageFactory(application=application, sent=True, subject="Hello Ada Lovelace")
    reply = ReplyFactory(
        application=application,
        answers=sent,
        text="Ada Lovelace here, https://ada.example",
        quoted="Dear Ada Lovelace",
        sender="ada.l@other.example",
        left_out=["Ada Lovelace.pdf"],
    )

    client = sign_in(owner)
    pages = [
        page_of(client.get(url)) for url in (application.get_absolute_url(), url_of(application), remove_url(reply))
    ]

    assert [page for page in pages if "Lovelace" in page or "ada.l@" in page or "ada.example" in page] == []
    assert "waits for an answer" in pages[0]


# What waits ------------------------------------------------------------------------------------------


def waiting(user) -> list[int]:
    return [item.pk for item in items_of(user)["reply"]]


def test_a_reply_waits_until_somebody_writes(sign_in, owner, lead, recruiter, application):
    reply = ReplyFactory(application=application, at=timezone.now() - timedelta(hours=1))

    before = [waiting(user) for user in (owner, lead, recruiter)]
    page = page_of(sign_in(owner).get(reverse("studio:today")))
    words = {"application": application, "words": Words("Yes", "Fine."), "by": owner, "key": uuid.uuid4()}
    write_message(kind=MessageKind.OTHER, **words)

    assert before == [[reply.pk], [reply.pk], []]
    assert ("Replies to answer" in page, waiting(owner)) == (True, [])


def test_a_message_that_goes_by_itself_answers_nothing(owner, application):
    reply = ReplyFactory(application=application, at=timezone.now() - timedelta(hours=1))

    MessageFactory(application=application, kind=MessageKind.RECEIVED, sent=True)
    MessageFactory(application=application, failed=True)

    assert waiting(owner) == [reply.pk]


def test_or_until_somebody_says_that_there_is_nothing_to_answer(sign_in, owner, application):
    reply, client = ReplyFactory(application=application), sign_in(owner)

    answers = [client.post(settle_url(reply), {"at": str(application.pk)}) for _time in range(2)]

    assert [answer["Location"] for answer in answers] == [application.get_absolute_url()] * 2
    assert waiting(owner) == []
    assert "waits for an answer" not in page_of(client.get(application.get_absolute_url()))


def test_of_a_person_too(recruiter, lead):
    person = CandidateFactory(sourced=True, added_by=recruiter)
    reply = ReplyFactory(application=None, candidate=person)

    assert [waiting(user) for user in (recruiter, lead, UserFactory(recruiter=True))] == [[reply.pk], [reply.pk], []]
    assert settle_reply(reply=reply, by=recruiter) is True
    assert (settle_reply(reply=reply, by=recruiter), waiting(recruiter)) == (False, [])


def test_a_message_is_not_settled(sign_in, owner, application):
    message = MessageFactory(application=application)

    assert sign_in(owner).post(settle_url(message)).status_code == 404


# Removed ---------------------------------------------------------------------------------------------


def test_who_took_it_down_removes_it(sign_in, owner, application):
    reply, client = ReplyFactory(application=application, by=owner), sign_in(owner)

    asked = client.get(remove_url(reply))
    done = client.post(remove_url(reply))

    assert ("Remove this reply?" in page_of(asked), done["Location"]) == (
        True,
        f"{application.get_absolute_url()}#letters",
    )
    assert not Message.objects.exists()
    assert AuditEvent.objects.get(action=AuditAction.REPLY_REMOVED).object_id == str(reply.pk)
    assert client.post(remove_url(reply)).status_code == 404


@pytest.mark.parametrize(("who", "may"), [("colleague", False), ("lead", True), ("stranger", False)])
def test_another_ones_is_removed_by_leads_only(posting, owner, lead, recruiter, application, who, may):
    colleague = MembershipFactory(posting=posting, part=Part.RECRUITER, user=UserFactory(recruiter=True)).user
    user = {"colleague": colleague, "lead": lead, "stranger": recruiter}[who]
    reply = ReplyFactory(application=application, by=owner)

    assert Message.objects.removable_by(user).filter(pk=reply.pk).exists() == may
    assert Message.objects.removable_by(user).filter(pk=MessageFactory(application=application).pk).exists() is False


def test_one_that_came_as_a_mail_is_removed_by_who_decides(posting, recruiter, application):
    colleague = MembershipFactory(posting=posting, part=Part.RECRUITER, user=UserFactory(recruiter=True)).user
    reply = ReplyFactory(application=application, by=None)

    assert [Message.objects.removable_by(user).filter(pk=reply.pk).exists() for user in (colleague, recruiter)] == [
        True,
        False,
    ]


# With the person -------------------------------------------------------------------------------------


def test_replies_move_along_with_a_merge_and_back(owner, posting, application):
    twin = ApplicationFactory(posting=PostingFactory(published=True, owner=owner), cv=None)
    reply = ReplyFactory(application=twin)

    merge = merge_candidates(survivor=application.candidate, other=twin.candidate, by=owner)
    reply.refresh_from_db()
    moved = reply.candidate
    undo_merge(merge=merge, by=owner)
    reply.refresh_from_db()

    assert (moved, reply.candidate) == (application.candidate, twin.candidate)


def test_a_reply_goes_with_the_person_and_is_theirs_to_take_along(application, lead):
    ReplyFactory(application=application, text="Yes.", quoted="> May we?", sender="a@b.example", left_out=["cv.pdf"])

    (one,) = data_of(application.candidate)["messages"]
    erase_candidate(candidate=application.candidate, by=lead)

    assert (one["text"], one["earlier_words"], one["from"], one["files_not_kept"], one["state"]) == (
        "Yes.",
        "> May we?",
        "a@b.example",
        ["cv.pdf"],
        "received",
    )
    assert not Message.objects.exists()


def test_a_mail_that_was_sent_to_a_colleague_stays_though_a_reply_came_from_there(application, lead):
    """Erasing a person deletes mails to their addresses; where a reply came from is not one of them."""
    from post_office.models import Email

    other = Email.objects.create(from_email="jobs@example.com", to=["colleague@example.com"], subject="Unrelated")
    ReplyFactory(application=application, sender="colleague@example.com")

    erase_candidate(candidate=application.candidate, by=lead)

    assert list(Email.objects.all()) == [other]


# The database ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "other"},
        {"to": "ada@example.com"},
        {"outcome": "sent"},
    ],
)
def test_a_reply_is_received_and_sent_to_nobody(application, values):
    reply = ReplyFactory(application=application)

    with pytest.raises(IntegrityError, match="message_reply_was_received"), transaction.atomic():
        Message.objects.filter(pk=reply.pk).update(**values)


@pytest.mark.parametrize(
    "values", [{"to": ""}, {"settled_at": timezone.now()}, {"digest": "x"}, {"outcome": "received"}]
)
def test_what_is_no_reply_is_sent_to_somebody(application, values):
    message = MessageFactory(application=application)

    with pytest.raises(IntegrityError, match=r"message_reply_was_received|message_outcome"), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**values)


def test_a_mail_is_one_reply(application):
    ReplyFactory(application=application, digest="x")

    with pytest.raises(IntegrityError), transaction.atomic():
        ReplyFactory(application=application, digest="x")


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, owner, application, count, django_assert_num_queries):
    for _ in range(count):
        sent = MessageFactory(application=application, sent=True)
        ReplyFactory(application=application, answers=sent, by=UserFactory(recruiter=True))
    client = sign_in(owner)

    with django_assert_num_queries(5):
        page = page_of(client.get(reverse("studio:person_messages", args=[application.candidate_id])))
    assert page.count('class="letter-in"') == count


def test_taking_down_and_removing_are_actions(owner, application):
    given = {"candidate": application.candidate, "application": application, "key": uuid.uuid4(), "by": owner}
    replies = [record_reply(text="Yes.", at=timezone.now(), **given) for _time in range(2)]

    remove_reply(reply=replies[0], by=owner)

    assert (replies[0].key == replies[1].key, Message.objects.count()) == (True, 0)
