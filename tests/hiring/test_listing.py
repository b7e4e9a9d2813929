"""One posting's applications as a list: its filters, its columns, what is saved of both."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from candidates.actions import add_tags
from hiring.actions import choose_columns, move_application, save_view
from hiring.actions.assigning import assign
from hiring.choices import State
from hiring.list_columns import COLUMNS, DEFAULT, columns_of
from hiring.list_filter import ListForm, query_of
from hiring.models import SavedView, Step
from hiring.posting_list import Tally
from postings.choices import Part
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps(posting) -> dict[str, Step]:
    return {step.name: step for step in Step.objects.live().filter(posting=posting)}


def list_url(posting) -> str:
    return reverse("studio:posting_applications", args=[posting.code])


def views_url(posting) -> str:
    return reverse("studio:saved_views", args=[posting.code])


def apply_as(name: str, posting, *, days_ago: int = 0, **fields):
    source = {"sourced": True} if fields.pop("sourced", False) else {}
    return ApplicationFactory(
        posting=posting,
        candidate=CandidateFactory(name=name, email=f"{name.lower()}@example.com", **source),
        received=timezone.now() - timedelta(days=days_ago),
        **fields,
    )


def names_on(response) -> list[str]:
    return [application.candidate.name for application in response.context["page"]]


@pytest.fixture
def three(posting, steps, owner):
    """Ada is new and tagged, Ben waits for long, Cleo was rejected in another step."""
    ada = apply_as("Ada", posting)
    add_tags(candidate=ada.candidate, names=["Rust", "Nantes"], by=owner)
    ben = apply_as("Ben", posting, days_ago=12, sourced=True)
    cleo = apply_as("Cleo", posting, days_ago=20, step=steps["Team"], rejected=True)
    return [ada, ben, cleo]


# Filters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Ada", "Ben", "Cleo"]),
        ({"q": "AD"}, ["Ada"]),
        ({"q": "ben@example"}, ["Ben"]),
        ({"q": "ada ben"}, []),
        ({"q": "%"}, []),
        ({"tag": "rust"}, ["Ada"]),
        ({"tag": "ru"}, []),
        ({"source": "network"}, ["Ben"]),
        ({"source": "nonsense"}, ["Ada", "Ben", "Cleo"]),
        ({"late": "on"}, ["Ben"]),
        ({"state": "rejected"}, ["Cleo"]),
        ({"state": "active", "q": "a"}, ["Ada", "Ben"]),
        ({"step": "nonsense"}, ["Ada", "Ben", "Cleo"]),
        ({"step": "0"}, ["Ada", "Ben", "Cleo"]),
        ({"step": str(2**62)}, ["Ada", "Ben", "Cleo"]),
        ({"since": "yesterday"}, ["Ada", "Ben", "Cleo"]),
        ({"since": "0001-01-01", "until": "9999-12-31"}, ["Ada", "Ben", "Cleo"]),
        ({"sort": "step"}, ["Ben", "Ada", "Cleo"]),
        ({"sort": "-since"}, ["Ada", "Ben", "Cleo"]),
        ({"sort": "source"}, ["Ada", "Cleo", "Ben"]),
    ],
)
def test_the_address_says_who_is_listed(sign_in, owner, posting, three, query, names):
    assert names_on(sign_in(owner).get(list_url(posting), query)) == names


def test_the_step_narrows_and_the_counts_follow_the_other_filters(sign_in, owner, posting, three, steps):
    response = sign_in(owner).get(list_url(posting), {"step": steps["Team"].pk})

    assert names_on(response) == ["Cleo"]
    assert [(state, count) for state, _, count in response.context["tabs"] if count] == [(State.REJECTED, Tally(1))]
    answering = sign_in(owner).get(list_url(posting), {"q": "b"})
    assert [(state, count) for state, _, count in answering.context["tabs"] if count] == [(State.ACTIVE, Tally(1))]


def test_a_step_of_another_posting_is_no_filter(sign_in, owner, posting, three):
    other = ApplicationFactory()

    response = sign_in(owner).get(list_url(posting), {"step": other.step_id})

    assert names_on(response) == ["Ada", "Ben", "Cleo"]
    assert "step" not in response.context["listing"].wanted


@time_machine.travel("2026-11-20 09:00Z", tick=False)
def test_days_are_those_of_the_calendar(sign_in, owner, posting):
    ApplicationFactory(posting=posting, received=datetime(2026, 11, 9, 23, 30, tzinfo=UTC))  # the 10th in Paris
    client = sign_in(owner)

    counts = {
        day: len(names_on(client.get(list_url(posting), {"since": day, "until": day})))
        for day in ("2026-11-09", "2026-11-10")
    }
    assert counts == {"2026-11-09": 0, "2026-11-10": 1}


@pytest.mark.parametrize(("received", "is_late"), [("2026-11-10", False), ("2026-11-09", True)])
def test_an_answer_is_late_after_the_promised_day(sign_in, owner, posting, received, is_late):
    ApplicationFactory(posting=posting, received=datetime.fromisoformat(received).replace(hour=20, tzinfo=UTC))

    with time_machine.travel("2026-11-20 07:00Z"):
        assert bool(names_on(sign_in(owner).get(list_url(posting), {"late": "on"}))) is is_late


def test_nobody_is_late_where_nothing_was_promised(sign_in, recruiter):
    posting = PostingFactory(published=True, owner=recruiter, answer_days=None)
    apply_as("Ada", posting, days_ago=300)

    assert names_on(sign_in(recruiter).get(list_url(posting), {"late": "on"})) == []


def test_a_date_that_is_none_is_told(sign_in, owner, posting, three):
    page = sign_in(owner).get(list_url(posting), {"since": "soon"}).content.decode()

    assert "Enter a date, like 2026-03-02." in page
    assert 'value="soon"' in page


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    query=st.dictionaries(
        st.sampled_from([*ListForm.base_fields, "page", "done"]),
        st.text(max_size=30) | st.integers().map(str) | st.dates().map(str),
        max_size=6,
    )
)
@example(query={"assigned": "\x00"})  # wrong in two ways
def test_any_address_gets_an_answer_and_says_the_same_when_written_again(sign_in, owner, posting, query):
    response = sign_in(owner).get(list_url(posting), query)

    assert response.status_code == 200
    wanted = response.context["listing"].wanted
    again = sign_in(owner).get(f"{list_url(posting)}?{query_of(wanted)}").context["listing"].wanted
    assert again == wanted


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("query", [{}, {"q": "a", "tag": "rust", "since": "2026-01-01", "sort": "screening"}])
def test_the_list_takes_eight_queries_at_most(sign_in, owner, posting, count, query, django_assert_num_queries):
    for number in range(count):
        application = ApplicationFactory(posting=posting, candidate__name=f"Ada {number}")
        add_tags(candidate=application.candidate, names=["Rust", f"Tag {number}"], by=owner)
        save_view(name=f"View {number}", query="state=active", posting=posting, by=owner)
    client = sign_in(owner)

    with django_assert_num_queries(8):  # session, user, kinds, posting, members, steps with counts, rows, saved ones
        client.get(list_url(posting), query)


def test_rows_show_their_tags_in_order(sign_in, owner, posting, three):
    rows = sign_in(owner).get(list_url(posting)).context["page"].object_list

    assert [row.tag_names for row in rows] == [["Nantes", "Rust"], [], []]


def test_a_deep_page_is_there_and_loses_nobody(sign_in, owner, posting):
    moment = timezone.now()
    for _ in range(27):
        ApplicationFactory(posting=posting, received=moment)
    client = sign_in(owner)

    pages = [client.get(list_url(posting), {"page": number, "sort": "since"}) for number in (1, 2)]

    found = [application.pk for page in pages for application in page.context["page"]]
    assert (len(found), len(set(found))) == (27, 27)


# Columns ---------------------------------------------------------------------------------------------


def columns_url(posting) -> str:
    return reverse("studio:list_columns", args=[posting.code])


def test_somebody_s_columns_are_kept_for_them_alone(sign_in, owner, posting, three, lead):
    response = sign_in(owner).post(f"{columns_url(posting)}?state=active", {"columns": ["source", "received"]})

    assert response["Location"] == f"{list_url(posting)}?state=active"
    shown = sign_in(owner).get(list_url(posting)).context["with_columns"]
    assert [column for column, _label in shown] == ["received", "source"]
    assert columns_of(lead) == list(DEFAULT)


def test_all_columns_may_go_and_all_may_come(sign_in, owner, posting, three):
    client = sign_in(owner)
    client.post(columns_url(posting))
    assert client.get(list_url(posting)).context["with_columns"] == []

    client.post(columns_url(posting), {"columns": list(COLUMNS)})
    page = client.get(list_url(posting)).content.decode()
    assert [str(label) for label in COLUMNS.values() if f'data-label="{label}"' not in page] == []


def test_a_column_that_there_is_not_changes_nothing(sign_in, owner, posting):
    sign_in(owner).post(columns_url(posting), {"columns": ["nonsense"]})

    owner.refresh_from_db()
    assert columns_of(owner) == list(DEFAULT)


def test_columns_that_went_are_left_out(owner):
    choose_columns(columns=["state", "gone", "received"], by=owner)

    assert columns_of(owner) == ["received", "state"]


# Saved filters ---------------------------------------------------------------------------------------


def save(client, posting, **data):
    return client.post(views_url(posting), {"name": "Late", "place": "mine", "query": "late=on"} | data)


def test_filters_are_saved_and_open_the_list_as_it_was(sign_in, owner, posting, three):
    client = sign_in(owner)

    response = save(client, posting, query="late=on&nonsense=1&page=3&sort=oldest&q=")

    assert response["Location"] == f"{list_url(posting)}?late=on&sort=oldest"
    shown = client.get(response["Location"])
    assert (names_on(shown), [view.name for view in shown.context["views"]]) == (["Ben"], ["Late"])


@pytest.mark.parametrize(
    ("place", "in_this", "in_another", "of_colleague"),
    [("mine", 1, 0, 0), ("team", 1, 0, 1), ("everywhere", 1, 1, 0)],
)
def test_saved_filters_are_for_whom_they_were_saved(
    sign_in, owner, posting, recruiter, place, in_this, in_another, of_colleague
):
    MembershipFactory(posting=posting, user=recruiter, part=Part.HIRING_MANAGER)
    another = PostingFactory(published=True, owner=owner)

    save(sign_in(owner), posting, place=place)

    def count(user, where) -> int:
        return len(sign_in(user).get(list_url(where)).context["views"])

    assert (count(owner, posting), count(owner, another), count(recruiter, posting)) == (
        in_this,
        in_another,
        of_colleague,
    )


def test_a_step_is_left_out_of_filters_for_all_postings(sign_in, owner, posting, steps):
    save(sign_in(owner), posting, place="everywhere", query=f"step={steps['Team'].pk}&late=on")

    assert SavedView.objects.get().query == "late=on"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": ""}, "Enter a name."),
        ({"name": "LATE"}, "You have saved filters of that name already."),
        ({"query": ""}, "Choose filters or an order first"),
        ({"query": "nonsense=1"}, "Choose filters or an order first"),
        ({"place": "nowhere"}, "Select a valid choice"),
        ({"name": "x" * 61}, "at most 60 characters"),
    ],
)
def test_what_can_t_be_saved_is_told_and_kept(sign_in, owner, posting, data, words):
    client = sign_in(owner)
    save(client, posting)

    response = save(client, posting, **data)

    assert (response.status_code, SavedView.objects.count()) == (422, 1)
    assert words in response.content.decode()


def test_two_may_have_filters_of_one_name(sign_in, owner, posting, lead):
    for user in (owner, lead):
        save(sign_in(user), posting)

    assert SavedView.objects.count() == 2


def test_one_s_own_are_renamed_and_deleted(sign_in, owner, posting):
    client = sign_in(owner)
    save(client, posting)
    view = SavedView.objects.get()

    client.post(reverse("studio:rename_view", args=[posting.code, view.pk]), {"name": "  Too   late "})
    view.refresh_from_db()
    assert view.name == "Too late"

    for _ in range(2):
        assert client.post(reverse("studio:delete_view", args=[posting.code, view.pk])).status_code == 302
    assert SavedView.objects.count() == 0


@pytest.mark.parametrize("name", ["", "Other"])
def test_a_name_that_is_none_or_taken_is_told(sign_in, owner, posting, name):
    client = sign_in(owner)
    save(client, posting)
    save(client, posting, name="Other")
    view = SavedView.objects.get(name="Late")

    response = client.post(reverse("studio:rename_view", args=[posting.code, view.pk]), {"name": name})

    view.refresh_from_db()
    assert (response.status_code, view.name) == (422, "Late")


@pytest.mark.parametrize("what", ["rename_view", "delete_view"])
def test_those_of_a_colleague_stay(sign_in, owner, posting, lead, what):
    save(sign_in(owner), posting, place="team")
    view = SavedView.objects.get()

    response = sign_in(lead).post(reverse(f"studio:{what}", args=[posting.code, view.pk]), {"name": "Mine"})

    assert (response.status_code, SavedView.objects.get().name) == (404 if what == "rename_view" else 302, "Late")


@pytest.mark.parametrize("name", ["saved_views", "list_columns"])
def test_another_team_s_list_is_not_there(sign_in, recruiter, posting, name):
    assert sign_in(recruiter).post(reverse(f"studio:{name}", args=[posting.code])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_of_saved_filters_takes_the_same_queries(sign_in, owner, posting, count, django_assert_num_queries):
    for number in range(count):
        save_view(name=f"View {number}", query="late=on", posting=posting, by=owner)
    client = sign_in(owner)

    with django_assert_num_queries(5):
        client.get(views_url(posting))


def test_the_database_keeps_names_apart(owner, posting):
    for where in (posting, None):
        save_view(name="Late", query="late=on", posting=where, by=owner)
        with pytest.raises(ValidationError):
            save_view(name="late", query="late=on", posting=where, by=owner)
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedView.objects.create(name="LATE", query="late=on", posting=where, user=owner)


@pytest.mark.parametrize("fields", [{"name": ""}, {"is_shared": True, "posting": None}])
def test_the_database_refuses_what_makes_no_sense(owner, posting, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedView.objects.create(**{"name": "Late", "query": "late=on", "posting": posting, "user": owner} | fields)


def test_who_moved_is_listed_where_they_are(sign_in, owner, posting, steps, three):
    move_application(application=three[0], to_step=steps["Screening"], by=owner)

    assert names_on(sign_in(owner).get(list_url(posting), {"step": steps["Screening"].pk})) == ["Ada"]


# Who looks at whom -----------------------------------------------------------------------------------


def test_the_assigned_are_found_and_shown(sign_in, owner, posting, three, interviewer):
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    for user in (interviewer, owner):
        assign(application=three[0], user=user, by=owner)
    choose_columns(columns=["assigned"], by=owner)
    client = sign_in(owner)

    asked = {who: names_on(client.get(list_url(posting), {"assigned": who})) for who in ("me", "none", interviewer.pk)}

    assert asked == {"me": ["Ada"], "none": ["Ben", "Cleo"], interviewer.pk: ["Ada"]}
    (row,) = client.get(list_url(posting), {"assigned": "me"}).context["page"]
    assert sorted(row.assigned_names) == sorted([str(interviewer), str(owner)])
    assert names_on(sign_in(interviewer).get(list_url(posting))) == ["Ada"]


def test_where_names_are_hidden_nobody_is_found_by_theirs(sign_in, owner, posting, three):
    type(posting).objects.filter(pk=posting.pk).update(is_blind=True)
    client = sign_in(owner)

    response = client.get(list_url(posting))

    page = response.content.decode()
    assert [name for name in ("Ada", "Ben", "ada@example.com") if name in page] == []
    assert "Cleo" in page  # decided
    assert "Rust" not in page
    assert names_on(client.get(list_url(posting), {"q": "ada"})) == []
    assert names_on(client.get(list_url(posting), {"tag": "rust"})) == []
    code = response.context["page"].object_list[0].shown_name.split()[-1]
    assert names_on(client.get(list_url(posting), {"q": code})) == ["Ada"]
