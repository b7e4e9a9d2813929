"""Interviews: planned, changed and cancelled by who decides; shown to who holds them, on the day."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from post_office.models import Email

from accounts.models import AuditEvent
from hiring.actions import erase_candidate, merge_candidates, move_application
from hiring.actions.assigning import assign
from hiring.actions.interviewing import InterviewRefused, cancel_interview, change_interview, plan_interview
from hiring.archive import data_of
from hiring.calendar import CANCEL, REQUEST
from hiring.choices import State
from hiring.days import beginning_of
from hiring.models import Assignment, Interview
from hiring.places import Words, parts_of
from hiring.today import today_of
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.interviews import InterviewFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))


def member(posting, name="Iris Interviewer"):
    user = UserFactory(interviewer=True, name=name)
    return MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER).user


@pytest.fixture
def iris(posting):
    return member(posting)


def sent(*people, **changes) -> dict:
    day = timezone.localdate() + timedelta(days=2)
    data = {
        "creation_key": str(uuid4()),
        "day": f"{day:%Y-%m-%d}",
        "time": "14:30",
        "minutes": "45",
        "place": "Room 3",
        "interviewers": [person.pk for person in people],
    }
    return data | changes


def plan_url(application) -> str:
    return reverse("studio:plan_interview", args=[application.pk])


def mails() -> list[tuple[str, str]]:
    return [(email.to[0], email.message) for email in Email.objects.order_by("pk")]


# Planning --------------------------------------------------------------------------------------------


def test_who_is_named_is_assigned_and_gets_one_mail_without_name_or_place(sign_in, owner, application, iris):
    client, data = sign_in(owner), sent(iris, owner)

    responses = [client.post(plan_url(application), data) for _time in range(2)]

    interview = Interview.objects.get()
    assert {response["Location"] for response in responses} == {f"{application.get_absolute_url()}#interviews"}
    assert (timezone.localtime(interview.starts_at).hour, interview.minutes, interview.place) == (14, 45, "Room 3")
    assert {assignment.user for assignment in Assignment.objects.all()} == {iris, owner}
    told = dict(mails())
    assert len(mails()) == len(told) == 2
    assert f"{owner} planned an interview with you, for “" in told[iris.email]
    assert "You planned an interview that you hold, for “" in told[owner.email]
    for words in told.values():
        assert ("Ada" in words, "Room 3" in words, application.get_absolute_url() in words) == (False, False, True)
    actions = AuditEvent.objects.filter(action__startswith="interview").values_list("action", flat=True)
    assert list(actions) == ["interview"]


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("day", "", "Choose the day."),
        ("day", "soon", "Enter a date"),
        ("day", "2026-02-01", "more than 90 days ago"),
        ("day", "2999-02-01", "more than a year ahead"),
        ("day", "9999-12-31", "more than a year ahead"),
        ("day", "0001-01-01", ""),
        ("time", "", "Enter the time."),
        ("time", "25:00", "Enter a time"),
        ("minutes", "0", "greater than or equal to 1"),
        ("minutes", "481", "less than or equal to 480"),
        ("minutes", "", "Enter how many minutes"),
        ("place", "x" * 501, "at most 500"),
        ("interviewers", [], "Choose who interviews."),
        ("interviewers", [987654], "left the posting’s team"),
    ],
)
def test_what_makes_no_sense_is_said_beside_its_field(sign_in, owner, application, iris, field, value, says):
    response = sign_in(owner).post(plan_url(application), sent(iris, **{"place": "Kept", field: value}))

    assert (response.status_code, Interview.objects.exists()) == (422, False)
    assert f'id="id_{field}' in response.text
    assert (says in response.text, "Kept" in response.text) == (True, field != "place")


def test_one_that_was_held_is_written_down_without_a_mail(sign_in, owner, application, iris):
    yesterday = timezone.localdate() - timedelta(days=1)

    response = sign_in(owner).post(plan_url(application), sent(iris, day=f"{yesterday:%Y-%m-%d}"))

    assert (response.status_code, Interview.objects.count(), mails()) == (302, 1, [])


def test_a_form_counts_once_for_each_application(sign_in, owner, application, posting, iris):
    other, data, client = ApplicationFactory(posting=posting), sent(iris), sign_in(owner)

    answers = [client.post(plan_url(one), data).status_code for one in (application, other, application)]

    assert answers == [302, 302, 302]
    assert sorted(Interview.objects.values_list("application", flat=True)) == [application.pk, other.pk]


@pytest.mark.parametrize("trait", ["rejected", "withdrawn", "hired"])
def test_none_is_planned_for_who_is_decided(sign_in, owner, posting, iris, trait):
    application = ApplicationFactory(posting=posting, **{trait: True})

    response = sign_in(owner).post(plan_url(application), sent(iris))

    assert (response.status_code, Interview.objects.exists()) == (422, False)
    assert "can’t be planned" in response.text


@pytest.mark.parametrize("trait", ["rejected", "withdrawn", "hired"])
def test_who_is_decided_has_no_form_to_fill_in(sign_in, owner, posting, trait):
    application = ApplicationFactory(posting=posting, **{trait: True})

    page = sign_in(owner).get(plan_url(application)).text

    assert ("None can be planned" in page, 'name="day"' in page) == (True, False)


def test_who_goes_back_and_sends_again_plans_no_second_one(sign_in, owner, application, iris):
    client = sign_in(owner)
    client.post(plan_url(application), sent(iris))

    again = client.post(plan_url(application), sent(iris, place="Room 4"))

    assert (again.status_code, Interview.objects.count()) == (422, 1)
    assert again.context["form"].errors == {"time": ["An interview that begins then is planned already."]}
    assert "Room 4" in again.text
    Interview.objects.update(cancelled_at=timezone.now(), cancelled_by=owner)
    assert client.post(plan_url(application), sent(iris)).status_code == 302


def test_one_is_not_moved_to_when_another_begins(sign_in, owner, application, iris):
    client = sign_in(owner)
    client.post(plan_url(application), sent(iris))
    client.post(plan_url(application), sent(iris, time="16:00"))
    second = Interview.objects.latest("starts_at")
    data = sent(iris, owner, time="16:00") | {"seen": second.print_now()}

    more = client.post(second.get_absolute_url(), data)
    second = Interview.objects.get(pk=second.pk)
    moved = client.post(second.get_absolute_url(), data | {"time": "14:30", "seen": second.print_now()})

    assert (more.status_code, moved.status_code) == (302, 422)
    assert len(set(Interview.objects.values_list("starts_at", flat=True))) == 2


def test_one_that_is_planned_for_who_is_rejected_says_so(sign_in, owner, application, iris):
    InterviewFactory(application=application, interviewers=[iris])
    move_application(
        application=application,
        to_state=State.REJECTED,
        by=owner,
        reason=shipped_reason("skills"),
        keep_interviews=True,
    )

    page = sign_in(owner).get(application.get_absolute_url()).text

    assert "the application is “Rejected”" in page
    assert "Plan an interview" not in page


def test_what_is_done_besides_deciding_is_at_hand_where_one_may(sign_in, owner, application, iris):
    ways = [f'href="{reverse("studio:write_message", args=[application.pk])}?template=other"', plan_url(application)]

    top = sign_in(owner).get(application.get_absolute_url()).text.split('class="desk-cv"')[0]
    InterviewFactory(application=application, interviewers=[iris])
    assign(application=application, user=iris, by=owner)
    others = sign_in(iris).get(application.get_absolute_url()).text

    assert [way in top for way in ways] == [True, True]
    assert [way in others for way in ways] == [False, False]


def test_two_at_a_time_are_a_warning(sign_in, owner, application, posting, iris):
    at = beginning_of(timezone.localdate() + timedelta(days=2)) + timedelta(hours=14)
    other = ApplicationFactory(posting=posting, candidate__name="Alan Turing")
    InterviewFactory(application=other, starts_at=at, minutes=31, interviewers=[iris])
    InterviewFactory(application=other, starts_at=at, cancelled=True, interviewers=[owner])
    InterviewFactory(application=other, starts_at=at, minutes=30, interviewers=[owner])  # over just then

    page = sign_in(owner).post(plan_url(application), sent(iris, owner), follow=True).text

    assert page.count("has another interview at that time") == 1
    assert "Iris Interviewer has another interview at that time" in page
    assert "Turing" not in page


def test_a_candidate_who_is_interviewed_then_is_a_warning(sign_in, owner, application, iris):
    client = sign_in(owner)
    client.post(plan_url(application), sent(iris))

    page = client.post(plan_url(application), sent(iris, owner, time="15:00"), follow=True).text

    assert page.count("has another interview at that time") == 1
    assert "Ada Lovelace has another interview at that time" in page


# Changing and cancelling -----------------------------------------------------------------------------


def test_who_stays_comes_and_goes_hears_of_it(application, owner, posting, iris):
    gone, new = member(posting, "Gina"), member(posting, "Nora")
    interview = InterviewFactory(application=application, interviewers=[iris, gone])
    values = {"starts_at": interview.starts_at + timedelta(hours=1), "minutes": 30, "interviewers": [iris, new]}
    values["seen"] = interview.print_now()

    done = [change_interview(interview=interview, by=owner, **values) for _time in range(2)]

    assert done == [True, False]
    assert set(interview.interviewers.all()) == {iris, new}
    assert Assignment.objects.filter(user=new).exists()
    said = {
        to: [word for word in ("planned", "changed", "cancelled") if f" {word} an" in words] for to, words in mails()
    }
    assert said == {iris.email: ["changed"], new.email: ["planned"], gone.email: ["cancelled"]}


def test_who_holds_it_and_changes_it_gets_it_into_their_calendar(application, owner, iris):
    interview = InterviewFactory(application=application, interviewers=[owner, iris])
    values = {"starts_at": interview.starts_at + timedelta(hours=1), "minutes": 30, "by": owner}

    change_interview(interview=interview, interviewers=[owner, iris], seen=interview.print_now(), **values)
    interview.refresh_from_db()
    change_interview(interview=interview, interviewers=[iris], seen=interview.print_now(), **values)

    told = [
        (email.message, email.context["calendar"][1]) for email in Email.objects.filter(to=owner.email).order_by("pk")
    ]
    assert [("You changed an interview that you hold" in words, method) for words, method in told] == [
        (True, REQUEST),
        (False, CANCEL),
    ]
    assert "An interview that you would have held is cancelled" in told[1][0]


def test_it_is_changed_on_its_page_and_keeps_who_left_the_team(sign_in, owner, application, iris):
    left = UserFactory(name="Lena Left")
    interview = InterviewFactory(application=application, interviewers=[iris, left])
    client = sign_in(owner)

    page = client.get(interview.get_absolute_url()).text
    response = client.post(interview.get_absolute_url(), sent(iris, left, minutes="60", seen=interview.print_now()))

    interview.refresh_from_db()
    assert ("Lena Left" in page, response.status_code, interview.minutes) == (True, 302, 60)
    assert set(interview.interviewers.all()) == {iris, left}


def test_cancelled_once_it_stays_so(sign_in, owner, application, iris):
    interview = InterviewFactory(application=application, interviewers=[iris])
    client, url = sign_in(owner), reverse("studio:cancel_interview", args=[interview.pk])

    first = client.post(url)
    moment = Interview.objects.get().cancelled_at
    again = client.post(url, follow=True)

    assert first["Location"] == f"{application.get_absolute_url()}#interviews"
    assert (Interview.objects.get().cancelled_at, Interview.objects.get().cancelled_by) == (moment, owner)
    assert [to for to, words in mails() if "cancelled" in words] == [iris.email]
    assert "The interview was cancelled already." in again.text
    assert "Cancelled" in client.get(application.get_absolute_url()).text
    assert client.post(interview.get_absolute_url(), sent(iris)).status_code == 422


def test_actions_refuse_what_came_too_late(application, owner, iris):
    interview = InterviewFactory(application=application)
    values = {"starts_at": timezone.now(), "minutes": 1, "interviewers": [iris], "by": owner}
    cancel_interview(interview=interview, by=owner)

    with pytest.raises(InterviewRefused):
        change_interview(interview=interview, seen=interview.print_now(), **values)
    move_application(application=application, to_state=State.HIRED, by=owner)
    with pytest.raises(InterviewRefused):
        plan_interview(application=application, form_key=uuid4(), **values)


def test_another_teams_is_none(sign_in, recruiter, application):
    interview = InterviewFactory(application=application)
    urls = [plan_url(application), interview.get_absolute_url()]

    assert [sign_in(recruiter).get(url).status_code for url in urls] == [404, 404]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("interview_takes_time", {"minutes": 0}),
        ("interview_cancelled_at_a_time", {"cancelled_by": 1}),
    ],
)
def test_the_database_refuses_nonsense(application, name, fields):
    InterviewFactory(application=application)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Interview.objects.update(**fields)


# Where ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        ("", []),
        ("Room 3", [Words("Room 3")]),
        ("https://meet.example/x", [Words("https://meet.example/x", "https://meet.example/x")]),
        (
            "Room 3 or http://a.example now",
            [Words("Room 3 or "), Words("http://a.example", "http://a.example"), Words(" now")],
        ),
        ("javascript:alert(1)", [Words("javascript:alert(1)")]),
        ("https://", [Words("https://")]),
    ],
)
def test_addresses_of_the_web_are_links(place, parts):
    assert parts_of(place) == parts


@given(st.text())
def test_the_parts_make_up_the_place_again(place):
    parts = parts_of(place)

    assert "".join(part.text for part in parts) == place
    assert {part.url[:4].lower() for part in parts if part.url} <= {"http"}


def test_a_place_is_no_markup(sign_in, owner, application):
    InterviewFactory(application=application, place='<script>x</script> https://a.example/"><b>')

    page = sign_in(owner).get(application.get_absolute_url()).text

    assert ("<script>x" in page, '"><b>' in page) == (False, False)


# Without names ---------------------------------------------------------------------------------------


def test_no_page_names_who_is_screened_without_a_name(sign_in, owner, application):
    application.posting.is_blind = True
    application.posting.save(update_fields=["is_blind"])
    interview = InterviewFactory(
        application=application, place="https://meet.example/ada-lovelace", interviewers=[owner]
    )
    urls = [application.get_absolute_url(), plan_url(application), interview.get_absolute_url(), "/studio/"]

    pages = [sign_in(owner).get(url).text for url in urls]

    assert [("Lovelace" in page) for page in pages] == [False] * 4
    assert [("ada-lovelace" in page) for page in pages] == [False, False, True, False]  # what they typed, to change it


# Today ----------------------------------------------------------------------------------------------


def titles(user) -> list[tuple[str, bool]]:
    return [(meeting.title, meeting.is_tomorrow) for meeting in today_of(user).interviews]


def test_today_has_what_one_holds_or_plans(posting, owner, recruiter, iris):
    with time_machine.travel(NOON, tick=False):
        ada, bob, eve, old = (
            ApplicationFactory(posting=posting, candidate__name=name) for name in ("Ada", "Bob", "Eve", "Old")
        )
        for application in (ada, eve):
            Assignment.objects.create(application=application, user=iris, by=owner)
        InterviewFactory(application=bob, starts_at=NOON + timedelta(hours=26))
        InterviewFactory(application=ada, starts_at=NOON + timedelta(hours=2), interviewers=[iris])
        InterviewFactory(application=eve, starts_at=NOON + timedelta(days=2), interviewers=[iris])
        InterviewFactory(application=eve, cancelled=True, starts_at=NOON, interviewers=[iris])
        InterviewFactory(application=old, starts_at=NOON - timedelta(days=1))
        InterviewFactory(application=bob, starts_at=NOON, interviewers=[iris])  # not assigned any more
        InterviewFactory(application=ApplicationFactory(posting=PostingFactory(published=True)), starts_at=NOON)

        assert titles(owner) == [("Bob", False), ("Ada", False), ("Bob", True)]
        assert titles(iris) == [("Ada", False)]
        assert titles(recruiter) == []


def test_what_is_over_makes_room(posting, owner, application):
    with time_machine.travel(NOON, tick=False):
        for hours in (-3, -2, *range(1, 9)):
            InterviewFactory(application=application, starts_at=NOON + timedelta(hours=hours))

        assert [meeting.starts_at for meeting in today_of(owner).interviews] == [
            NOON + timedelta(hours=hours) for hours in range(1, 9)
        ]


def test_the_page_says_when_who_with_whom_and_where(sign_in, owner, application, iris):
    with time_machine.travel(NOON, tick=False):
        place = "Room 3 https://meet.example/x"
        InterviewFactory(application=application, starts_at=NOON, place=place, interviewers=[iris, owner])
        move_application(application=application, to_state=State.REJECTED, by=owner, reason=shipped_reason("skills"))

        page = sign_in(owner).get("/studio/").text

    part = page[page.index("Interviews today") :]
    part = part[: part.index("</section>")]
    start = timezone.localtime(NOON)
    for words in (f"{start:%H:%M}", "Ada Lovelace", "Iris Interviewer", application.step.name, "Rejected", "Room 3"):
        assert words in part
    assert f'href="{application.get_absolute_url()}#interviews"' in part
    assert 'href="https://meet.example/x" rel="noopener noreferrer"' in part


# The person -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, owner, application, iris, count, django_assert_num_queries):
    for _ in range(count):
        InterviewFactory(application=application, interviewers=[iris, owner])
    client = sign_in(owner)

    with django_assert_num_queries(14):
        client.get(application.get_absolute_url())


def test_it_is_in_the_archive_and_goes_with_the_person(application, lead):
    InterviewFactory(application=application, place="Room 3", interviewers=[lead])

    (kept,) = data_of(application.candidate)["applications"][0]["interviews"]
    erase_candidate(candidate=application.candidate, by=lead)

    assert sorted(kept) == ["cancelled_at", "minutes", "place", "starts_at"]
    assert Interview.objects.count() == 0


def test_it_follows_to_the_application_that_counts(posting, owner, application):
    twin = ApplicationFactory(posting=posting)
    interview = InterviewFactory(application=twin)

    merge_candidates(survivor=application.candidate, other=twin.candidate, by=owner)

    interview.refresh_from_db()
    application.refresh_from_db()
    twin.refresh_from_db()
    assert interview.application_id == (application.pk if twin.superseded_by_id else twin.pk)


def test_who_interviews_finds_that_before_the_files_and_who_decides_below(sign_in, owner, application, iris):
    Assignment.objects.create(application=application, user=iris, by=owner)
    InterviewFactory(application=application, interviewers=[iris])

    pages = [sign_in(user).get(application.get_absolute_url()).text for user in (iris, owner)]

    assert [page.index('id="interviews"') < page.index("desk-cv") for page in pages] == [True, False]
    assert [page.count('id="interviews"') for page in pages] == [1, 1]
