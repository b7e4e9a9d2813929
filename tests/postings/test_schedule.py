"""Publishing and closing at a set time: what may be planned, what the sweep does of it, and what it gives up."""

from datetime import UTC, date, datetime, timedelta
from unittest.mock import Mock

import pytest
from django.utils import timezone
from post_office.models import Email
from time_machine import travel

from accounts.models import AuditAction, AuditEvent, Kind
from postings import actions, sweep
from postings.choices import CloseReason, Part, State
from postings.models import Posting, Transition
from postings.schedule import Schedule, clashes, faults
from tests.factories.accounts import UserFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
SOON, LATER = NOW + timedelta(hours=1), NOW + timedelta(days=20)


@pytest.fixture(autouse=True)
def clock():
    with travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def draft(recruiter):
    return PostingFactory(ready=True, owner=recruiter, created_by=recruiter)


@pytest.fixture
def published(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


def planned(posting) -> tuple:
    posting.refresh_from_db()
    return posting.publish_at, posting.close_at, posting.close_at_reason, posting.scheduled_by


def logged(posting) -> list[tuple]:
    rows = posting.transitions.order_by("pk")
    return list(rows.values_list("from_state", "to_state", "reason", "by", "as_scheduled"))


def told() -> list[str]:
    return sorted(address for email in Email.objects.all() for address in email.to)


NOTHING = (None, None, "", None)


# What may be planned


@pytest.mark.parametrize(
    ("schedule", "state", "wrong"),
    [
        (Schedule(publish_at=SOON), State.DRAFT, {}),
        (Schedule(publish_at=SOON), State.PUBLISHED, {}),
        (Schedule(publish_at=SOON), State.CLOSED, {}),
        (Schedule(publish_at=SOON), State.ARCHIVED, {"publish"}),
        (Schedule(publish_at=NOW), State.DRAFT, {"publish"}),
        (Schedule(close_at=SOON, close_reason="filled"), State.PUBLISHED, {}),
        (Schedule(close_at=SOON, close_reason="filled"), State.DRAFT, {"close"}),
        (Schedule(close_at=SOON, close_reason="filled"), State.CLOSED, {"close"}),
        (Schedule(close_at=NOW, close_reason="filled"), State.PUBLISHED, {"close"}),
        (Schedule(close_at=SOON), State.PUBLISHED, {"reason"}),
        (Schedule(SOON, LATER, "filled"), State.DRAFT, {}),
        (Schedule(LATER, SOON, "filled"), State.DRAFT, {"close"}),
        (Schedule(SOON, SOON, "filled"), State.DRAFT, {"close"}),
        (Schedule(), State.DRAFT, {}),
    ],
)
def test_what_can_be_in_a_schedule(schedule, state, wrong):
    assert set(faults(schedule, state=state, now=NOW)) == set(wrong)


def test_planning_changes_neither_text_nor_state(draft, recruiter):
    edited = draft.updated_at

    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    assert planned(draft) == (SOON, LATER, "filled", recruiter)
    assert (draft.state, draft.updated_at, draft.history.first().history_user) == (State.DRAFT, edited, recruiter)


def test_what_is_planned_anew_takes_the_place_of_what_was(draft, recruiter, lead):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    actions.schedule_posting(posting=draft, schedule=Schedule(LATER), by=lead)

    assert planned(draft) == (LATER, None, "", lead)


def test_a_text_that_is_not_ready_is_not_planned(recruiter):
    draft = PostingFactory(ready=True, title="", owner=recruiter)

    with pytest.raises(actions.NotReady, match="A title is missing"):
        actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)

    assert planned(draft) == NOTHING


def test_the_text_must_be_one_for_the_day_that_it_goes_out(recruiter):
    draft = PostingFactory(ready=True, closes_on=date(2026, 12, 1), owner=recruiter)

    with pytest.raises(actions.NotReady, match="The closing date has passed"):
        actions.schedule_posting(posting=draft, schedule=Schedule(LATER), by=recruiter)


def test_what_cannot_be_is_refused_here_too(draft, recruiter):
    with pytest.raises(actions.TransitionRefused, match="This has passed"):
        actions.schedule_posting(posting=draft, schedule=Schedule(NOW), by=recruiter)


def test_cancelling_takes_it_all_back_and_again_changes_nothing(draft, recruiter):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    for _ in range(2):
        actions.cancel_schedule(posting=draft, by=recruiter)

    assert planned(draft) == NOTHING
    assert draft.history.count() == 3  # made, planned, cancelled


# Carried out


def test_nothing_is_done_before_its_time(draft, published, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    actions.schedule_posting(posting=published, schedule=Schedule(close_at=SOON, close_reason="filled"), by=recruiter)
    clock.move_to(SOON - timedelta(seconds=1))

    assert sweep.carry_out_schedules() == 0

    assert (planned(draft)[0], planned(published)[1]) == (SOON, SOON)


def test_a_posting_goes_out_in_time_by_whom_planned_it(draft, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    clock.move_to(SOON)

    assert [sweep.carry_out_schedules() for _ in range(3)] == [1, 0, 0]

    assert planned(draft) == (None, LATER, "filled", recruiter)
    version = draft.versions.get()
    assert (draft.live_version, version.published_at, version.published_by) == (version, SOON, recruiter)
    assert logged(draft) == [("draft", "published", "", recruiter.pk, True)]
    assert AuditEvent.objects.filter(action=AuditAction.PUBLISH, actor_id=recruiter.pk).count() == 1


def test_a_posting_closes_in_time_with_the_reason_that_was_planned(published, recruiter, clock):
    actions.schedule_posting(posting=published, schedule=Schedule(close_at=SOON, close_reason="paused"), by=recruiter)
    clock.move_to(SOON + timedelta(seconds=20))

    assert [sweep.carry_out_schedules() for _ in range(2)] == [1, 0]

    assert planned(published) == NOTHING
    assert (published.state, published.close_reason) == (State.CLOSED, CloseReason.PAUSED)
    assert logged(published)[1:] == [("published", "closed", "paused", recruiter.pk, True)]


def test_after_a_long_pause_both_are_done_one_after_the_other(draft, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    clock.move_to(LATER + timedelta(days=1))

    assert sweep.carry_out_schedules() == 2

    assert [row[1] for row in logged(draft)] == ["published", "closed"]
    assert planned(draft) == NOTHING


def test_what_goes_out_is_the_text_as_it_is_then(draft, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    actions.update_facts(posting=draft, values={"title": "Head of Technology"}, base={}, by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    draft.refresh_from_db()
    assert draft.live_version.title == "Head of Technology"


@pytest.mark.parametrize(("title", "versions"), [("Head of Technology", 2), ("Chief Technical Officer", 1)])
def test_a_new_version_goes_out_in_time_where_there_is_something_new(published, recruiter, clock, title, versions):
    actions.schedule_posting(posting=published, schedule=Schedule(SOON), by=recruiter)
    actions.update_facts(posting=published, values={"title": title}, base={}, by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert planned(published) == NOTHING
    assert (published.schedule_problem, published.versions.count(), len(logged(published))) == ("", versions, versions)


def test_a_closed_posting_opens_again_in_time(recruiter, clock):
    closed = PostingFactory(closed=True, owner=recruiter)
    actions.schedule_posting(posting=closed, schedule=Schedule(SOON), by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    closed.refresh_from_db()
    assert (closed.state, closed.close_reason, closed.versions.count()) == (State.PUBLISHED, "", 1)


# What could not be done


def assert_given_up(posting, *, why: str) -> None:
    assert planned(posting) == NOTHING
    assert why in posting.schedule_problem
    assert sweep.carry_out_schedules() == 0


def test_a_text_that_is_no_longer_ready_is_not_tried_again(draft, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    actions.update_facts(posting=draft, values={"title": "", "contract": ""}, base={}, by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert_given_up(draft, why="A title is missing. The contract is missing.")
    assert draft.schedule_problem.startswith(
        "Not published on 22 November 2026, 11:00. What was to follow, closing on 12 December 2026, 10:00, is off too."
    )
    assert (draft.state, draft.versions.count(), logged(draft)) == (State.DRAFT, 0, [])


def test_a_version_that_cannot_go_out_leaves_the_planned_closing(published, recruiter, clock):
    actions.schedule_posting(posting=published, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)
    actions.update_facts(posting=published, values={"title": ""}, base={}, by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert planned(published) == (None, LATER, "filled", recruiter)
    assert published.schedule_problem == "Not published on 22 November 2026, 11:00. A title is missing."


def test_owner_and_planner_are_told_why(draft, recruiter, lead, clock, settings):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=lead)
    actions.update_facts(posting=draft, values={"title": "CTO", "contract": ""}, base={}, by=recruiter)
    MembershipFactory(posting=draft)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert told() == sorted([recruiter.email, lead.email])
    email = Email.objects.first().email_message()
    assert email.subject == f"Not done as scheduled: CTO at {draft.company}"
    assert "The contract is missing." in email.body
    assert f"{settings.BASE_URL}{draft.get_absolute_url()}" in email.body


def test_who_planned_their_own_posting_is_told_once(draft, recruiter, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    actions.update_facts(posting=draft, values={"title": ""}, base={}, by=recruiter)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert told() == [recruiter.email]


@pytest.mark.parametrize("what", ["publish", "close"])
def test_who_lost_the_right_publishes_and_closes_nothing(draft, published, recruiter, clock, what):
    posting = draft if what == "publish" else published
    colleague = MembershipFactory(posting=posting, part=Part.RECRUITER)
    schedule = Schedule(SOON) if what == "publish" else Schedule(close_at=SOON, close_reason="filled")
    actions.schedule_posting(posting=posting, schedule=schedule, by=colleague.user)
    actions.remove_member(membership=colleague, by=recruiter)
    state = posting.state
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert_given_up(posting, why="may no longer change this posting")
    assert posting.state == state
    assert told() == sorted([recruiter.email, colleague.user.email])


def test_who_is_switched_off_publishes_nothing_and_gets_no_mail(draft, recruiter, clock):
    lead = UserFactory(lead=True)
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=lead)
    lead.is_active = False
    lead.save(update_fields=["is_active"])
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert_given_up(draft, why="is switched off")
    assert told() == [recruiter.email]


def test_a_lead_who_is_none_any_more_publishes_nothing(draft, clock):
    lead = UserFactory(lead=True)
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=lead)
    lead.groups.filter(name=Kind.LEAD).get().user_set.remove(lead)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert_given_up(draft, why="may no longer change this posting")


def test_a_very_long_reason_is_cut(draft, recruiter, clock, monkeypatch):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    refusing = Mock(side_effect=actions.TransitionRefused("x" * 700))
    monkeypatch.setattr("postings.actions.schedule.publish_posting", refusing)
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    draft.refresh_from_db()
    assert (len(draft.schedule_problem), draft.schedule_problem[-2:]) == (600, "x…")


def test_planning_again_takes_the_note_away(draft, recruiter):
    Posting.objects.filter(pk=draft.pk).update(schedule_problem="Not published.")

    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)

    draft.refresh_from_db()
    assert draft.schedule_problem == ""


# What goes wrong on our side


def test_a_fault_of_ours_is_tried_again_and_stops_no_other_posting(draft, recruiter, clock, monkeypatch):
    other = PostingFactory(ready=True, owner=recruiter)
    for posting in (draft, other):
        actions.schedule_posting(posting=posting, schedule=Schedule(SOON), by=recruiter)
    clock.move_to(SOON)

    def broken(*, posting, **kwargs):
        if posting == draft:
            raise RuntimeError
        return actions.publish_posting(posting=posting, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr("postings.actions.schedule.publish_posting", broken)
        assert sweep.carry_out_schedules() == 1
    assert planned(draft)[0] == SOON

    assert sweep.carry_out_schedules() == 1
    assert logged(draft) == [("draft", "published", "", recruiter.pk, True)]


def test_a_fault_of_ours_is_not_tried_for_ever(draft, recruiter, clock, monkeypatch):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    monkeypatch.setattr("postings.actions.schedule.publish_posting", Mock(side_effect=RuntimeError))
    clock.move_to(SOON + timedelta(hours=1, seconds=1))

    sweep.carry_out_schedules()

    assert_given_up(draft, why="Something went wrong on our side.")


@pytest.mark.parametrize("where", ["_set_state", "record"])
def test_a_crash_on_the_way_leaves_nothing_half_done(draft, recruiter, clock, monkeypatch, where):
    """The process dies: neither version nor state nor log is there, and the next sweep does all of it, once."""
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    clock.move_to(SOON)

    with monkeypatch.context() as patch:
        patch.setattr(f"postings.actions.state.{where}", Mock(side_effect=SystemExit))
        with pytest.raises(SystemExit):
            sweep.carry_out_schedules()
    assert planned(draft)[0] == SOON
    assert (draft.state, draft.versions.count(), logged(draft)) == (State.DRAFT, 0, [])

    assert sweep.carry_out_schedules() == 1
    assert (draft.versions.count(), len(logged(draft))) == (1, 1)


# By hand, meanwhile


def test_publishing_by_hand_leaves_the_planned_closing(draft, recruiter):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    actions.publish_posting(posting=draft, by=recruiter)

    assert planned(draft) == (None, LATER, "filled", recruiter)


def test_publishing_by_hand_what_did_not_change_takes_the_plan_back_too(published, recruiter):
    actions.schedule_posting(posting=published, schedule=Schedule(SOON), by=recruiter)

    actions.publish_posting(posting=published, by=recruiter)

    assert planned(published) == NOTHING


def test_publishing_again_without_a_plan_writes_nothing(published, recruiter):
    before = published.history.count()

    actions.publish_posting(posting=published, by=recruiter)

    assert published.history.count() == before


def test_who_closes_by_hand_wants_it_closed(published, recruiter):
    actions.schedule_posting(posting=published, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    actions.close_posting(posting=published, by=recruiter, reason="paused")

    assert planned(published) == NOTHING


def test_reopening_by_hand_leaves_the_planned_closing(recruiter):
    closed = PostingFactory(closed=True, owner=recruiter)
    actions.schedule_posting(posting=closed, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    actions.reopen_posting(posting=closed, by=recruiter)

    assert planned(closed) == (None, LATER, "filled", recruiter)


def test_archiving_takes_the_plan_back(draft, recruiter):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON, LATER, "filled"), by=recruiter)

    actions.archive_posting(posting=draft, by=recruiter)

    assert planned(draft) == NOTHING


# The closing date that candidates read


@pytest.mark.parametrize(
    ("moment", "state"),
    [
        ("2026-12-15 22:59Z", State.PUBLISHED),  # 23:59 in Paris: the closing date itself still counts
        ("2026-12-15 23:01Z", State.CLOSED),
    ],
)
def test_a_posting_closes_by_itself_the_day_after_its_closing_date(clock, moment, state):
    posting = PostingFactory(published=True, closes_on=date(2026, 12, 15))
    clock.move_to(datetime.fromisoformat(moment))

    closed = sweep.close_expired()

    posting.refresh_from_db()
    assert (closed, posting.state) == (state == State.CLOSED, state)


def test_nobody_closed_what_closed_by_itself(clock):
    posting = PostingFactory(published=True, closes_on=timezone.localdate())
    clock.move_to(NOW + timedelta(days=2))

    assert [sweep.close_expired() for _ in range(2)] == [1, 0]

    assert logged(posting)[1:] == [("published", "closed", "expired", None, False)]
    event = AuditEvent.objects.filter(action=AuditAction.CLOSE).get()
    assert (event.actor_id, event.object_id) == (None, str(posting.pk))
    assert posting.history.first().history_user is None


def test_a_later_publication_that_is_planned_holds(recruiter, clock):
    posting = PostingFactory(published=True, closes_on=timezone.localdate(), owner=recruiter)
    actions.update_facts(posting=posting, values={"closes_on": date(2027, 1, 31)}, base={}, by=recruiter)
    actions.schedule_posting(posting=posting, schedule=Schedule(LATER), by=recruiter)
    clock.move_to(NOW + timedelta(days=2))
    sweep.close_expired()
    assert planned(posting) == (LATER, None, "", recruiter)

    clock.move_to(LATER)
    sweep.carry_out_schedules()

    assert [row[1] for row in logged(posting)] == ["published", "closed", "published"]


@pytest.mark.parametrize("trait", ["ready", "closed", "archived"])
def test_only_what_is_published_closes_by_itself(clock, trait):
    posting = PostingFactory(**{trait: True}, closes_on=timezone.localdate())
    before = Transition.objects.count()
    clock.move_to(NOW + timedelta(days=2))

    assert (sweep.close_expired(), Transition.objects.count()) == (0, before)
    assert actions.close_expired_posting(posting=posting) is False


# Clashes with the closing date


@pytest.mark.parametrize(
    ("schedule", "said"),
    [
        (Schedule(), []),
        (Schedule(close_at=SOON, close_reason="filled"), ["before the closing date that candidates read is over"]),
        (Schedule(close_at=datetime(2026, 12, 1, 22, 50, tzinfo=UTC), close_reason="filled"), []),
        (Schedule(close_at=datetime(2026, 12, 1, 23, 0, tzinfo=UTC), close_reason="filled"), []),
        (Schedule(close_at=LATER, close_reason="filled"), ["The closing date comes first"]),
        (Schedule(publish_at=LATER), ["is over before it goes out"]),
        (Schedule(publish_at=SOON), []),
    ],
)
def test_clashes_with_the_closing_date(schedule, said):
    posting = PostingFactory(
        published=True,
        closes_on=date(2026, 12, 1),
    )
    Posting.objects.filter(pk=posting.pk).update(
        publish_at=schedule.publish_at,
        close_at=schedule.close_at,
        close_at_reason=schedule.close_reason,
        scheduled_by=UserFactory(),
    )
    posting.refresh_from_db()

    found = clashes(posting, actions.working_text(posting))

    assert [one in sentence for one, sentence in zip(said, found, strict=True)] == [True] * len(said)


def test_of_a_text_that_is_to_go_out_its_own_closing_date_counts(published, recruiter):
    actions.update_facts(posting=published, values={"closes_on": date(2026, 12, 24)}, base={}, by=recruiter)
    plan = {"close_at": LATER, "close_at_reason": "filled", "scheduled_by": recruiter}
    for fields, count in ((plan, 0), (plan | {"publish_at": SOON}, 1)):
        Posting.objects.filter(pk=published.pk).update(**fields)
        published.refresh_from_db()

        assert len(clashes(published, actions.working_text(published))) == count


# Where somebody else has to approve


def test_an_approval_that_is_missing_at_the_time_stops_it(draft, recruiter, lead, clock):
    actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
    draft.company.review_required = True
    draft.company.save(update_fields=["review_required"])
    clock.move_to(SOON)

    sweep.carry_out_schedules()

    assert_given_up(draft, why="approv")
    assert draft.state == State.DRAFT


def test_a_text_that_still_needs_an_approval_is_not_planned(draft, recruiter):
    draft.company.review_required = True
    draft.company.save(update_fields=["review_required"])

    with pytest.raises(actions.NotReady, match="approv"):
        actions.schedule_posting(posting=draft, schedule=Schedule(SOON), by=recruiter)
