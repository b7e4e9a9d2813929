"""Reminders to the owners of postings: when they go, to whom, what they say, once a day."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from post_office.models import Email

from hiring.actions import choose_reminders, remind_owners
from hiring.actions import reminding as action
from hiring.models import Reminder, ReminderChoice
from hiring.reminding import wants
from postings.choices import Part
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

PAGE = "/studio/waiting/reminders/"
FRIDAY = "2026-11-20 09:00Z"
db = pytest.mark.django_db


@pytest.fixture
def friday():
    with time_machine.travel(FRIDAY, tick=False):
        yield


def waits(posting, days: int, **fields):
    return ApplicationFactory(posting=posting, received=timezone.now() - timedelta(days=days), **fields)


def reminders() -> list[Email]:
    return [mail for mail in Email.objects.order_by("pk") if "longer than promised" in mail.subject]


# When ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "daily", "weekly"),
    [
        ("2026-11-20 09:00", True, False),  # a Friday
        ("2026-11-20 07:59", False, False),
        ("2026-11-20 18:00", False, False),
        ("2026-11-21 09:00", False, False),
        ("2026-11-22 09:00", False, False),
        ("2026-11-23 09:00", True, True),  # a Monday
    ],
)
def test_reminders_are_quiet_at_night_and_at_the_weekend(now, daily, weekly):
    moment = datetime.fromisoformat(now)

    assert [wants(often, moment) for often in (None, "daily", "weekly", "never")] == [daily, daily, weekly, False]


# To whom ---------------------------------------------------------------------------------------------


@db
@pytest.mark.usefixtures("friday")
def test_the_owner_hears_of_those_who_wait_too_long(posting, owner):
    late, fresh = PostingFactory.create_batch(2, published=True, owner=owner, answer_days=10)
    candidate = waits(posting, 11).candidate
    waits(late, 30)
    waits(late, 12)
    waits(fresh, 10)
    MembershipFactory(posting=posting)

    assert remind_owners() == 1

    (mail,) = reminders()
    text = mail.message
    assert (mail.to, mail.subject) == ([owner.email], "3 people wait longer than promised")
    assert re.findall(r"postings/(\w+)/applications", text) == [late.code, posting.code]
    assert "2 people, the longest 30 days" in text
    assert (PAGE in text, candidate.name in text) == (True, False)


@db
@pytest.mark.usefixtures("friday")
@pytest.mark.parametrize("why", ["in time", "nothing promised", "decided", "switched off", "never"])
def test_who_is_not_reminded(posting, owner, why):
    if why == "nothing promised":
        posting = PostingFactory(published=True, owner=owner, answer_days=None)
    waits(posting, 3 if why == "in time" else 30, **({"rejected": True} if why == "decided" else {}))
    if why == "switched off":
        type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    if why == "never":
        choose_reminders(often="never", by=owner)

    assert (remind_owners(), reminders()) == (0, [])


@db
def test_nobody_is_reminded_at_the_weekend(posting):
    with time_machine.travel("2026-11-21 09:00Z", tick=False):
        waits(posting, 30)

        assert remind_owners() == 0


# Once ------------------------------------------------------------------------------------------------


@db
def test_one_a_day(posting):
    with time_machine.travel(FRIDAY, tick=False):
        waits(posting, 30)
        assert [remind_owners(), remind_owners()] == [1, 0]
    with time_machine.travel("2026-11-23 09:00Z", tick=False):
        assert remind_owners() == 1

    assert len(reminders()) == 2


@db
@pytest.mark.usefixtures("friday")
def test_two_sweeps_at_once_send_one(posting, owner, monkeypatch):
    waits(posting, 30)

    def while_another_sends(*args):
        Reminder.objects.get_or_create(user=owner, on=timezone.localdate())
        return True

    monkeypatch.setattr(action, "wants", while_another_sends)

    assert (remind_owners(), reminders()) == (0, [])


@db
@pytest.mark.usefixtures("friday")
def test_no_row_without_its_mail(posting, monkeypatch):
    waits(posting, 30)
    monkeypatch.setattr(action.mail, "queue", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        remind_owners()

    assert Reminder.objects.count() == 0


@db
def test_the_database_keeps_one_a_day(owner):
    Reminder.objects.create(user=owner, on="2026-11-20")

    with pytest.raises(IntegrityError), transaction.atomic():
        Reminder.objects.create(user=owner, on="2026-11-20")


@db
@pytest.mark.usefixtures("friday")
def test_old_rows_go(owner):
    Reminder.objects.create(user=owner, on="2026-08-01")

    remind_owners()

    assert Reminder.objects.count() == 0


@db
@pytest.mark.usefixtures("friday")
@pytest.mark.parametrize("count", [1, 3])
def test_many_postings_of_one_owner_take_the_same_queries(owner, count, django_assert_num_queries):
    for _ in range(count):
        waits(PostingFactory(published=True, owner=owner, answer_days=10), 30)
    remind_owners()
    Reminder.objects.all().delete()
    choose_reminders(often="never", by=owner)

    with django_assert_num_queries(4):
        remind_owners()


# The page --------------------------------------------------------------------------------------------


@db
def test_the_page_asks_to_sign_in(client):
    assert client.get(PAGE)["Location"] == f"/accounts/login/?next={PAGE}"


@db
def test_the_page_starts_with_each_working_day(sign_in, recruiter):
    assert sign_in(recruiter).get(PAGE).context["form"]["often"].value() == "daily"


@db
def test_a_choice_is_kept_once(sign_in, recruiter):
    client = sign_in(recruiter)
    for often in ("weekly", "never", "never"):
        assert client.post(PAGE, {"often": often})["Location"] == PAGE

    assert ReminderChoice.objects.get(user=recruiter).often == "never"
    assert client.get(PAGE).context["form"]["often"].value() == "never"


@db
def test_what_is_no_choice_is_refused(sign_in, recruiter):
    response = sign_in(recruiter).post(PAGE, {"often": "hourly"})

    assert (response.status_code, ReminderChoice.objects.count()) == (422, 0)


@db
def test_the_page_takes_no_other_method(sign_in, recruiter):
    assert sign_in(recruiter).put(PAGE).status_code == 405


@db
def test_another_part_than_the_owners_is_not_reminded(recruiter):
    with time_machine.travel(FRIDAY, tick=False):
        posting = PostingFactory(published=True, answer_days=10)
        MembershipFactory(posting=posting, user=recruiter, part=Part.RECRUITER)
        waits(posting, 30)
        remind_owners()

    assert [mail.to for mail in reminders()] == [[posting.created_by.email]]
