"""One thing done to many of a posting's list: moved, rejected, tagged, exported; taken back."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from post_office.models import Email

from accounts.models import AuditEvent
from candidates.models import Tag
from hiring.actions import (
    MovedMeanwhile,
    call_back,
    move_application,
    move_applications,
    move_chosen,
    reject_application,
    reject_applications,
    reject_chosen,
    undo_move,
    undo_moves,
)
from hiring.actions.bulk import undo_batch
from hiring.choices import State
from hiring.chosen import MOST, read, written
from hiring.models import Application, Batch, Message, Move, Step
from hiring.shipped import Words
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import travel

pytestmark = pytest.mark.django_db

SHARED = {"en": "", "fr": ""}


@pytest.fixture
def owner(posting):
    return posting.created_by


@pytest.fixture
def steps(posting) -> dict[str, Step]:
    return {step.name: step for step in Step.objects.live().filter(posting=posting)}


def apply_as(name: str, posting, **fields):
    return ApplicationFactory(
        posting=posting, candidate=CandidateFactory(name=name, email=f"{name.lower()}@example.com"), **fields
    )


@pytest.fixture
def three(posting):
    """The list shows the newest first: Cleo, Ben, Ada."""
    return [apply_as(name, posting) for name in ("Ada", "Ben", "Cleo")]


def url(name: str, posting, *args, query: str = "") -> str:
    return reverse(f"studio:{name}", args=[posting.code, *args]) + query


def chosen(*applications) -> list[str]:
    return [written({application.pk: application.step_id}) for application in applications]


def seen(*applications) -> dict[int, int]:
    return {application.pk: application.step_id for application in applications}


def places(*applications) -> list[tuple[str, str]]:
    rows = Application.objects.select_related("step").in_bulk([application.pk for application in applications])
    return [(rows[application.pk].state, rows[application.pk].step.name) for application in applications]


def left_out_of(batch) -> list[tuple[int, str]]:
    batch.refresh_from_db()
    return [tuple(row) for row in batch.left_out]


# What is chosen --------------------------------------------------------------------------------------


@given(st.text(max_size=60) | st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99))).map(written))
def test_anything_typed_is_read_as_rows_or_as_none(text):
    rows = read(text)

    assert read(written(rows)) == rows


def test_no_more_are_chosen_than_may_be():
    assert len(read(written((row, 1) for row in range(MOST + 50)))) == MOST


# Moving ----------------------------------------------------------------------------------------------


def move(client, posting, step, query="", **data):
    return client.post(url("move_many", posting, query=query), {"to_step": getattr(step, "pk", step)} | data)


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

    # savepoint and its release, step, applications, moves, place, what they were told
    with django_assert_num_queries(7):
        move_applications(applications=applications, to_step=steps["Team"], by=owner, seen=seen(*applications))


@pytest.mark.parametrize("count", [3, 30])
def test_a_bulk_move_with_its_row_takes_the_same_queries(posting, owner, steps, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)

    with django_assert_num_queries(13):  # those of moving, and: was it done, savepoint twice, its row, rows, left out
        move_chosen(posting=posting, chosen=seen(*applications), to_step=steps["Team"], by=owner, key=uuid.uuid4())


# Undoing ---------------------------------------------------------------------------------------------


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

    with django_assert_num_queries(
        9
    ):  # savepoint twice, moves, steps, rows, last moves, moves, place, what they were told
        undo_moves(batch=batch, by=owner)


def test_what_stays_is_said_on_the_page(sign_in, owner, posting, steps, three):
    client = sign_in(owner)
    move(client, posting, steps["Team"], chosen=chosen(*three))
    move_application(application=three[0], to_step=steps["Offer"], by=owner)

    response = client.post(reverse("studio:undo_batch", args=[Batch.objects.get().pk]), follow=True)

    page = response.content.decode()
    assert "Taken back for 2 people." in page
    assert "Ada: It was moved again meanwhile." in page


# Rejecting -------------------------------------------------------------------------------------------


def rejection(*applications, **changes) -> dict:
    return {
        "creation_key": "7b0f3b0e-5a0a-4d6e-9a53-3f6f0a6a2b11",
        "people": written(seen(*applications)),
        "reason": "skills",
        "share_reason": "",
        "tell": "on",
        "subject": "About {posting}",
        "text": "Hello {first_name},\n\nno.",
        "when": "hour",
        "note": "",
        "send": "1",
    } | changes


def reject(client, posting, *applications, **changes):
    return client.post(url("reject_many", posting), rejection(*applications, **changes))


def test_the_chosen_are_asked_about_first_and_nothing_is_done(sign_in, owner, posting, three):
    response = sign_in(owner).post(url("reject_many", posting), {"chosen": chosen(*three[:2])})

    page = response.content.decode()
    assert (response.status_code, Batch.objects.count()) == (200, 0)
    assert "Message 1 of 2: Ada" in page
    assert response.context["letter_to"] == three[0]
    assert set(places(*three)) == {("active", "New")}


@pytest.mark.parametrize(("show", "name"), [("1", "Ben"), ("2", "Cleo"), ("99", "Cleo"), ("nonsense", "Ada")])
def test_each_person_s_message_can_be_looked_at(sign_in, owner, posting, three, show, name):
    data = rejection(*three, show=show, reason="", text="Dear {first_name}, no.")
    del data["send"]

    response = sign_in(owner).post(url("reject_many", posting), data)

    assert (response.status_code, response.context["form"].errors) == (200, {})
    assert f"Dear {name}, no." in response.context["letter"].text
    assert 'value="hour" selected' in response.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_a_rejection_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    client = sign_in(owner)

    with django_assert_num_queries(10):
        client.post(url("reject_many", posting), {"chosen": chosen(*applications)})


def test_all_are_rejected_and_each_gets_their_own_message_in_an_hour(sign_in, owner, posting, three):
    response = reject(sign_in(owner), posting, *three, share_reason="on", text="Hello {first_name}, {reason}")

    batch = Batch.objects.get()
    assert response["Location"] == batch.get_absolute_url()
    assert set(places(*three)) == {("rejected", "New")}
    written_to = {message.candidate.name: message for message in Message.objects.filter(kind="rejected")}
    assert {name: message.text.split(",")[0] for name, message in written_to.items()} == {
        "Ada": "Hello Ada",
        "Ben": "Hello Ben",
        "Cleo": "Hello Cleo",
    }
    assert all("skill that the posting calls necessary" in message.text for message in written_to.values())
    assert all(timedelta(minutes=59) < message.goes_at - timezone.now() for message in written_to.values())
    assert set(Application.objects.values_list("rejection_reason__key", flat=True)) == {"skills"}


def test_who_is_decided_or_has_no_address_is_left_out_and_said(sign_in, owner, posting, three):
    ada, ben, _cleo = three
    move_application(application=ada, to_state=State.HIRED, by=owner)
    type(ben.candidate).objects.filter(pk=ben.candidate_id).update(
        email=None, source="network", phone="1", basis="interest", tell_by=timezone.localdate(), added_by=owner
    )
    client = sign_in(owner)

    asked = client.post(url("reject_many", posting), {"chosen": chosen(*three)}).content.decode()
    assert "1 person is decided already and stays as they are: Ada." in asked
    assert "no e-mail address is known" in asked
    reject(client, posting, *three)

    assert [place[0] for place in places(*three)] == ["hired", "active", "rejected"]
    assert left_out_of(Batch.objects.get()) == [
        (ben.pk, "No e-mail address of this person is known."),
        (ada.pk, "This application was changed meanwhile: it is “Accepted” now. Look again, then decide."),
    ]


def test_who_is_not_told_is_rejected_all_the_same(sign_in, owner, posting, three):
    reject(sign_in(owner), posting, *three, tell="", subject="", text="")

    assert set(places(*three)) == {("rejected", "New")}
    assert Message.objects.count() == 0


def test_sent_twice_everybody_gets_one_message(sign_in, owner, posting, three):
    client = sign_in(owner)

    answers = {reject(client, posting, *three)["Location"] for _ in range(2)}

    assert (len(answers), Batch.objects.count(), Message.objects.count()) == (1, 1, 3)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": ""}, "Choose a reason."),
        ({"text": ""}, "Write a message."),
        ({"text": "Hello {nickname}"}, "No such field here: {nickname}"),
        ({"reason": "other", "share_reason": "on"}, "is not shared with candidates"),
        ({"people": ""}, "Tick somebody first"),
    ],
)
def test_what_is_missing_is_told_and_nobody_is_rejected(sign_in, owner, posting, three, changes, words):
    response = reject(sign_in(owner), posting, *three, **changes)

    assert (response.status_code, Batch.objects.count(), Message.objects.count()) == (422, 0, 0)
    assert words in response.content.decode()
    assert set(places(*three)) == {("active", "New")}


def in_batch(posting, owner, *applications, **fields) -> Batch:
    return reject_chosen(
        posting=posting,
        chosen=seen(*applications),
        by=owner,
        key=uuid.uuid4(),
        reason=shipped_reason("skills"),
        shared_reason=SHARED,
        words=Words("About {posting}", "Hello {first_name}, no."),
        **fields,
    )


@pytest.mark.parametrize("count", [3, 30])
def test_rejecting_many_takes_the_same_queries(posting, owner, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)

    # the reason, the batch three times, three savepoints twice; rows, versions, locked rows, moves, place, notices;
    # mails, messages, audit
    with django_assert_num_queries(19):
        in_batch(posting, owner, *applications)

    assert Message.objects.count() == AuditEvent.objects.filter(action="message").count() == count


@pytest.mark.parametrize("count", [3, 30])
def test_calling_back_many_takes_the_same_queries(posting, owner, count, django_assert_num_queries):
    batch = in_batch(posting, owner, *ApplicationFactory.create_batch(count, posting=posting))

    # a savepoint twice; keys, those unsettled, those that wait, mails gone, settled, answered, messages, audit
    with django_assert_num_queries(10):
        call_back(batch=batch, by=owner)


def test_one_message_reads_the_same_alone_and_among_many(posting, owner):
    alone, among = (ApplicationFactory(posting=posting, candidate__name=name) for name in ("Ada One", "Ada Two"))
    words = Words("About {posting}", "Hello {first_name},\n\n{reason}\n\n{link}")
    said = {"en": "A reason.", "fr": "Une raison."}

    reject_application(
        application=alone, by=owner, reason=shipped_reason("skills"), shared_reason=said["en"], words=words
    )
    reject_applications(
        posting=posting,
        applications=[among],
        by=owner,
        reason=shipped_reason("skills"),
        shared_reason=said,
        words=words,
    )

    one, other = Message.objects.order_by("pk").select_related("email")
    for field in ("kind", "subject", "text", "language", "by"):
        assert getattr(one, field) == getattr(other, field)
    assert one.email.message.replace(alone.token, among.token) == other.email.message
    assert [message.email.headers["Message-ID"] for message in (one, other)] == [
        f"<{message.key.hex}@localhost>" for message in (one, other)
    ]
    assert {alone.candidate.email, among.candidate.email} == {one.to, other.to}


def test_the_messages_are_called_back_in_bulk_and_the_rejections_stay(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)
    client = sign_in(owner)
    assert "Call back 3 messages" in client.get(batch.get_absolute_url()).content.decode()

    response = client.post(reverse("studio:call_back_batch", args=[batch.pk]), follow=True)

    page = response.content.decode()
    assert "3 messages are called back." in page
    assert "Call back 3 messages" not in page
    assert (Email.objects.count(), set(Message.objects.values_list("outcome", flat=True))) == (0, {"called_off"})
    assert set(places(*three)) == {("rejected", "New")}
    assert AuditEvent.objects.filter(action="message_called_off").count() == 3


def test_what_has_left_is_said_with_names(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)
    Email.objects.filter(to="ada@example.com").update(number_of_retries=0)  # a worker has it

    response = sign_in(owner).post(reverse("studio:call_back_batch", args=[batch.pk]), follow=True)

    page = response.content.decode()
    assert "2 messages are called back." in page
    assert "1 message had left already: Ada." in page


def test_calling_back_again_is_harmless(posting, owner, three):
    batch = in_batch(posting, owner, *three)

    assert [call_back(batch=batch, by=owner).count for _ in range(2)] == [3, 0]


def test_taking_a_rejection_back_opens_all_again_and_nothing_is_sent(sign_in, owner, posting, three):
    batch = in_batch(posting, owner, *three)

    sign_in(owner).post(reverse("studio:undo_batch", args=[batch.pk]))

    assert set(places(*three)) == {("active", "New")}
    assert set(Message.objects.values_list("outcome", flat=True)) == {"called_off"}
    assert undo_batch(batch=batch, by=owner).moves == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_what_was_done_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    applications = ApplicationFactory.create_batch(count, posting=posting)
    out = ApplicationFactory.create_batch(count, posting=posting, hired=True)
    batch = in_batch(posting, owner, *applications, *out)
    client = sign_in(owner)

    with django_assert_num_queries(11):
        client.get(batch.get_absolute_url())
    with django_assert_num_queries(6):
        client.get(url("batches", posting))


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
