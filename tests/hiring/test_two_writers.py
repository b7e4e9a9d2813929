"""Two who change a reason, or an interview, at once: the second is told what the first did, and loses nothing typed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory, RejectionReasonFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.postings import MembershipFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db
TYPED = {
    "name_en": "Too far away",
    "name_fr": "Trop loin",
    "is_shareable": "on",
    "words_en": "It is too far.",
    "words_fr": "C’est trop loin.",
}


def reason_words(**changes) -> dict[str, str]:
    return {name: value for name, value in (TYPED | changes).items() if value is not None}


def edit_url(reason) -> str:
    return reverse("studio:edit_reason", args=[reason.pk])


def interview_sent(*people, **changes) -> dict:
    day = timezone.localdate() + timedelta(days=2)
    data = {"day": f"{day:%Y-%m-%d}", "time": "14:30", "minutes": "45", "place": "Room 3"}
    return data | {"interviewers": [person.pk for person in people]} | changes


@pytest.fixture
def client(sign_in, lead):
    return sign_in(lead)


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting)


@pytest.fixture
def iris(posting):
    user = UserFactory(interviewer=True, name="Iris Interviewer")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


def test_the_second_of_two_leads_is_told_what_the_first_did_and_may_keep_their_own(client):
    reason = RejectionReasonFactory(name_en="Before", name_fr="Avant")
    seen = reason.print_now()
    theirs = reason_words(name_en="Colleague’s", name_fr="Collègue", is_shareable=None)
    client.post(edit_url(reason), theirs | {"seen": seen})

    response = client.post(edit_url(reason), reason_words(seen=seen))

    reason.refresh_from_db()
    assert (response.status_code, reason.name_en, reason.is_shareable) == (409, "Colleague’s", False)
    assert response.context["theirs"] == [
        ("Name in English", "Colleague’s"),
        ("Name in French", "Collègue"),
        ("May be shared with candidates", "no"),
    ]
    assert "Somebody changed this reason while you were writing." in page_of(response)
    assert 'value="Too far away"' in page_of(response)
    client.post(edit_url(reason), reason_words(seen=response.context["seen"]))
    reason.refresh_from_db()
    assert (reason.name_en, reason.is_shareable) == ("Too far away", True)


def test_two_who_write_the_same_have_nothing_to_settle(client):
    reason = RejectionReasonFactory()
    seen = reason.print_now()

    answers = [client.post(edit_url(reason), reason_words(seen=seen)).status_code for _time in range(2)]

    assert answers == [302, 302]
    assert reason.history.count() == 2


def test_a_mistake_in_a_reason_does_not_hide_that_somebody_else_changed_it(client):
    reason = RejectionReasonFactory()
    seen = reason.print_now()
    client.post(edit_url(reason), reason_words(seen=seen))

    wrong = client.post(edit_url(reason), reason_words(name_en="", seen=seen))
    response = client.post(edit_url(reason), reason_words(name_en="Mine", seen=wrong.context["seen"]))

    assert (wrong.status_code, response.status_code) == (422, 409)


def test_the_second_of_two_leads_is_told_in_the_admin_too(client):
    reason = RejectionReasonFactory(name_en="Before", name_fr="Avant")
    page = reverse("admin:hiring_rejectionreason_change", args=[reason.pk])
    seen = client.get(page).context["adminform"].form["seen"].value()
    client.post(edit_url(reason), reason_words(name_en="Colleague’s", is_shareable=None, seen=seen))

    response = client.post(page, reason_words(seen=seen))

    reason.refresh_from_db()
    form = response.context["adminform"].form
    assert (response.status_code, reason.name_en, reason.is_shareable) == (200, "Colleague’s", False)
    assert form.non_field_errors() == [
        "Somebody changed this reason while you were writing.",
        "Name in English: Colleague’s",
        "May be shared with candidates: no",
    ]
    assert (form["name_en"].value(), form["seen"].value()) == ("Too far away", reason.print_now())
    assert client.post(page, reason_words(seen=form["seen"].value())).status_code == 302
    reason.refresh_from_db()
    assert (reason.name_en, reason.is_shareable) == ("Too far away", True)


def test_two_who_write_the_same_in_the_admin_have_nothing_to_settle(client):
    reason = RejectionReasonFactory()
    page = reverse("admin:hiring_rejectionreason_change", args=[reason.pk])
    seen = reason.print_now()

    assert [client.post(page, reason_words(seen=seen)).status_code for _time in range(2)] == [302, 302]
    assert reason.history.count() == 2


def test_the_second_of_two_who_change_an_interview_is_told_what_the_first_did(sign_in, owner, application, iris):
    interview = InterviewFactory(application=application, place="Room 3", interviewers=[owner])
    client, url, seen = sign_in(owner), interview.get_absolute_url(), interview.print_now()
    client.post(url, interview_sent(iris, place="Room 4", minutes="30", seen=seen))

    response = client.post(url, interview_sent(owner, place="Room 5", minutes="30", seen=seen))

    interview.refresh_from_db()
    assert (response.status_code, interview.place, set(interview.interviewers.all())) == (409, "Room 4", {iris})
    assert response.context["theirs"] == [("Where", "Room 4"), ("Interviewers", "Iris Interviewer")]
    assert "Somebody changed this interview while you were writing." in response.text
    assert 'value="Room 5"' in response.text
    client.post(url, interview_sent(owner, place="Room 5", minutes="30", seen=response.context["seen"]))
    interview.refresh_from_db()
    assert (interview.place, set(interview.interviewers.all())) == ("Room 5", {owner})


def test_a_mistake_in_an_interview_does_not_hide_that_somebody_else_changed_it(sign_in, owner, application, iris):
    interview = InterviewFactory(application=application, interviewers=[iris])
    client, url, seen = sign_in(owner), interview.get_absolute_url(), interview.print_now()
    client.post(url, interview_sent(iris, seen=seen))

    wrong = client.post(url, interview_sent(iris, minutes="", seen=seen))
    response = client.post(url, interview_sent(iris, place="Mine", seen=wrong.context["seen"]))

    assert (wrong.status_code, response.status_code) == (422, 409)
