"""Two sweeps at the same moment publish and close once: threads with connections and commits of their own."""

from datetime import UTC, date, datetime, timedelta

from time_machine import travel

from accounts.models import AuditAction, AuditEvent
from postings import actions, sweep
from postings.choices import State
from postings.schedule import Schedule
from tests.factories.postings import PostingFactory
from tests.hiring.test_parallel import at_once

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=20)


def test_many_sweeps_at_once_publish_and_close_once(committed):
    with travel(NOW, tick=False):
        postings = PostingFactory.create_batch(3, ready=True)
        for posting in postings:
            actions.schedule_posting(posting=posting, schedule=Schedule(SOON, LATER, "filled"), by=posting.created_by)

    with travel(LATER, tick=False):
        done = at_once(lambda number: sweep.carry_out_schedules())

    assert sum(done) == 6
    for posting in postings:
        posting.refresh_from_db()
        assert (posting.state, posting.versions.count(), posting.publish_at, posting.close_at) == (
            State.CLOSED,
            1,
            None,
            None,
        )
        assert list(posting.transitions.order_by("pk").values_list("to_state", flat=True)) == ["published", "closed"]
    assert AuditEvent.objects.filter(action__in=[AuditAction.PUBLISH, AuditAction.CLOSE]).count() == 6


def test_many_sweeps_at_once_close_what_expired_once(committed):
    with travel(NOW, tick=False):
        posting = PostingFactory(published=True, closes_on=date(2026, 11, 22))

    with travel(NOW + timedelta(days=2), tick=False):
        done = at_once(lambda number: sweep.close_expired())

    assert sorted(done) == [0] * (len(done) - 1) + [1]
    assert posting.transitions.filter(to_state=State.CLOSED).count() == 1


def test_a_sweep_and_a_hand_at_once_publish_once(committed):
    with travel(NOW, tick=False):
        posting = PostingFactory(ready=True)
        actions.schedule_posting(posting=posting, schedule=Schedule(SOON), by=posting.created_by)

    def work(number: int):
        if number % 2:
            return sweep.carry_out_schedules()
        return actions.publish_posting(posting=posting, by=posting.created_by).number

    with travel(SOON, tick=False):
        answers = at_once(work)

    posting.refresh_from_db()
    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert (posting.versions.count(), posting.transitions.count(), posting.publish_at) == (1, 1, None)
