"""Who waits for an answer: the rules, what the messages make of them, and the pages that show it."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from post_office.models import STATUS, Email

from config import mail
from hiring.actions import call_off, move_application, send_again, write_message
from hiring.choices import State
from hiring.debt import ANSWERS, Debt, days_waited, is_late, late_before
from hiring.message_choices import MessageKind
from hiring.models import Application, Message
from hiring.shipped import Words
from hiring.waiting import Shown, debt_by_posting, debt_of
from postings.actions import publish_posting
from postings.choices import Part
from postings.models import Posting
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import MembershipFactory, PostingFactory

DEBT = "/studio/waiting/"
TODAY = date(2026, 11, 20)
db = pytest.mark.django_db


def waiting_since(posting, days: int, **fields) -> Application:
    return ApplicationFactory(posting=posting, received=timezone.now() - timedelta(days=days), **fields)


def write(application, by, kind=MessageKind.OTHER, *, delay=False) -> Message:
    words = Words("A", "B")
    return write_message(application=application, kind=kind, words=words, by=by, key=uuid4(), delay=delay)


def answered_at(application):
    application.refresh_from_db()
    return application.answered_at


# Rules -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "days"),
    [
        ("2026-11-20T00:00+01:00", 0),
        ("2026-11-19T23:59+01:00", 1),
        ("2026-11-19T23:30+00:00", 0),  # past midnight where the site is
        ("2026-10-21T12:00+02:00", 30),
        ("2026-11-21T12:00+01:00", 0),
    ],
)
def test_days_are_those_of_the_calendar(since, days):
    assert days_waited(datetime.fromisoformat(since), TODAY) == days


@pytest.mark.parametrize(("days", "promised", "late"), [(10, 10, False), (11, 10, True), (99, None, False)])
def test_the_last_promised_day_is_in_time(days, promised, late):
    assert is_late(days, promised) is late


@pytest.mark.parametrize("promised", [1, 10, 26, 365])  # the clock changes on the way
@pytest.mark.parametrize("seconds", [-1, 0])
def test_the_moment_and_the_days_say_the_same(promised, seconds):
    since = late_before(promised, TODAY) + timedelta(seconds=seconds)

    assert is_late(days_waited(since, TODAY), promised) is (since < late_before(promised, TODAY))


def test_debts_add_up_to_that_of_the_first():
    old, new = datetime(2026, 11, 1, tzinfo=UTC), datetime(2026, 11, 2, tzinfo=UTC)

    assert Debt(2, 1, new, 10) + Debt(3, 0, old, None) == Debt(5, 1, old, None)
    assert Debt() + Debt(1, 1, old, 5) == Debt(1, 1, old, 5)
    assert Debt() + Debt() == Debt()


def test_what_the_house_sends_by_itself_is_no_answer():
    assert set(MessageKind) - ANSWERS == {
        MessageKind.RECEIVED,
        MessageKind.LINK,
        MessageKind.DATA_ENDING,
        MessageKind.DATA_LINK,
        MessageKind.TOLD,
        MessageKind.ASKED,
        MessageKind.ADDRESS,
        MessageKind.REPLY,  # theirs
    }


# What counts as an answer ----------------------------------------------------------------------------


@db
def test_nobody_has_an_answer_at_first(posting):
    application = waiting_since(posting, 3)

    assert (application.answered_at, application.waits_since) == (None, application.created_at)


@db
@pytest.mark.parametrize("kind", [MessageKind.OTHER, MessageKind.INTERVIEW, MessageKind.MOVED_ON])
def test_a_word_of_the_team_begins_the_wait_anew(posting, owner, kind):
    application = waiting_since(posting, 30)

    message = write(application, owner, kind)

    assert answered_at(application) == message.created_at
    assert application.waits_since == message.created_at
    assert debt_of(owner, first=8).first[posting.pk] == Debt(1, 0, message.created_at, 10)


@db
def test_a_message_that_is_called_back_was_none(posting, owner):
    application = waiting_since(posting, 30)
    first = write(application, owner)
    second = write(application, owner, delay=True)
    assert answered_at(application) == second.created_at

    call_off(message=second, by=owner)

    assert answered_at(application) == first.created_at


@db
def test_a_message_that_cannot_be_delivered_is_none_until_it_is_sent_again(posting, owner, monkeypatch):
    application = waiting_since(posting, 30)
    message = write(application, owner)
    Email.objects.filter(pk=message.email_id).update(number_of_retries=len(mail.PAUSES) - 1)
    monkeypatch.setattr(Email, "dispatch", lambda *args, **kwargs: 1 / 0)
    mail.send_waiting()
    assert (Email.objects.get(pk=message.email_id).status, answered_at(application)) == (STATUS.failed, None)

    send_again(message=message, by=owner)

    assert answered_at(application) == message.created_at


@db
def test_a_rejection_that_went_is_the_last_word_once_opened_again(posting, owner):
    application = waiting_since(posting, 30)
    move_application(application=application, to_state=State.REJECTED, by=owner, reason=shipped_reason("skills"))
    message = write(application, owner, MessageKind.REJECTED)
    Email.objects.filter(pk=message.email_id).update(status=STATUS.sent)
    assert debt_of(owner, first=8) == Shown(Debt(), {})

    move_application(application=application, to_state=State.ACTIVE, by=owner)

    assert answered_at(application) == message.created_at


@db
def test_a_rejection_that_is_called_back_with_the_opening_is_none(posting, owner):
    application = waiting_since(posting, 30)
    move_application(application=application, to_state=State.REJECTED, by=owner, reason=shipped_reason("skills"))
    write(application, owner, MessageKind.REJECTED, delay=True)

    move_application(application=application, to_state=State.ACTIVE, by=owner)

    assert answered_at(application) is None


# Reading ---------------------------------------------------------------------------------------------


@db
@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_the_debt_of_a_posting(posting, owner):
    waiting_since(posting, 12)
    waiting_since(posting, 11)
    waiting_since(posting, 10)
    for state in ("hired", "rejected", "withdrawn"):
        waiting_since(posting, 50, **{state: True})
    unpromised = PostingFactory(published=True, owner=owner, answer_days=None)
    oldest = waiting_since(unpromised, 90)
    waiting_since(PostingFactory(published=True), 99)

    expected = [
        (unpromised.pk, Debt(1, 0, oldest.waits_since, None)),
        (posting.pk, Debt(3, 2, timezone.now() - timedelta(days=12), 10)),
    ]
    seen = Application.objects.filter(posting__memberships__user=owner)
    assert list(debt_by_posting(seen).items()) == expected
    assert list(debt_of(owner, first=8).first.items()) == expected
    assert debt_of(owner, first=1) == Shown(Debt(4, 2, oldest.waits_since, None), dict(expected[:1]))


@db
@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_readers_of_two_versions_were_promised_different_times(posting, owner):
    waiting_since(posting, 12)
    Posting.objects.filter(pk=posting.pk).update(answer_days=20)
    posting.live_version = publish_posting(posting=Posting.objects.get(pk=posting.pk), by=owner)
    waiting_since(posting, 11)

    expected = Debt(2, 1, timezone.now() - timedelta(days=12), 10)
    assert debt_by_posting(Application.objects.all()) == {posting.pk: expected}
    assert debt_of(owner, first=8) == Shown(expected, {posting.pk: expected})


@db
@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_of_very_many_only_so_many_are_counted(sign_in, posting, owner, monkeypatch):
    for module in ("debt", "paging"):
        monkeypatch.setattr(f"hiring.{module}.MOST", 2)
    for days in (11, 12, 13, 14):
        waiting_since(posting, days)

    whole = debt_of(owner, first=8).whole

    assert (whole.count, whole.late, whole.days) == (3, 3, 14)
    page = sign_in(owner).get("/studio/").text
    assert "1,000+ people wait for an answer" in page
    assert page.count("1,000+ longer than promised") == 2
    assert "All who wait" in page


@db
def test_of_two_that_a_merge_put_together_one_waits(posting, owner):
    first = waiting_since(posting, 2)
    second = waiting_since(posting, 9)
    Application.objects.filter(pk=second.pk).update(superseded_by=first)

    assert debt_of(owner, first=8).whole.count == 1


@db
def test_where_nobody_waits_there_is_no_debt(owner):
    assert debt_of(owner, first=8) == Shown(Debt(), {})


@db
@pytest.mark.parametrize("count", [1, 3])
def test_debt_takes_two_queries(owner, count, django_assert_num_queries):
    for _ in range(count):
        ApplicationFactory(posting=PostingFactory(published=True, owner=owner, answer_days=5))
    owner.kinds  # noqa: B018 read before

    with django_assert_num_queries(2):
        assert len(debt_of(owner, first=8).first) == count


@db
def test_the_database_counts_over_an_index(owner, posting):
    waiting_since(posting, 3)
    with CaptureQueriesContext(connection) as queries:
        debt_of(owner, first=8)
        debt_by_posting(Application.objects.all())
    asked = [query["sql"] for query in queries if "hiring_application" in query["sql"]]

    assert len(asked) == 4
    for sql in asked:
        if connection.vendor == "sqlite":
            plan = said_by(f"EXPLAIN QUERY PLAN {sql}", column=3)
            assert any(" INDEX application_waits" in step for step in plan), plan
            assert not any(step.startswith("SCAN hiring_application") for step in plan), plan
        else:
            with connection.cursor() as cursor:  # a table of one row is read whole otherwise
                cursor.execute("SET LOCAL enable_seqscan = off")
            plan = said_by(f"EXPLAIN {sql}", column=0)
            assert not any("Seq Scan on hiring_application" in step for step in plan), plan


def said_by(sql: str, *, column: int) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return [row[column] for row in cursor.fetchall()]


# The page --------------------------------------------------------------------------------------------


@db
def test_the_page_asks_to_sign_in(client):
    assert client.get(DEBT)["Location"] == f"/accounts/login/?next={DEBT}"


@db
def test_the_page_is_for_reading(sign_in, owner):
    assert sign_in(owner).post(DEBT).status_code == 405


@db
@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_the_page_lists_who_waits_the_oldest_first(sign_in, owner, posting):
    answered = waiting_since(posting, 40)
    with time_machine.travel("2026-11-17 09:00Z", tick=False):
        write(answered, owner)
    late, fresh = waiting_since(posting, 11), waiting_since(posting, 0)
    waiting_since(posting, 50, rejected=True)
    waiting_since(PostingFactory(published=True), 60)

    rows = sign_in(owner).get(DEBT).context["page"].object_list

    assert [(row.pk, row.waited, row.promised, row.is_late) for row in rows] == [
        (late.pk, 11, 10, True),
        (answered.pk, 3, 10, False),
        (fresh.pk, 0, 10, False),
    ]


@db
@pytest.mark.parametrize(("part", "count"), [(Part.HIRING_MANAGER, 1), (Part.INTERVIEWER, 0)])
def test_the_page_shows_whom_one_may_see(sign_in, recruiter, posting, part, count):
    MembershipFactory(posting=posting, user=recruiter, part=part)
    waiting_since(posting, 3)

    assert len(sign_in(recruiter).get(DEBT).context["page"].object_list) == count


@db
def test_an_empty_page_says_so(sign_in, recruiter):
    assert "Everybody has an answer" in sign_in(recruiter).get(DEBT).text


@db
@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, owner, count, django_assert_num_queries):
    for _ in range(count):
        ApplicationFactory(posting=PostingFactory(published=True, owner=owner))
    client = sign_in(owner)

    with django_assert_num_queries(4):
        client.get(DEBT)


@db
@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_a_posting_shows_who_has_waited_longest(sign_in, owner, posting):
    for days in (1, 12, 3):
        waiting_since(posting, days)

    response = sign_in(owner).get(reverse("studio:posting_applications", args=[posting.code]))

    assert response.context["debt"] == (12, 10, True)
    assert "3 people wait for an answer</a>, the longest 12 days; 10 promised" in " ".join(response.text.split())


@db
@pytest.mark.parametrize(("part", "offered"), [(Part.RECRUITER, True), (Part.HIRING_MANAGER, False)])
def test_the_debt_of_a_closed_posting_leads_to_answering_all(sign_in, recruiter, part, offered):
    posting = PostingFactory(closed=True)
    MembershipFactory(posting=posting, user=recruiter, part=part)
    waiting_since(posting, 3)

    page = sign_in(recruiter).get("/studio/").text

    assert (reverse("studio:answer_all", args=[posting.code]) in page) is offered


@db
def test_the_first_page_leads_to_the_rest(sign_in, owner, posting):
    for _ in range(10):
        waiting_since(posting, 3)

    response = sign_in(owner).get("/studio/")

    assert len(response.context["today"].people) == 8
    assert "All 10 who wait" in response.text
    assert DEBT in response.text
