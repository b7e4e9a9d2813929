"""The way to an interview's call while names are hidden: for who holds it, without an address on a page."""

import pytest
from django.urls import reverse

from accounts.models import AuditEvent
from hiring.models import Assignment
from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.postings import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))


@pytest.fixture
def iris(posting):
    user = UserFactory(interviewer=True, name="Iris Interviewer")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


def test_who_holds_it_gets_to_the_call_without_reading_a_name(sign_in, owner, application, posting, iris):
    Posting.objects.filter(pk=posting.pk).update(is_blind=True)
    url = "https://meet.example/ada-lovelace"
    interview = InterviewFactory(application=application, place=f"Ada, or {url}", interviewers=[iris])
    Assignment.objects.create(application=application, user=iris, by=owner)
    way = reverse("studio:open_call", args=[interview.pk, 2])

    page = sign_in(iris).get(application.get_absolute_url()).text
    response = sign_in(iris).get(way)

    assert (f'href="{way}"' in page, "Open the call" in page, "Ada, or" in page or "lovelace" in page.lower()) == (
        True,
        True,
        False,
    )
    assert (response.status_code, response["Location"]) == (302, url)
    (event,) = AuditEvent.objects.filter(action="call_opened")
    assert (event.actor_id, event.object_id) == (iris.pk, str(interview.pk))


def test_the_first_page_leads_there_too(sign_in, owner, application, posting, iris):
    Posting.objects.filter(pk=posting.pk).update(is_blind=True)
    place = "Ada, or https://meet.example/ada-lovelace"
    interview = InterviewFactory(application=application, place=place, interviewers=[iris])
    room = InterviewFactory(application=application, place="Ada’s room", interviewers=[iris])
    Assignment.objects.create(application=application, user=iris, by=owner)

    page = sign_in(iris).get("/studio/").text

    assert f'href="{reverse("studio:open_call", args=[interview.pk, 2])}"' in page
    assert (page.count("Open the call"), reverse("studio:open_call", args=[room.pk, 1]) in page) == (1, False)
    assert ("lovelace" in page.lower(), "Ada" in page) == (False, False)


def test_nobody_else_gets_to_the_call(sign_in, owner, application, posting, iris):
    Posting.objects.filter(pk=posting.pk).update(is_blind=True)
    place = "Room 3 https://meet.example/ada-lovelace"
    interview = InterviewFactory(application=application, place=place, interviewers=[owner])
    called_off = InterviewFactory(application=application, place=place, interviewers=[iris], cancelled=True)
    Assignment.objects.create(application=application, user=iris, by=owner)
    client = sign_in(iris)

    page = client.get(application.get_absolute_url()).text
    ways = [reverse("studio:open_call", args=[one.pk, 2]) for one in (interview, called_off)]

    assert ("Open the call" in page, "lovelace" in page, "Room 3" in page) == (False, False, True)
    assert [client.get(way).status_code for way in ways] == [404, 404]
    assert AuditEvent.objects.filter(action="call_opened").count() == 0


@pytest.mark.parametrize("number", [0, 1, 3, 99])
def test_a_room_is_no_call(sign_in, owner, application, number):
    interview = InterviewFactory(application=application, place="Room 3 https://meet.example/x", interviewers=[owner])

    assert sign_in(owner).get(reverse("studio:open_call", args=[interview.pk, number])).status_code == 404


def test_opening_the_call_of_who_is_named_is_nobodys_business(sign_in, owner, application):
    interview = InterviewFactory(application=application, place="https://meet.example/x")

    response = sign_in(owner).get(reverse("studio:open_call", args=[interview.pk, 1]))

    assert response["Location"] == "https://meet.example/x"
    assert AuditEvent.objects.filter(action="call_opened").count() == 0
