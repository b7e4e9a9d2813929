"""Writing to candidates: with a rejection, by hand, to all who still wait."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from post_office.models import Email

from hiring.actions import NotWritten, move_application, reject_application, write_message
from hiring.choices import State
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Application, Message, Move
from hiring.shipped import Words
from postings.actions import close_posting
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.messages import MessageFactory, MessageTemplateFactory, MessageWishFactory
from tests.factories.postings import CompanyFactory, MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(posting):
    return ApplicationFactory(
        posting=posting, candidate=CandidateFactory(name="Ada Lovelace", email="ada@example.com"), cv=None
    )


@pytest.fixture
def over(posting, owner):
    """The posting, closed while three people wait and one was hired."""
    for name in ("Ada One", "Bea Two", "Cleo Three"):
        ApplicationFactory(posting=posting, candidate__name=name, cv=None)
    ApplicationFactory(posting=posting, hired=True, cv=None)
    close_posting(posting=posting, by=owner, reason="filled")
    return posting


def url(name: str, *args) -> str:
    return reverse(f"studio:{name}", args=args)


def page_of(response) -> str:
    return response.content.decode()


def without_address(user):
    return CandidateFactory(email=None, phone="+33 1 23 45 67 89", added_by=user)


def rejection(**changes) -> dict:
    data = {
        "to_state": "rejected",
        "seen": "active",
        "reason": "skills",
        "share_reason": "on",
        "tell": "on",
        "subject": "About {posting}",
        "text": "Hello {first_name},\n\nno.\n\n{reason}\n\n{sender}",
        "when": "hour",
        "note": "",
    } | changes
    return {name: value for name, value in data.items() if value is not None}


SENTENCE = "We did not find in your application a skill that the posting calls necessary."


# With a rejection ------------------------------------------------------------------------------------


def test_the_message_is_there_to_be_edited(sign_in, owner, application):
    page = page_of(sign_in(owner).get(url("application", application.pk)))

    assert "Hello {first_name}," in page
    assert "<p>Hello Ada,</p>" in page  # the preview
    assert re.search(r'name="tell"[^>]* checked', page)
    assert "No message is sent" not in page


def test_a_rejection_tells_the_candidate_in_an_hour(sign_in, owner, application):
    client = sign_in(owner)

    for _time in range(2):  # a double click
        client.post(url("move_application", application.pk), rejection())

    application.refresh_from_db()
    message = Message.objects.get()
    assert (application.state, application.shared_reason) == (State.REJECTED, SENTENCE)
    assert message.text == f"Hello Ada,\n\nno.\n\n{SENTENCE}\n\n{owner}"
    assert timedelta(minutes=59) < message.goes_at - timezone.now() <= timedelta(hours=1)
    assert message.email.headers["Reply-To"] == owner.email


@pytest.mark.parametrize(
    ("changes", "reason", "texts"),
    [
        ({"share_reason": None}, "", ["Hello Ada,\n\nno."]),
        ({"tell": None}, SENTENCE, []),
        ({"tell": None, "subject": "", "text": ""}, SENTENCE, []),
    ],
)
def test_reason_and_message_are_each_ones_choice(sign_in, owner, application, changes, reason, texts):
    sign_in(owner).post(url("move_application", application.pk), rejection(**changes))

    application.refresh_from_db()
    assert (application.state, application.shared_reason) == (State.REJECTED, reason)
    assert [message.text.removesuffix(f"\n\n{owner}") for message in Message.objects.all()] == texts


def test_it_goes_now_where_that_was_chosen(sign_in, owner, application):
    sign_in(owner).post(url("move_application", application.pk), rejection(when="now"))

    assert Email.objects.get().scheduled_time is None


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": "Hello {nickname},"}, "No such field here: {nickname}. There are {name},"),
        ({"subject": ""}, "Write a subject."),
        ({"text": ""}, "Write a message."),
        ({"reason": "other", "share_reason": "on"}, "is not shared with candidates"),
        ({"reason": ""}, "Choose a reason."),
        ({"text": "Hello,\n\n- …\n"}, "Write something in place of “…”."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_decided(sign_in, owner, application, changes, complaint):
    page = page_of(sign_in(owner).post(url("move_application", application.pk), rejection(**changes)))

    application.refresh_from_db()
    assert complaint in page
    assert rejection(**changes)["subject"] in page
    assert (application.state, Message.objects.count()) == (State.ACTIVE, 0)


def test_a_preview_decides_nothing(sign_in, owner, application):
    page = page_of(sign_in(owner).post(url("move_application", application.pk), rejection(preview="1")))

    application.refresh_from_db()
    assert f"<p>{SENTENCE}</p>" in page
    assert (application.state, Message.objects.count()) == (State.ACTIVE, 0)


def test_without_an_address_there_is_nobody_to_tell(sign_in, owner, posting):
    application = ApplicationFactory(posting=posting, candidate=without_address(owner), cv=None)
    client = sign_in(owner)

    page = page_of(client.get(url("application", application.pk)))
    refused = page_of(client.post(url("move_application", application.pk), rejection()))
    client.post(url("move_application", application.pk), rejection(tell=None))

    application.refresh_from_db()
    assert not re.search(r'name="tell"[^>]* checked', page)
    assert "No e-mail address of this person is known." in refused
    assert application.state == State.REJECTED


def test_the_candidate_reads_the_reason_on_their_page_in_their_language(client, owner):
    application = ApplicationFactory(posting=PostingFactory(published=True, language="fr"), cv=None)
    reject_application(application=application, by=owner, reason=shipped_reason("skills"), shared_reason="Une phrase.")

    assert "<p>Une phrase.</p>" in page_of(client.get(reverse("hiring:mine", args=[application.token])))


def test_the_candidate_reads_of_a_rejection_once_its_mail_goes(client, owner, posting):
    application = ApplicationFactory(posting=posting)
    own_page = reverse("hiring:mine", args=[application.token])
    reject_application(
        application=application, by=owner, reason=shipped_reason("skills"), words=Words("A", "B"), shared_reason="Why."
    )

    before = page_of(client.get(own_page))
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        after = page_of(client.get(own_page))

    assert ("We have your application" in before, "Why." in before, "Withdraw my application" in before) == (
        True,
        False,
        False,
    )
    assert ("Not this time" in after, "<p>Why.</p>" in after) == (True, True)


def test_what_cant_be_written_is_not_decided_either(owner, posting):
    application = ApplicationFactory(posting=posting, candidate=without_address(owner), cv=None)

    with pytest.raises(NotWritten):
        reject_application(application=application, by=owner, reason=shipped_reason("skills"), words=Words("a", "b"))

    application.refresh_from_db()
    assert (application.state, Move.objects.count()) == (State.ACTIVE, 1)


# By hand ---------------------------------------------------------------------------------------------


def key_of(page: str) -> str:
    (key,) = re.findall(r'name="creation_key" value="([^"]+)"', page)
    return key


def words(**changes) -> dict:
    return {
        "template": "interview",
        "subject": "An interview",
        "text": "Hello {name}, on Monday?",
        "when": "now",
    } | changes


@pytest.mark.parametrize(
    ("query", "kind", "subject"),
    [
        ("", "interview", "An interview: {posting}, {company}"),
        ("?template=moved_on", "moved_on", "Your application goes on: {posting}, {company}"),
        ("?template=nonsense", "interview", "An interview: {posting}, {company}"),
        ("?template=rejected", "interview", "An interview: {posting}, {company}"),
    ],
)
def test_the_words_to_start_from(sign_in, owner, application, query, kind, subject):
    response = sign_in(owner).get(url("write_message", application.pk) + query)

    assert (response.context["start"].kind, response.context["form"]["subject"].value()) == (kind, subject)


def test_own_words_of_the_company_can_be_chosen_and_anothers_not(sign_in, owner, application):
    own = MessageTemplateFactory(company=application.posting.company, name="Travel")
    MessageTemplateFactory(company=CompanyFactory(), name="Anothers")
    MessageTemplateFactory(language="fr", name="Voyage")

    response = sign_in(owner).get(url("write_message", application.pk) + f"?template=other-{own.pk}")

    assert [start.label for start in response.context["starts"]] == [
        "Invitation to an interview",
        "Moved on",
        "Travel",
        "Blank",
    ]
    assert response.context["form"]["text"].value() == own.body


def test_a_message_is_sent_once(sign_in, owner, application):
    client = sign_in(owner)
    data = words(creation_key=key_of(page_of(client.get(url("write_message", application.pk)))))

    pages = [page_of(client.post(url("write_message", application.pk), data, follow=True)) for _time in range(2)]

    message = Message.objects.get()
    assert (message.kind, message.text, message.by) == (MessageKind.INTERVIEW, "Hello Ada Lovelace, on Monday?", owner)
    assert message.state == MessageState.WAITING
    assert ["It is on its way." in page for page in pages] == [True, True]


def test_other_words_from_the_same_page_are_another_message(sign_in, owner, application):
    client = sign_in(owner)
    key = key_of(page_of(client.get(url("write_message", application.pk))))

    client.post(url("write_message", application.pk), words(creation_key=key))
    client.post(url("write_message", application.pk), words(creation_key=key, text="On Tuesday?"))

    assert Message.objects.count() == 2


def test_a_message_may_wait_an_hour(sign_in, owner, application):
    page = page_of(sign_in(owner).post(url("write_message", application.pk), words(when="hour"), follow=True))

    assert "until then you can call it back" in page
    assert "Call it back" in page


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"text": ""}, "Write a message."),
        ({"text": "{reason}"}, "No such field here: {reason}."),
        ({"subject": "{x}"}, "No such field here: {x}."),
    ],
)
def test_wrong_words_are_said_and_kept(sign_in, owner, application, changes, complaint):
    response = sign_in(owner).post(url("write_message", application.pk), words(**changes))

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert complaint in page_of(response)
    assert words(**changes)["subject"] in page_of(response)


def test_the_preview_of_a_page_sends_nothing(sign_in, owner, application):
    page = page_of(sign_in(owner).post(url("write_message", application.pk), words(preview="1")))

    assert "<p>Hello Ada Lovelace, on Monday?</p>" in page
    assert not Message.objects.exists()


def test_the_preview_while_typing(sign_in, owner, application):
    client = sign_in(owner)
    data = {"subject": "S", "text": "**{name}** {nickname} {link}", "reason": "skills", "share_reason": "on"}

    part = page_of(client.post(url("preview_message", application.pk, "other"), data))

    assert "<strong>Ada Lovelace</strong> {nickname}" in part
    assert "No such field here: {nickname}" in part
    assert application.token not in part  # the page behind it is the candidate's
    assert "(the candidate’s own link)" in part
    assert client.post(url("preview_message", application.pk, "nonsense"), data).status_code == 404
    assert client.get(url("preview_message", application.pk, "other")).status_code == 405


def test_who_stopped_messages_gets_those_of_the_application_only(sign_in, owner, application):
    MessageWishFactory(candidate=application.candidate, stopped_at=timezone.now())
    client = sign_in(owner)

    page = page_of(client.get(url("application", application.pk)))
    refused = client.post(url("write_message", application.pk), words(template="moved_on"))
    client.post(url("write_message", application.pk), words())

    assert "they want no messages but those that are part of an application" in page
    assert "This person wants no messages but those" in page_of(refused)
    assert [message.kind for message in Message.objects.all()] == [MessageKind.INTERVIEW]


def test_a_rejected_candidate_can_still_be_told(sign_in, owner, application):
    reject = {"to_state": State.REJECTED, "reason": shipped_reason("skills"), "shared_reason": SENTENCE, "by": owner}
    move_application(application=application, **reject)

    response = sign_in(owner).get(url("write_message", application.pk))
    message = write_message(
        application=application,
        kind="rejected",
        words=Words("No", "{reason}"),
        by=owner,
        key=uuid4(),
    )

    assert response.context["start"].kind == MessageKind.REJECTED
    assert message.text == SENTENCE


@pytest.mark.parametrize("name", ["write_message", "answer_all"])
def test_a_hiring_manager_does_not_write(sign_in, hiring_manager, over, name):
    MembershipFactory(posting=over, user=hiring_manager, part=Part.HIRING_MANAGER)
    arg = over.code if name == "answer_all" else over.applications.first().pk

    assert sign_in(hiring_manager).get(url(name, arg)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_with_messages_takes_the_same_queries(sign_in, owner, application, count, django_assert_num_queries):
    for _number in range(count):
        MessageFactory(application=application, by=owner, delayed=True)
        MessageTemplateFactory(company=application.posting.company)
    client = sign_in(owner)

    with django_assert_num_queries(13):
        client.get(url("application", application.pk))


# All who wait ----------------------------------------------------------------------------------------


def answer(posting, **changes) -> dict:
    waiting = posting.applications.filter(state=State.ACTIVE)
    data = {
        "people": [application.pk for application in waiting],
        "reason": "other_hired",
        "share_reason": "on",
        "subject": "The search is over",
        "text": "Hello {first_name},\n\n{reason}",
        "when": "hour",
    }
    return data | changes


def test_who_waits_at_a_closed_posting_is_counted(sign_in, owner, over):
    page = page_of(sign_in(owner).get(url("posting_applications", over.code)))

    assert "The posting is closed, and 3 people wait for an answer." in page
    assert url("answer_all", over.code) in page


def test_an_open_posting_says_nothing_of_it(sign_in, owner, application):
    page = page_of(sign_in(owner).get(url("posting_applications", application.posting.code)))

    assert "wait for an answer" not in page
    assert sign_in(owner).get(url("answer_all", application.posting.code)).status_code == 404


def test_the_page_shows_whom_and_how(sign_in, owner, over):
    page = page_of(sign_in(owner).get(url("answer_all", over.code)))

    assert [name for name in ("Ada One", "Bea Two", "Cleo Three") if name not in page] == []
    assert "3 people wait for an answer" in page
    assert "<p>Hello Cleo,</p>" in page


def test_all_get_their_answer_once(sign_in, owner, over):
    client, data = sign_in(owner), answer(over)

    first, second = (page_of(client.post(url("answer_all", over.code), data, follow=True)) for _time in range(2))

    assert "3 people get an answer." in first
    assert second.count("It was rejected already.") == 3
    assert sorted(message.text for message in Message.objects.all()) == [
        f"Hello {name},\n\nSomebody else was hired." for name in ("Ada", "Bea", "Cleo")
    ]
    assert {message.goes_at is not None for message in Message.objects.all()} == {True}
    states = Application.objects.filter(posting=over).order_by("pk").values_list("state", "rejection_reason__key")
    assert list(states) == [("rejected", "other_hired")] * 3 + [("hired", None)]


def test_who_was_decided_meanwhile_or_has_no_address_is_left_out_and_said(sign_in, owner, over):
    data = answer(over)
    withdrawn, unknown, _third = over.applications.filter(state=State.ACTIVE).order_by("pk")
    move_application(application=withdrawn, to_state=State.WITHDRAWN, by=None)
    type(unknown.candidate).objects.filter(pk=unknown.candidate_id).update(email=None, phone="1", added_by=owner)

    page = page_of(sign_in(owner).post(url("answer_all", over.code), data, follow=True))

    unknown.refresh_from_db()
    assert "1 person gets an answer." in page
    assert "Ada One: This application was changed meanwhile" in page
    assert "Bea Two: No e-mail address of this person is known." in page
    assert (unknown.state, Message.objects.count()) == (State.ACTIVE, 1)


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"people": []}, "Choose somebody."),
        ({"text": "{nickname}"}, "No such field here: {nickname}."),
        ({"reason": "other", "share_reason": "on"}, "is not shared with candidates"),
    ],
)
def test_wrong_answers_are_said_and_nobody_is_rejected(sign_in, owner, over, changes, complaint):
    response = sign_in(owner).post(url("answer_all", over.code), answer(over, **changes))

    assert (response.status_code, Message.objects.count()) == (422, 0)
    assert complaint in page_of(response)


def test_another_postings_people_are_not_answered(sign_in, owner, over):
    other = ApplicationFactory(cv=None)

    response = sign_in(owner).post(url("answer_all", over.code), answer(over, people=[other.pk]))

    other.refresh_from_db()
    assert (response.status_code, other.state) == (422, State.ACTIVE)


def test_the_preview_of_all_sends_nothing(sign_in, owner, over):
    page = page_of(sign_in(owner).post(url("answer_all", over.code), answer(over, preview="1", text="Bye {name}")))

    assert "<p>Bye Cleo Three</p>" in page
    assert not Message.objects.exists()


def test_nobody_waits_any_more(sign_in, owner, posting):
    close_posting(posting=posting, by=owner, reason="filled")

    assert sign_in(owner).get(url("answer_all", posting.code)).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_for_all_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    ApplicationFactory.create_batch(count, posting=posting, cv=None)
    close_posting(posting=posting, by=owner, reason="filled")
    client = sign_in(owner)

    with django_assert_num_queries(11):
        client.get(url("answer_all", posting.code))
