"""One thing done to many of a posting’s list: moved, tagged, exported; and who may."""

import uuid

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import AuditEvent
from candidates.models import Tag
from hiring.actions import (
    move_application,
    move_applications,
    move_chosen,
    undo_move,
)
from hiring.choices import State
from hiring.chosen import MOST, read, written
from hiring.models import Batch, Move, Step
from postings.choices import Part
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import MembershipFactory, PostingFactory

from .bulk import chosen, in_batch, left_out_of, move, places, rejection, seen, url
from .conftest import apply_as, travel

pytestmark = pytest.mark.django_db


# What is chosen --------------------------------------------------------------------------------------


@given(st.text(max_size=60) | st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))).map(written))
def test_anything_typed_is_read_as_rows_or_as_none(text):
    rows = read(text)

    assert read(written(rows)) == rows


def test_no_more_are_chosen_than_may_be():
    assert len(read(written((row, 1) for row in range(MOST + 50)))) == MOST


# Moving ----------------------------------------------------------------------------------------------


def test_those_ticked_are_moved_and_the_list_offers_to_undo(sign_in, owner, posting, steps, three):
    client = sign_in(owner)

    response = move(client, posting, steps["Team"], "?state=active", chosen=chosen(*three[:2]))

    batch = Batch.objects.get()
    assert response["Location"] == f"{url('posting_applications', posting)}?state=active&done={batch.pk}"
    assert [place[1] for place in places(*three)] == ["Team", "Team", "New"]
    page = client.get(response["Location"]).content.decode()
    assert "2 people moved to “Team”." in page
    assert "taken back" not in client.get(batch.get_absolute_url()).content.decode()

    response = client.post(reverse("studio:undo_batch", args=[batch.pk]), {"query": "state=active"})

    assert response["Location"] == f"{url('posting_applications', posting)}?state=active"
    assert [place[1] for place in places(*three)] == ["New", "New", "New"]
    assert (
        "moved to “Team”" not in client.get(f"{url('posting_applications', posting)}?done={batch.pk}").content.decode()
    )


def test_a_page_or_all_of_a_filter_are_moved(sign_in, owner, posting, steps, three):
    client = sign_in(owner)
    other = apply_as("Dan", posting, step=steps["Offer"])

    move(client, posting, steps["Team"], scope="page", on_page=",".join(chosen(three[2])))
    assert [place[1] for place in places(*three, other)] == ["New", "New", "Team", "Offer"]

    move(client, posting, steps["Screening"], f"?step={steps['New'].pk}", scope="all")
    assert [place[1] for place in places(*three, other)] == ["Screening", "Screening", "Team", "Offer"]


def test_of_all_those_who_moved_or_came_since_stay_and_the_first_is_said(sign_in, owner, posting, steps, three):
    as_of = timezone.now()
    with travel(days=1):
        move_application(application=three[0], to_step=steps["Screening"], by=owner)
        new = apply_as("Dan", posting)
        response = move(sign_in(owner), posting, steps["Team"], scope="all", as_of=as_of.isoformat())

    batch = Batch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    assert [place[1] for place in places(*three, new)] == ["Screening", "Team", "Team", "New"]
    ((row, why),) = left_out_of(batch)
    assert (row, "it is in “Screening” now" in why) == (three[0].pk, True)


def test_of_all_who_was_brought_back_since_was_seen_elsewhere(sign_in, owner, posting, steps, three):
    ada = three[0]
    with travel(days=1):
        taken = move_application(application=ada, to_step=steps["Offer"], by=owner)
    with travel(days=2):
        as_of = timezone.now()  # a list of those in “New” has no Ada now
    with travel(days=3):
        undo_move(move=taken, by=owner)
        query = f"?step={steps['New'].pk}"
        move(sign_in(owner), posting, steps["Team"], query, scope="all", as_of=as_of.isoformat())

    assert [place[1] for place in places(*three)] == ["New", "Team", "Team"]


def test_who_can_t_be_moved_is_named_with_the_reason(sign_in, owner, posting, steps, three):
    ada, ben, cleo = three
    ticks = chosen(ada, ben, cleo)
    move_application(application=ada, to_step=steps["Screening"], by=owner)
    move_application(application=ben, to_state=State.REJECTED, by=owner, reason=shipped_reason("pay"))
    elsewhere = ApplicationFactory()
    client = sign_in(owner)

    response = move(client, posting, steps["Team"], chosen=[*ticks, *chosen(elsewhere), "nonsense"])

    page = client.get(response["Location"]).content.decode()
    assert "1 person moved to “Team”." in page
    assert "3 people were left out" in page
    assert "it is in “Screening” now" in page
    assert "“Rejected” does not allow this" in page
    assert "It is not here any more." in page
    assert elsewhere.candidate.name not in page
    assert places(elsewhere) == [("active", "New")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"chosen": []}, "Tick somebody first"),
        ({"to_step": ""}, "Choose a step."),
        ({"to_step": "0"}, "This step is gone."),
        ({"scope": "page"}, "Tick somebody first"),
    ],
)
def test_what_can_t_be_moved_is_told_and_the_ticks_stay(sign_in, owner, posting, steps, three, data, words):
    data = {"chosen": chosen(three[0]), "to_step": steps["Team"].pk} | data

    response = sign_in(owner).post(url("move_many", posting), data)

    page = response.content.decode()
    assert (response.status_code, Batch.objects.count()) == (422, 0)
    assert words in page
    assert page.count(" checked") == len(data["chosen"]) + 5 - (5 if data.get("scope") else 0) or "scope" in data


def test_the_step_of_another_posting_is_none(sign_in, owner, posting, three):
    other = PostingFactory(published=True, owner=owner)

    response = move(sign_in(owner), posting, Step.objects.inbox_of(other), chosen=chosen(three[0]))

    assert response.status_code == 422


def test_the_same_form_again_finds_what_was_done(sign_in, owner, posting, steps, three):
    client, key = sign_in(owner), str(uuid.uuid4())

    answers = [
        move(client, posting, steps["Team"], chosen=chosen(*three), creation_key=key)["Location"] for _ in range(2)
    ]

    assert (len(set(answers)), Batch.objects.count(), Move.objects.filter(to_step=steps["Team"]).count()) == (1, 1, 3)


@pytest.mark.parametrize("count", [3, 30])
def test_a_bulk_move_takes_ten_queries_at_most(posting, owner, steps, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)

    # savepoint and its release, step, applications locked and read, moves, place, what they were told
    with django_assert_num_queries(8):
        move_applications(applications=applications, to_step=steps["Team"], by=owner, seen=seen(*applications))


@pytest.mark.parametrize("count", [3, 30])
def test_a_bulk_move_with_its_row_takes_the_same_queries(posting, owner, steps, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)

    with django_assert_num_queries(14):  # those of moving, and: was it done, savepoint twice, its row, rows, left out
        move_chosen(posting=posting, chosen=seen(*applications), to_step=steps["Team"], by=owner, key=uuid.uuid4())


# Tagging and exporting -------------------------------------------------------------------------------


def test_the_chosen_are_tagged(sign_in, owner, posting, three):
    client = sign_in(owner)
    data = {"chosen": [*chosen(*three[:2]), *chosen(ApplicationFactory())], "tags": "Rust, Nantes"}

    for _ in range(2):
        response = client.post(url("tag_many", posting, query="?state=active"), data)

    assert response["Location"] == f"{url('posting_applications', posting)}?state=active"
    assert {tag.name: sorted(tag.candidates.values_list("name", flat=True)) for tag in Tag.objects.all()} == {
        "Nantes": ["Ada", "Ben"],
        "Rust": ["Ada", "Ben"],
    }
    page = client.get(response["Location"]).content.decode()
    assert "2 people are tagged." in page
    assert "1 is not here any more." in page


@pytest.mark.parametrize(("data", "words"), [({"tags": " # "}, "Type a tag."), ({"chosen": []}, "Tick somebody first")])
def test_what_is_no_tag_is_told(sign_in, owner, posting, three, data, words):
    response = sign_in(owner).post(url("tag_many", posting), {"chosen": chosen(three[0]), "tags": "Rust"} | data)

    assert (response.status_code, Tag.objects.count()) == (422, 0)
    assert words in response.content.decode()


@pytest.mark.parametrize("count", [3, 30])
def test_tagging_many_takes_the_same_queries(sign_in, owner, posting, count, django_assert_max_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    client = sign_in(owner)

    with django_assert_max_num_queries(30):
        client.post(url("tag_many", posting), {"chosen": chosen(*applications), "tags": "Rust"})


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_chosen_are_exported_and_nobody_else(sign_in, owner, posting, three, kind):
    data = {"chosen": [*chosen(*three[:2]), *chosen(apply_as("Eve", PostingFactory(published=True)))]}

    response = sign_in(owner).post(url("export_many", posting, kind), data)

    content = b"".join(response)
    assert f"applications.{kind}" in response["Content-Disposition"]
    if kind == "csv":
        lines = content.decode("utf-8-sig").splitlines()
        assert [line.split(",")[0].strip('"') for line in lines] == ["Name", "Ben", "Ada"]
    assert AuditEvent.objects.filter(action="export_list").count() == 1


def test_nobody_chosen_is_no_file(sign_in, owner, posting, three):
    assert sign_in(owner).post(url("export_many", posting, "csv")).status_code == 422


# Who -------------------------------------------------------------------------------------------------

MANY = ["move_many", "reject_many", "tag_many"]


@pytest.mark.parametrize("name", MANY)
def test_a_hiring_manager_and_another_team_do_nothing_to_many(sign_in, recruiter, posting, three, name):
    client = sign_in(recruiter)
    data = rejection(*three) | {"chosen": chosen(*three), "tags": "Rust", "to_step": three[0].step_id}

    assert client.post(url(name, posting), data).status_code == 404
    MembershipFactory(posting=posting, user=recruiter, part=Part.HIRING_MANAGER)
    assert client.post(url(name, posting), data).status_code == 404
    assert (
        "Do with those chosen" in sign_in(posting.created_by).get(url("posting_applications", posting)).content.decode()
    )


@pytest.mark.parametrize("name", MANY)
def test_they_are_no_pages_to_read(sign_in, owner, posting, name):
    assert sign_in(owner).get(url(name, posting)).status_code == 405


@pytest.mark.parametrize("name", ["batch", "undo_batch", "call_back_batch"])
def test_what_another_team_did_is_not_there(sign_in, owner, posting, three, recruiter, name):
    batch = in_batch(posting, owner, *three)
    client = sign_in(recruiter)
    method = client.get if name == "batch" else client.post

    assert method(reverse(f"studio:{name}", args=[batch.pk])).status_code == 404
    assert set(places(*three)) == {("rejected", "New")}


def test_an_erased_person_is_nobody_on_the_page(sign_in, owner, posting, three, steps):
    from hiring.actions import erase_candidate

    client = sign_in(owner)
    move_application(application=three[0], to_state=State.HIRED, by=owner)
    move(client, posting, steps["Team"], chosen=chosen(*three))
    for application in three:
        erase_candidate(candidate=application.candidate, by=None)

    page = client.get(Batch.objects.get().get_absolute_url()).content.decode()

    assert "Somebody" in page
    assert [name for name in ("Ada", "Ben", "Cleo") if name in page] == []


def test_the_database_wants_a_step_of_a_move_and_none_of_a_rejection(posting, owner, steps):
    for fields in ({"kind": "move"}, {"kind": "reject", "to_step": steps["Team"]}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Batch.objects.create(posting=posting, by=owner, key=uuid.uuid4(), **fields)
