"""All mail of a person on their page: what the user may read, where it is, and sent again from there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hiring.actions import merge_candidates
from hiring.message_choices import MessageKind, MessageState
from hiring.models import Application, Message
from hiring.today_items import items_of
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.messages import MessageFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    return CandidateFactory(name="Ada Lovelace", email="ada@example.com")


@pytest.fixture
def application(posting, person):
    return ApplicationFactory(posting=posting, candidate=person, cv=None)


def person_url(person) -> str:
    return reverse("studio:person", args=[person.pk])


def all_url(person) -> str:
    return reverse("studio:person_messages", args=[person.pk])


def about_person(person, **more) -> Message:
    return MessageFactory(application=None, candidate=person, kind=MessageKind.DATA_ENDING, **more)


def test_the_page_lists_what_was_written_with_its_state(sign_in, owner, application):
    for trait in ("sent", "failed", "delayed"):
        MessageFactory(application=application, subject=f"It is {trait}", **{trait: True})
    MessageFactory(
        application=application, subject="Taken back", email=None, outcome="called_off", outcome_at=timezone.now()
    )
    about_person(application.candidate, subject="Of your data")

    for url in (person_url(application.candidate), all_url(application.candidate)):
        page = page_of(sign_in(owner).get(url))

        shown = ["It is sent", "It is failed", "It is delayed", "Taken back", "Of your data"]
        assert [words for words in shown if words not in page] == []
        assert [page.count(f'class="state {state}"') for state in MessageState.values[:4]] == [2, 1, 1, 1]
        assert (page.count("Send again"), page.count("Call it back")) == (1, 1)


def test_other_teams_mail_leaves_no_trace(sign_in, owner, application):
    theirs = ApplicationFactory(candidate=application.candidate, cv=None)
    hidden = MessageFactory(application=theirs, subject="Of another team", failed=True)
    MessageFactory(application=application, subject="Ours")

    client = sign_in(owner)
    pages = page_of(client.get(person_url(application.candidate))) + page_of(client.get(all_url(application.candidate)))

    assert ("Ours" in pages, "Of another team" in pages, f"letter-{hidden.pk}" in pages) == (True, False, False)
    assert client.get(reverse("studio:message", args=[hidden.pk])).status_code == 404


@pytest.mark.parametrize(
    ("part", "kind", "reads"),
    [
        (Part.RECRUITER, "recruiter", True),
        (Part.HIRING_MANAGER, "hiring_manager", True),
        (Part.INTERVIEWER, "interviewer", False),
    ],
)
def test_who_reads_mail(posting, application, part, kind, reads):
    user = MembershipFactory(posting=posting, part=part, user=UserFactory(**{kind: True})).user
    messages = [MessageFactory(application=application), about_person(application.candidate)]

    assert set(Message.objects.visible_to(user)) == (set(messages) if reads else set())


def test_a_lead_reads_all_and_who_is_gone_nothing(application, lead, recruiter):
    messages = {MessageFactory(application=application), about_person(CandidateFactory(sourced=True))}

    assert set(Message.objects.visible_to(lead)) == messages
    assert set(Message.objects.visible_to(recruiter)) == set()
    assert set(Message.objects.visible_to(UserFactory(lead=True, is_active=False))) == set()
    assert set(Message.objects.sendable_by(UserFactory(lead=True, is_active=False))) == set()


def test_somebody_screened_without_a_name_has_no_mail_on_the_persons_page(sign_in, lead, application):
    message = MessageFactory(application=application, subject="Hello Ada")
    application.posting.is_blind = True
    application.posting.save(update_fields=["is_blind"])

    page = page_of(sign_in(lead).get(person_url(application.candidate)))
    found = sign_in(lead).get(reverse("studio:message", args=[message.pk]))

    assert "Hello Ada" not in page
    assert found["Location"] == f"{application.get_absolute_url()}#letter-{message.pk}"


def test_a_hiring_manager_has_no_buttons(sign_in, hiring_manager, posting, application):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    message = MessageFactory(application=application, failed=True, subject="Words")

    page = page_of(sign_in(hiring_manager).get(person_url(application.candidate)))
    answer = sign_in(hiring_manager).post(reverse("studio:send_message_again", args=[message.pk]))

    assert ("Words" in page, "Send again" in page, answer.status_code) == (True, False, 404)


# Sent again from there -------------------------------------------------------------------------------


def test_what_failed_is_sent_again_from_the_persons_page(sign_in, owner, application):
    message = MessageFactory(application=application, failed=True)

    response = sign_in(owner).post(reverse("studio:send_message_again", args=[message.pk]), {"at": ""}, follow=True)

    assert response.redirect_chain[-1][0] == f"{all_url(application.candidate)}#letter-{message.pk}"
    assert "It is on its way again." in page_of(response)
    assert Message.objects.get().state == MessageState.WAITING


@pytest.mark.parametrize("at", ["", "x", "9" * 30, "0"])
def test_a_made_up_place_leads_to_the_person(sign_in, owner, application, at):
    message = MessageFactory(application=application, delayed=True)

    response = sign_in(owner).post(reverse("studio:call_off_message", args=[message.pk]), {"at": at})

    assert response["Location"] == reverse("studio:message", args=[message.pk])


def test_from_an_applications_page_one_comes_back_to_it(sign_in, owner, application):
    message = about_person(application.candidate, failed=True)

    response = sign_in(owner).post(reverse("studio:send_message_again", args=[message.pk]), {"at": str(application.pk)})

    assert response["Location"] == application.get_absolute_url()


def test_of_somebody_without_an_application_too(sign_in, recruiter):
    person = CandidateFactory(sourced=True, added_by=recruiter, name="Grace Hopper")
    message = MessageFactory(application=None, candidate=person, kind=MessageKind.TOLD, failed=True)

    (item,) = items_of(recruiter)["message"]
    client = sign_in(recruiter)
    page = client.get(item.url, follow=True)
    again = client.post(reverse("studio:send_message_again", args=[message.pk]), follow=True)

    assert (item.title, f'id="letter-{message.pk}"' in page_of(page)) == ("Grace Hopper", True)
    assert "It is on its way again." in page_of(again)


def test_a_colleagues_person_in_the_pool_is_nobody_elses_failure(recruiter, lead):
    person = CandidateFactory(sourced=True)
    MessageFactory(application=None, candidate=person, kind=MessageKind.TOLD, failed=True)

    assert [len(items_of(user)["message"]) for user in (recruiter, person.added_by, lead)] == [0, 1, 1]


# Found from elsewhere --------------------------------------------------------------------------------


def test_a_link_leads_to_the_page_that_begins_with_the_message(sign_in, owner, application):
    now = timezone.now()
    letters = [
        MessageFactory(application=application, created_at=now - timedelta(minutes=n), subject=f"Number {n}.")
        for n in range(30)
    ]

    client = sign_in(owner)
    first, last = (client.get(reverse("studio:message", args=[one.pk])) for one in (letters[0], letters[29]))
    page = page_of(client.get(last["Location"]))

    assert first["Location"] == f"{all_url(application.candidate)}#letter-{letters[0].pk}"
    assert last["Location"] == f"{all_url(application.candidate)}?after={letters[28].pk}#letter-{letters[29].pk}"
    assert ("Number 29." in page, "Number 28." in page) == (True, False)


def test_the_persons_page_has_the_first_and_leads_to_the_rest(sign_in, owner, application):
    now = timezone.now()
    for n in range(30):
        MessageFactory(application=application, created_at=now - timedelta(minutes=n), subject=f"Number {n}.")

    client = sign_in(owner)
    page = page_of(client.get(person_url(application.candidate)))
    rest = client.get(all_url(application.candidate))
    following = client.get(all_url(application.candidate), {"after": rest.context["page"].next})

    assert (page.count('<li id="letter-'), f'href="{all_url(application.candidate)}"' in page) == (10, True)
    assert [len(one.context["page"]) for one in (rest, following)] == [25, 5]


def test_nobody_wrote_yet(sign_in, owner, application):
    page = page_of(sign_in(owner).get(all_url(application.candidate)))

    assert "What is written to this person" in page


def test_a_merged_persons_mail_stays_in_sight(sign_in, owner, posting, application):
    twin = ApplicationFactory(posting=posting, cv=None, candidate=CandidateFactory(name="A. Lovelace"))
    message = MessageFactory(application=twin, failed=True, subject="To the twin")

    merge_candidates(survivor=application.candidate, other=twin.candidate, by=owner)

    client = sign_in(owner)
    counting = Application.objects.kept().get()
    for url in (person_url(application.candidate), counting.get_absolute_url()):
        assert "To the twin" in page_of(client.get(url))
    assert client.post(reverse("studio:send_message_again", args=[message.pk])).status_code == 302


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(person_url, 19), (all_url, 5)])
def test_a_page_takes_the_same_queries(sign_in, recruiter, django_assert_num_queries, url, queries, count):
    person = CandidateFactory(sourced=True, added_by=recruiter)
    for _ in range(count):
        posting = PostingFactory(published=True, owner=recruiter)
        MessageFactory(application=ApplicationFactory(candidate=person, posting=posting, cv=None), failed=True)
    about_person(person)
    client = sign_in(recruiter)

    with django_assert_num_queries(queries):
        assert page_of(client.get(url(person))).count('<li id="letter-') == count + 1
