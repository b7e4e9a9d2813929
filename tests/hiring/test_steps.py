"""The steps of a posting: their page, and each change of them."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from hiring import actions
from hiring.choices import StepKind
from hiring.models import Step
from hiring.steps import STEPS_MAX, print_of
from postings.actions import archive_posting, close_posting
from tests.factories.hiring import ApplicationFactory, StepFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db

HTMX = {"HTTP_HX_REQUEST": "true"}
USUAL = ["New", "Screening", "First interview", "Technical case", "Team", "Offer"]


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter)


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url(name, posting, *args):
    return reverse(f"studio:{name}", args=[posting.code, *args])


def live(posting) -> list[Step]:
    return list(Step.objects.live().filter(posting=posting))


def names(posting) -> list[str]:
    return [step.name for step in live(posting)]


def step(posting, name) -> Step:
    return Step.objects.live().get(posting=posting, name=name)


def changes() -> int:
    return AuditEvent.objects.filter(action=AuditAction.STEPS_CHANGE).count()


# The page --------------------------------------------------------------------------------------------


def test_the_page_shows_the_steps_and_how_many_are_in_each(client, posting):
    ApplicationFactory(posting=posting)
    ApplicationFactory(posting=posting, rejected=True)

    page = client.get(url("steps", posting)).text

    assert "1 active, 1 decided" in page
    assert "New applications arrive here." in page
    assert url("remove_step", posting, step(posting, "Team").pk) in page
    assert url("remove_step", posting, step(posting, "New").pk) not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_however_much_there_is(client, posting, django_assert_num_queries, count):
    for _ in range(count):
        ApplicationFactory(posting=posting, step=StepFactory(posting=posting))

    with django_assert_num_queries(7):
        client.get(url("steps", posting))


@pytest.mark.parametrize(("part", "sees_numbers"), [("hiring_manager", True), ("interviewer", False)])
def test_other_members_read_the_steps_and_change_nothing(sign_in, hiring_manager, posting, part, sees_numbers):
    MembershipFactory(posting=posting, user=hiring_manager, part=part)
    ApplicationFactory(posting=posting)
    client = sign_in(hiring_manager)

    page = client.get(url("steps", posting)).text

    assert "Technical case" in page
    assert ("1 active" in page) is sees_numbers
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.post(url("add_step", posting), {"name": "Coffee", "kind": "interview"}).status_code == 404


def test_an_archived_posting_keeps_its_steps(client, posting):
    close_posting(posting=posting, by=posting.created_by, reason="filled")
    archive_posting(posting=posting, by=posting.created_by)

    assert client.get(url("steps", posting)).status_code == 200
    assert client.post(url("add_step", posting), {"name": "Coffee", "kind": "interview"}).status_code == 404


# Adding ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "place"), [("screen", 5), ("interview", 5), ("offer", 6)])
def test_a_step_is_added_before_the_offer(client, posting, kind, place):
    response = client.post(url("add_step", posting), {"name": "  Coffee \t break ", "kind": kind})

    added = step(posting, "Coffee break")
    assert response.url == f"{url('steps', posting)}#step-{added.pk}"
    assert [names(posting).index("Coffee break"), changes()] == [place, 1]


def test_a_draft_has_steps_to_change_too(client, recruiter):
    draft = PostingFactory(owner=recruiter)

    client.post(url("add_step", draft), {"name": "Coffee", "kind": "interview"})

    assert "Coffee" in names(draft)


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({"name": "", "kind": "interview"}, "Give the step a name."),
        ({"name": "  \t", "kind": "interview"}, "Give the step a name."),
        ({"name": "x" * 61, "kind": "interview"}, "at most 60 characters"),
        ({"name": "OFFER", "kind": "interview"}, "This posting has a step of that name already."),
        ({"name": "Second inbox", "kind": "inbox"}, "Select a valid choice"),
    ],
)
def test_a_step_that_can_t_be_added_keeps_what_was_typed(client, posting, sent, error):
    response = client.post(url("add_step", posting), sent)

    assert response.status_code == 422
    assert error in response.text
    assert f'value="{sent["name"]}"' in response.text or not sent["name"].strip()
    assert names(posting) == USUAL


def test_there_are_not_more_steps_than_a_board_can_show(client, posting):
    for _ in range(STEPS_MAX - len(USUAL)):
        StepFactory(posting=posting)

    response = client.post(url("add_step", posting), {"name": "Coffee", "kind": "interview"})

    assert response.status_code == 422
    assert len(live(posting)) == STEPS_MAX


def test_a_name_of_a_removed_step_is_free(client, posting):
    Step.objects.filter(posting=posting, name="Team").update(removed_at=timezone.now())

    client.post(url("add_step", posting), {"name": "Team", "kind": "screen"})

    assert step(posting, "Team").kind == StepKind.SCREEN


# Changing --------------------------------------------------------------------------------------------


def change(client, posting, row, **sent):
    return client.post(url("edit_step", posting, row.pk), {"seen": print_of([row])} | sent)


def test_a_step_gets_another_name_and_kind(client, posting):
    row = step(posting, "Team")
    application = ApplicationFactory(posting=posting, step=row)

    response = change(client, posting, row, name="References", kind="screen")

    row.refresh_from_db()
    application.refresh_from_db()
    assert response.url == f"{url('steps', posting)}#step-{row.pk}"
    assert (row.name, row.kind, application.step) == ("References", "screen", row)
    assert changes() == 1


def test_the_same_again_changes_nothing(client, posting):
    row = step(posting, "Team")

    for _ in range(2):
        change(client, posting, row, name="References", kind="screen")

    assert changes() == 1


def test_the_inbox_is_renamed_and_stays_the_inbox(client, posting):
    row = step(posting, "New")

    change(client, posting, row, name="Arrived", kind="offer")

    row.refresh_from_db()
    assert (row.name, row.kind) == ("Arrived", StepKind.INBOX)


@pytest.mark.parametrize(("name", "error"), [("", "Give the step a name."), ("offer", "of that name already")])
def test_a_change_that_can_t_be_says_why(client, posting, name, error):
    row = step(posting, "Team")

    response = change(client, posting, row, name=name, kind="screen")

    row.refresh_from_db()
    assert (response.status_code, row.name) == (422, "Team")
    assert error in response.text


def test_the_second_of_two_is_told_what_the_first_did_and_may_keep_their_own(client, posting, recruiter):
    row = step(posting, "Team")
    actions.edit_step(step=row, name="Colleagues", kind="interview", seen=print_of([row]), by=recruiter)

    response = change(client, posting, row, name="Crew", kind="interview")

    row.refresh_from_db()
    assert (response.status_code, row.name) == (409, "Colleagues")
    assert "it is “Colleagues” (Interview) now" in response.text
    assert 'value="Crew"' in response.text
    change(client, posting, row, name="Crew", kind="interview")
    assert "Crew" in names(posting)


def test_who_changes_a_removed_step_is_told(client, posting, recruiter):
    row = step(posting, "Team")
    actions.remove_step(step=row, to_step=None, by=recruiter)

    response = client.post(url("edit_step", posting, row.pk), {"name": "Crew", "kind": "interview"}, follow=True)

    assert "Somebody removed this step meanwhile." in response.text


# Moving ----------------------------------------------------------------------------------------------


def place(client, posting, name, to, **headers):
    sent = {"to": to, "seen": print_of(live(posting))}
    return client.post(url("move_step", posting, step(posting, name).pk), sent, **headers)


@pytest.mark.parametrize(
    ("name", "to", "after"),
    [
        ("Team", 1, ["New", "Team", "Screening", "First interview", "Technical case", "Offer"]),
        ("Screening", 99, ["New", "First interview", "Technical case", "Team", "Offer", "Screening"]),
        ("Team", 0, ["New", "Team", "Screening", "First interview", "Technical case", "Offer"]),
        ("Team", 4, USUAL),
        ("New", 3, USUAL),
    ],
)
def test_a_step_is_put_at_another_place_and_the_inbox_stays_first(client, posting, name, to, after):
    place(client, posting, name, to)

    assert names(posting) == after
    assert changes() == (after != USUAL)


def test_htmx_gets_the_list(client, posting):
    response = place(client, posting, "Team", 1, **HTMX)

    assert response.status_code == 200
    assert 'id="pipeline-steps"' in response.text
    assert "Moved." in response.text


@pytest.mark.parametrize(("sent", "said"), [({"to": "up"}, "not a place"), ({"to": "1"}, "Somebody changed the steps")])
def test_a_move_that_can_t_be_changes_nothing(client, posting, sent, said):
    response = client.post(url("move_step", posting, step(posting, "Team").pk), {"seen": "old"} | sent, follow=True)

    assert said in response.text
    assert names(posting) == USUAL


# Removing --------------------------------------------------------------------------------------------


def remove(client, posting, row, **sent):
    return client.post(url("remove_step", posting, row.pk), {"seen": print_of([row])} | sent)


def test_the_page_says_how_many_are_in_the_step(client, posting):
    row = step(posting, "Team")
    for fields in ({}, {}, {"rejected": True}):
        ApplicationFactory(posting=posting, step=row, **fields)

    page = client.get(url("remove_step", posting, row.pk)).text

    assert "2 active applications are in it, and 1 that is decided." in page
    assert re.search(rf'value="{step(posting, "Technical case").pk}"[^>]* checked', page)


def test_a_step_is_removed_and_all_its_applications_go_where_the_recruiter_says(client, posting):
    row, target = step(posting, "Team"), step(posting, "Screening")
    active = ApplicationFactory(posting=posting, step=row)
    rejected = ApplicationFactory(posting=posting, step=row, rejected=True)
    elsewhere = ApplicationFactory(posting=posting)

    response = client.post(url("remove_step", posting, row.pk), {"seen": print_of([row]), "to": target.pk}, follow=True)

    assert "Removed: Team. 2 applications are in “Screening” now." in response.text
    for application, state, name in ((active, "active", target), (rejected, "rejected", target)):
        application.refresh_from_db()
        assert (application.state, application.step) == (state, name)
    elsewhere.refresh_from_db()
    assert elsewhere.step.name == "New"
    assert names(posting) == [name for name in USUAL if name != "Team"]
    assert [row.position for row in live(posting)] == [1, 2, 3, 4, 5]
    assert changes() == 1


def test_an_empty_step_is_removed_without_a_question(client, posting):
    row = step(posting, "Team")

    for _ in range(2):
        response = remove(client, posting, row)

    assert response.url == url("steps", posting)
    assert "Team" not in names(posting)
    assert changes() == 1


@pytest.mark.parametrize("to", ["", "own", "other", "x"])
def test_where_they_go_must_be_said_and_be_another_step_of_the_posting(client, posting, to):
    row = step(posting, "Team")
    ApplicationFactory(posting=posting, step=row)
    choices = {"own": row.pk, "other": StepFactory().pk}

    response = remove(client, posting, row, to=choices.get(to, to))

    assert response.status_code == 422
    assert "Team" in names(posting)


def test_the_inbox_is_not_removed(client, posting, recruiter):
    row = step(posting, "New")

    response = client.post(url("remove_step", posting, row.pk), {"to": step(posting, "Offer").pk}, follow=True)

    assert "it can be renamed, not removed" in response.text
    assert names(posting) == USUAL
    with pytest.raises(actions.StepRefused, match="it can be renamed"):
        actions.remove_step(step=row, to_step=step(posting, "Offer"), by=recruiter)


def test_a_step_that_somebody_renamed_meanwhile_is_looked_at_again(client, posting, recruiter):
    row = step(posting, "Team")
    actions.edit_step(step=row, name="Board", kind="interview", seen=print_of([row]), by=recruiter)

    response = client.post(url("remove_step", posting, row.pk), {"seen": print_of([row])}, follow=True)

    assert "Somebody changed this step meanwhile" in response.text
    assert "Board" in names(posting)


def test_who_came_in_meanwhile_is_asked_for_and_a_target_that_went_is_told(posting, recruiter):
    row, target = step(posting, "Team"), step(posting, "Screening")
    ApplicationFactory(posting=posting, step=row)
    actions.remove_step(step=target, to_step=None, by=recruiter)

    with pytest.raises(actions.StepsChanged, match="Say where they go"):
        actions.remove_step(step=row, to_step=None, by=recruiter)
    with pytest.raises(actions.StepsChanged, match="was removed meanwhile"):
        actions.remove_step(step=row, to_step=target, by=recruiter)


def test_nobody_changes_the_steps_of_another_s_posting(client):
    other = PostingFactory(published=True)
    row = step(other, "Team")

    assert client.get(url("steps", other)).status_code == 404
    assert place(client, other, "Team", 1).status_code == 404
    assert change(client, other, row, name="Mine", kind="screen").status_code == 404
    assert remove(client, other, row).status_code == 404
    assert names(other) == USUAL


def test_a_step_of_another_posting_is_not_there(client, posting):
    row = StepFactory()

    assert change(client, posting, row, name="Mine", kind="screen").status_code == 404
    assert remove(client, posting, row).status_code == 404
