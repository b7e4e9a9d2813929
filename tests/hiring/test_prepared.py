"""Statements that are put together once: they give what the ORM gives, whoever asks and whenever."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.db.models import Value
from django.utils import timezone

from accounts.models import Kind, User
from candidates.models import Candidate
from hiring import today, today_items, waiting
from hiring.models import Application
from hiring.prepared import Statement, among
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.interviews import InterviewFactory
from tests.factories.messages import MessageFactory
from tests.factories.notes import MentionFactory, NoteFactory
from tests.factories.postings import MembershipFactory

pytestmark = pytest.mark.django_db

KEPT = [
    (today_items.STATEMENT, today_items.Moments.now),
    (today.COUNTS, tuple),
    (waiting.FIRST_BY_VERSION, tuple),
]
SOMEBODY = [Kind.RECRUITER, Kind.LEAD, Kind.CURATOR, Kind.HIRING_MANAGER, Kind.INTERVIEWER, "superuser", "member"]


def somebody(kind: str) -> User:
    if kind == "superuser":
        return UserFactory(superuser=True)
    return UserFactory(kind="" if kind == "member" else kind)


def much(user: User, posting) -> None:
    """Of most that waits for a user something, and something for others."""
    MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER)
    for _number in range(2):
        application = ApplicationFactory(posting=posting, cv__reading="failed", cv__read_at=timezone.now())
        MessageFactory(application=application, failed=True)
        MentionFactory(note=NoteFactory(application=application), user=user)
        InterviewFactory(application=application, interviewers=[user], starts_at=timezone.now() + timedelta(hours=2))
        CandidateFactory(sourced=True, added_by=user)
        ApplicationFactory()


@pytest.mark.parametrize(("statement", "moments"), KEPT, ids=["items", "counts", "versions"])
@pytest.mark.parametrize("kind", SOMEBODY)
@time_machine.travel(datetime(2026, 11, 20, 9, tzinfo=UTC), tick=False)
def test_a_kept_statement_gives_what_the_orm_gives(statement, moments, kind, posting):
    first, second = somebody(kind), somebody(kind)
    much(second, posting)
    statement.rows(first, *moments())  # another's is what is kept

    when = moments()
    assert sorted(map(str, statement.rows(second, *when))) == sorted(map(str, statement.build(second, *when)))


@pytest.mark.parametrize(("statement", "moments"), KEPT, ids=["items", "counts", "versions"])
@pytest.mark.parametrize("kind", SOMEBODY)
def test_what_is_kept_is_the_same_for_all_of_a_kind_at_all_times(statement, moments, kind, monkeypatch):
    kept = []
    for when in ("2026-11-20 09:00Z", "2031-02-03 04:05Z"):
        monkeypatch.setattr(statement, "kept", {})
        with time_machine.travel(when, tick=False):
            statement.rows(somebody(kind), *moments())
        kept += [(one.sql, one.params, one.slots) for one in statement.kept.values()]

    assert len(kept) == 2
    assert kept[0] == kept[1]


def test_it_is_put_together_once_for_each_kind(posting):
    asked = []
    statement = Statement(
        lambda user: asked.append(user.kinds) or Application.objects.visible_to(user).values_list("pk")
    )
    ApplicationFactory(posting=posting)

    found = [statement.rows(user) for user in (posting.created_by, somebody(Kind.RECRUITER), posting.created_by)]

    assert [len(rows) for rows in found] == [1, 0, 1]
    assert asked == [{Kind.RECRUITER}]
    assert len(statement.rows(somebody(Kind.LEAD))) == 1
    assert asked == [{Kind.RECRUITER}, {Kind.LEAD}]


def test_who_is_no_more_active_gets_nothing(recruiter):
    recruiter.is_active = False
    statement = Statement(lambda user: Application.objects.visible_to(user).values_list("pk"))

    assert statement.rows(recruiter) == []


def test_moments_are_filled_in_and_read(recruiter):
    statement = Statement(
        lambda user, first, second: User.objects.filter(pk=user.pk).values_list("pk", *map(Value, (second, first)))
    )
    moments = [datetime(2026, 11, 20, 9, tzinfo=UTC), datetime(2027, 1, 2, 3, 4, 5, 6, tzinfo=UTC)]

    for some in (moments, moments[::-1]):
        ((key, second, first),) = statement.rows(recruiter, *some)
        assert (key, [first, second]) == (recruiter.pk, some), connection.vendor


def test_numbers_are_filled_in_however_many(recruiter):
    keys = [application.candidate_id for application in ApplicationFactory.create_batch(3)]
    statement = Statement(lambda user, some: Candidate.objects.filter(among("pk", some)).values_list("pk"))

    found = [statement.rows(recruiter, some) for some in (keys[:1], keys, [])]

    assert [sorted(rows) for rows in found] == [[(keys[0],)], [(key,) for key in keys], []]
    assert len(statement.kept) == 1


def test_what_else_tells_statements_apart_is_kept_apart(recruiter):
    statement = Statement(lambda user, *, mine: User.objects.filter(pk=user.pk if mine else -1).values_list("pk"))

    assert [statement.rows(recruiter, mine=mine) for mine in (True, False, True)] == [
        [(recruiter.pk,)],
        [],
        [(recruiter.pk,)],
    ]
