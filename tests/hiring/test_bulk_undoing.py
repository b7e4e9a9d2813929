"""What was done to many is taken back: everybody goes to where they were, or is said."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hiring.actions import (
    MovedMeanwhile,
    move_application,
    move_applications,
    undo_moves,
)
from hiring.models import Batch, Move, Step
from tests.factories.hiring import ApplicationFactory

from .bulk import chosen, move, places, rejection, url
from .conftest import apply_as

pytestmark = pytest.mark.django_db


def test_everybody_goes_back_to_where_they_were(posting, owner, steps):
    ada, ben = apply_as("Ada", posting), apply_as("Ben", posting, step=steps["Screening"])
    moved = move_applications(applications=[ada, ben], to_step=steps["Team"], by=owner)

    undone = undo_moves(batch=moved.moves[0].batch, by=owner)

    assert places(ada, ben) == [("active", "New"), ("active", "Screening")]
    assert {one.undoes_id for one in undone.moves} == {one.pk for one in moved.moves}
    assert len({one.batch for one in undone.moves}) == 1


def test_everybody_gets_back_their_own_days_in_the_step(posting, owner, steps):
    came = [timezone.now() - timedelta(days=days) for days in (9, 4)]
    applications = [ApplicationFactory(posting=posting, received=moment) for moment in came]
    moved = move_applications(applications=applications, to_step=steps["Team"], by=owner)

    undo_moves(batch=moved.moves[0].batch, by=owner)

    assert list(posting.applications.order_by("pk").values_list("step_since", flat=True)) == came


def test_who_was_moved_since_stays_and_is_said(posting, owner, steps, three, lead):
    moved = move_applications(applications=three, to_step=steps["Team"], by=owner)
    move_application(application=three[0], to_step=steps["Offer"], by=owner)

    undone = undo_moves(batch=moved.moves[0].batch, by=owner)

    assert [place[1] for place in places(*three)] == ["Offer", "New", "New"]
    assert [(row, type(why)) for row, why in undone.refused] == [(three[0], MovedMeanwhile)]


def test_undoing_again_and_another_s_changes_nothing(posting, owner, steps, three, lead):
    batch = move_applications(applications=three, to_step=steps["Team"], by=owner).moves[0].batch

    assert [len(undo_moves(batch=batch, by=user).refused) for user in (lead, owner, owner)] == [3, 0, 3]
    assert Move.objects.count() == 3 * 3


def test_nobody_goes_back_to_a_step_that_was_removed(posting, owner, steps):
    ada = apply_as("Ada", posting, step=steps["Screening"])
    batch = move_applications(applications=[ada], to_step=steps["Team"], by=owner).moves[0].batch
    Step.objects.filter(pk=steps["Screening"].pk).update(removed_at=timezone.now())

    undone = undo_moves(batch=batch, by=owner)

    assert (len(undone.moves), str(undone.refused[0][1])) == (
        0,
        "The step “Screening” was removed meanwhile. Choose another.",
    )


@pytest.mark.parametrize("count", [3, 30])
def test_undoing_many_takes_the_same_queries(posting, owner, steps, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    batch = move_applications(applications=applications, to_step=steps["Team"], by=owner).moves[0].batch

    # savepoint twice, moves, steps, rows locked and read, last moves, moves, place, what they were told
    with django_assert_num_queries(10):
        undo_moves(batch=batch, by=owner)


def test_what_stays_is_said_on_the_page(sign_in, owner, posting, steps, three):
    client = sign_in(owner)
    move(client, posting, steps["Team"], chosen=chosen(*three))
    move_application(application=three[0], to_step=steps["Offer"], by=owner)

    response = client.post(reverse("studio:undo_batch", args=[Batch.objects.get().pk]), follow=True)

    page = response.content.decode()
    assert "Taken back for 2 people." in page
    assert "Ada: It was moved again meanwhile." in page


def test_the_list_is_narrowed_again_after_a_rejection_is_taken_back(sign_in, owner, posting, three):
    client, query = sign_in(owner), "words=a&sort=oldest"

    done = client.post(url("reject_many", posting, query=f"?{query}"), rejection(*three))
    page = client.get(done["Location"])
    back = client.post(reverse("studio:undo_batch", args=[Batch.objects.get().pk]), {"query": page.context["listed"]})

    assert (page.context["listed"], page.context["list_url"].endswith(f"?{query}")) == (query, True)
    assert back["Location"].endswith(f"?{query}")
    assert f'name="query" value="{query.replace("&", "&amp;")}"' in page.text
