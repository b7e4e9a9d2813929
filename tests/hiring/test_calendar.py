"""The calendar file of a mail about an interview: what is in it, and that no text makes it say more."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.core import mail as outbox
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from post_office.models import Email

from accounts.mail import one_line
from config.mail import send_waiting
from hiring.actions import move_application
from hiring.actions.interviewing import cancel_interview, change_interview
from hiring.calendar import CANCEL, REQUEST, invitation
from hiring.choices import State
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.postings import MembershipFactory

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
VALUES = {
    "uid": "interview-1@jobs.example",
    "sequence": 3,
    "method": REQUEST,
    "starts_at": NOON,
    "minutes": 45,
    "summary": "Interview: CTO",
    "url": "https://jobs.example/1/",
    "organizer": "owner@example.com",
    "attendee": "iris@example.com",
    "now": NOON,
}


def test_it_says_when_in_utc_and_what_is_to_be_done():
    lines = invitation(**VALUES).split("\r\n")

    for line in (
        "METHOD:REQUEST",
        "UID:interview-1@jobs.example",
        "SEQUENCE:3",
        "DTSTART:20261123T120000Z",
        "DTSTAMP:20261123T120000Z",
        "DURATION:PT45M",
        "STATUS:CONFIRMED",
        "SUMMARY:Interview: CTO",
        "ORGANIZER:mailto:owner@example.com",
    ):
        assert line in lines
    assert "STATUS:CANCELLED" in invitation(**VALUES | {"method": CANCEL})


@given(st.text())
def test_no_text_becomes_another_line_of_it(text):
    file = invitation(**VALUES | {"summary": text, "url": text})

    (event,) = Calendar.from_ical(file).events
    assert (str(event["summary"]), str(event["description"])) == (one_line(text), one_line(text))
    assert sorted(event) == sorted(Calendar.from_ical(invitation(**VALUES)).events[0])
    assert all(len(line.encode()) <= 75 for line in file.split("\r\n"))
    assert not {"\r", "\n"} & set(file.replace("\r\n", ""))


# In the mails ----------------------------------------------------------------------------------------


@pytest.fixture
def iris(posting):
    user = UserFactory(interviewer=True, name="Iris")
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


@pytest.fixture
def interview(posting, iris):
    application = ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))
    return InterviewFactory(application=application, interviewers=[iris], place="Lovelace’s office")


def files() -> list[tuple[str, str]]:
    """The calendar files of the mails that wait: the method, and the text."""
    return [tuple(email.context["calendar"]) for email in Email.objects.order_by("pk")]


@pytest.mark.django_db
def test_a_change_takes_the_place_of_what_was_planned(owner, interview, iris):
    nora = MembershipFactory(posting=interview.application.posting, user=UserFactory(name="Nora")).user
    values = {"minutes": 30, "by": owner, "seen": interview.print_now()}
    later = interview.starts_at + timedelta(hours=1)

    change_interview(interview=interview, starts_at=later, interviewers=[iris, nora], **values)
    interview.refresh_from_db()
    cancel_interview(interview=interview, by=owner)

    found = [(Calendar.from_ical(text).events[0], method) for text, method in files()]
    assert [method for _event, method in found] == [REQUEST, REQUEST, CANCEL, CANCEL]
    assert [event["sequence"] for event, _method in found] == [1, 1, 2, 2]
    host = urlsplit(settings.BASE_URL).hostname
    assert {str(event["uid"]) for event, _method in found} == {f"interview-{interview.pk}@{host}"}
    assert {event.start for event, _method in found} == {later.replace(microsecond=0)}


@pytest.mark.django_db
@pytest.mark.parametrize("is_blind", [True, False])
def test_it_tells_of_no_name_and_no_place(owner, interview, is_blind):
    interview.application.posting.is_blind = is_blind
    interview.application.posting.save(update_fields=["is_blind"])

    move_application(application=interview.application, to_state=State.HIRED, by=owner)

    ((text, method),) = files()
    assert (method, "Lovelace" in text, "LOCATION" in text) == (CANCEL, False, False)


@pytest.mark.django_db
def test_what_leaves_carries_it_as_calendar_programs_want_it(settings, owner, interview, iris):
    backends = {"BACKENDS": {"default": "django.core.mail.backends.locmem.EmailBackend"}}
    settings.POST_OFFICE = settings.POST_OFFICE | backends
    cancel_interview(interview=interview, by=owner)

    send_waiting()

    ((_body, part),) = [message.message().get_payload() for message in outbox.outbox]
    assert part["Content-Type"] == 'text/calendar; charset="utf-8"; method="CANCEL"'
    assert part.get_filename() == "interview.ics"
    (event,) = Calendar.from_ical(part.get_payload(decode=True)).events
    assert str(event["attendee"]) == f"mailto:{iris.email}"
