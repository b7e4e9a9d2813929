"""Scorecards: one verdict a person, given without reading others', and what they come to."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import AuditEvent
from hiring.actions import erase_candidate, merge_candidates, move_application, undo_merge
from hiring.actions.assigning import assign
from hiring.actions.scoring import ScorecardRefused, give_verdict
from hiring.archive import data_of
from hiring.board import board_of, on_board
from hiring.choices import State
from hiring.models import Application, Scorecard
from hiring.posting_list import Listing
from hiring.ratings import rating_read, rating_words
from postings.choices import Part
from postings.models import Posting
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.interviews import ScorecardFactory
from tests.factories.postings import MembershipFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def application(posting):
    return ApplicationFactory(posting=posting, candidate=CandidateFactory(name="Ada Lovelace"))


@pytest.fixture
def manager(posting):
    user = UserFactory(hiring_manager=True, name="Max Manager")
    return MembershipFactory(posting=posting, user=user, part=Part.HIRING_MANAGER).user


@pytest.fixture
def iris(posting, application, owner):
    user = UserFactory(interviewer=True, name="Iris Interviewer")
    MembershipFactory(posting=posting, user=user, part=Part.INTERVIEWER)
    assign(application=application, user=user, by=owner)
    return user


def url_of(application) -> str:
    return reverse("studio:scorecard", args=[application.pk])


def as_seen(posting, user) -> Posting:
    posting.may_review = Posting.objects.reviewable_by(user).filter(pk=posting.pk).exists()
    return posting


def rating_on_board(posting, user) -> list[str]:
    shown = as_seen(posting, user)
    columns = board_of(shown, user, on_board(shown, user)).columns
    return [card.rating for column in columns for card in column.cards]


def rating_in_list(posting, user) -> list[str]:
    listing = Listing({}, posting=posting, user=user)
    return [rating_read(row.rated) for row in listing.rows(listing.keys())]


# Giving one ------------------------------------------------------------------------------------------


def test_one_gives_a_verdict_once_and_changes_it(sign_in, iris, application):
    client, url = sign_in(iris), url_of(application)
    for data in (
        {"verdict": "3", "words": "Clear."},
        {"verdict": "3", "words": "Clear."},
        {"verdict": "4", "words": "!"},
    ):
        response = client.post(url, data)

    card = Scorecard.objects.get()
    assert response["Location"] == f"{application.get_absolute_url()}#scorecards"
    assert (card.by, card.verdict, card.words, card.edited_at is not None) == (iris, 4, "!", True)
    events = AuditEvent.objects.filter(action__startswith="scorecard").order_by("pk")
    assert [(event.action, event.actor_id) for event in events] == [
        ("scorecard", iris.pk),
        ("scorecard_changed", iris.pk),
    ]
    page = client.get(url).text
    assert ('value="4"' in page, "checked" in page) == (True, True)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"words": "Kept words."}, "Choose a verdict."),
        ({"verdict": "5", "words": "Kept words."}, "not one of the available choices"),
        ({"verdict": "2.5", "words": "Kept words."}, "not one of the available choices"),
        ({"verdict": "3"}, "Say why in a few words."),
        ({"verdict": "3", "words": " \n "}, "Say why in a few words."),
        ({"verdict": "3", "words": "x" * 4001}, "at most 4000"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(sign_in, owner, application, data, says):
    response = sign_in(owner).post(url_of(application), data)

    assert (response.status_code, says in response.text, Scorecard.objects.exists()) == (422, True, False)
    assert ("Kept words." in response.text) == (data.get("words") == "Kept words.")


@pytest.mark.parametrize("state", [State.HIRED, State.REJECTED])
def test_none_comes_after_the_decision(sign_in, owner, iris, application, state):
    reason = shipped_reason("skills") if state == State.REJECTED else None
    ScorecardFactory(application=application, by=iris, words="First words.")
    move_application(application=application, to_state=state, by=owner, reason=reason)

    response = sign_in(iris).post(url_of(application), {"verdict": "1", "words": "Later words."})

    assert (response.status_code, "can’t be given any more" in response.text) == (422, True)
    assert "Later words." in response.text
    assert Scorecard.objects.get().words == "First words."
    page = sign_in(iris).get(url_of(application)).text
    assert ("can’t be given any more" in page, "<textarea" in page) == (True, False)
    with pytest.raises(ScorecardRefused):
        give_verdict(application=application, verdict=3, words="Late.", by=owner)


def test_who_does_not_see_the_application_gives_none(sign_in, recruiter, lead, iris, posting):
    other = ApplicationFactory(posting=posting)

    assert [sign_in(user).get(url_of(other)).status_code for user in (recruiter, iris, lead)] == [404, 404, 404]


# Reading others' -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "own", "assigned", "decided", "reads"),
    [
        ("iris", False, True, False, False),
        ("iris", True, True, False, True),
        ("iris", False, True, True, True),
        ("manager", False, False, False, False),
        ("manager", True, False, False, True),
        ("manager", False, False, True, True),
        ("owner", False, False, False, True),
        ("owner", False, True, False, False),
        ("owner", True, True, False, True),
        ("lead", False, False, False, True),
    ],
)
def test_verdicts_are_given_independently(
    request, sign_in, posting, owner, iris, application, who, own, assigned, decided, reads
):
    user = request.getfixturevalue(who)
    if assigned:
        assign(application=application, user=user, by=owner)
    if own:
        ScorecardFactory(application=application, by=user, verdict=2)
    ScorecardFactory(application=application, verdict=4, words="Others say so.")
    if decided:
        move_application(application=application, to_state=State.HIRED, by=owner)
    average = (3.0, 2) if own else (4.0, 1)

    page = sign_in(user).get(application.get_absolute_url()).text

    assert ("Others say so." in page, "Strong yes" in page) == (reads, reads)
    assert ("Rating so far" in page) == reads
    assert rating_in_list(posting, user) == [rating_words(*average) if reads else ""]
    if not decided:
        assert rating_on_board(posting, user) == rating_in_list(posting, user)


def test_the_candidate_reads_none(client, application):
    ScorecardFactory(application=application, words="Not for them.")

    page = client.get(reverse("hiring:mine", args=[application.token])).text

    assert ("Not for them." in page, "Scorecard" in page) == (False, False)


def test_words_do_not_name_who_is_screened_without_a_name(sign_in, owner, application):
    application.posting.is_blind = True
    application.posting.save(update_fields=["is_blind"])
    ScorecardFactory(application=application, words="Ada Lovelace knows engines.")

    pages = [sign_in(owner).get(url).text for url in (application.get_absolute_url(), url_of(application))]

    assert ["Lovelace" in page for page in pages] == [False, False]
    assert "knows engines" in pages[0]


# The rating ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("average", "count", "words"),
    [
        (0, 0, ""),
        (3, 1, "3 of 4, 1 scorecard"),
        (3.5, 2, "3.5 of 4, 2 scorecards"),
        (2.6666, 3, "2.7 of 4, 3 scorecards"),
        (3.96, 25, "4 of 4, 25 scorecards"),
    ],
)
def test_a_rating_in_words(average, count, words):
    assert rating_words(average, count) == words


def test_the_list_shows_and_sorts_by_it(sign_in, posting, owner):
    low, none, high = ApplicationFactory.create_batch(3, posting=posting)
    ScorecardFactory(application=low, verdict=1)
    for verdict in (4, 3):
        ScorecardFactory(application=high, verdict=verdict)
    owner.preferences = {"application_columns": ["rating"]}
    owner.save()

    def keys(sort: str) -> list[int]:
        found = Listing({"sort": sort}, posting=posting, user=owner).keys()
        return list(found.values_list("pk", flat=True))

    assert (keys("-rating"), keys("rating")) == ([high.pk, low.pk, none.pk], [none.pk, low.pk, high.pk])
    page = sign_in(owner).get(reverse("studio:posting_applications", args=[posting.code]), {"sort": "-rating"}).text
    assert page.index("3.5 of 4, 2 scorecards") < page.index("1 of 4, 1 scorecard")


@pytest.mark.parametrize("count", [1, 3])
def test_the_board_takes_the_same_queries(posting, owner, count, django_assert_num_queries):
    for application in ApplicationFactory.create_batch(count, posting=posting):
        ScorecardFactory.create_batch(2, application=application)
    shown = as_seen(posting, owner)

    with django_assert_num_queries(3):  # steps, their first cards, what stands beside the names
        columns = board_of(shown, owner, Application.objects.filter(posting=posting)).columns
        ratings = [card.rating for column in columns for card in column.cards]
    assert ratings == ["3 of 4, 2 scorecards"] * count


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, owner, application, count, django_assert_num_queries):
    ScorecardFactory.create_batch(count, application=application)
    client = sign_in(owner)

    with django_assert_num_queries(14):
        client.get(application.get_absolute_url())


@pytest.mark.parametrize(
    ("name", "fields"),
    [("scorecard_verdict_on_scale", {"verdict": 0}), ("scorecard_has_words", {"words": ""})],
)
def test_the_database_refuses_nonsense(application, name, fields):
    ScorecardFactory(application=application)

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Scorecard.objects.update(**fields)


def test_there_is_one_a_person(application):
    card = ScorecardFactory(application=application)

    with pytest.raises(IntegrityError, match=r"scorecard_once|UNIQUE"), transaction.atomic():
        ScorecardFactory(application=application, by=card.by)


# The person ------------------------------------------------------------------------------------------


def test_they_are_in_the_archive_without_who_wrote_them_and_go_with_the_person(application, lead, iris):
    ScorecardFactory(application=application, by=iris, words="Knows engines.")

    data = data_of(application.candidate)
    erase_candidate(candidate=application.candidate, by=lead)

    (card,) = data["applications"][0]["scorecards"]
    assert (card["verdict"], card["words"], "Iris" in str(data)) == ("Yes", "Knows engines.", False)
    assert Scorecard.objects.count() == 0


def test_they_follow_to_the_application_that_counts_and_back(posting, owner, application, iris):
    twin = ApplicationFactory(posting=posting)
    both = [ScorecardFactory(application=one, by=iris) for one in (application, twin)]
    others = [ScorecardFactory(application=one) for one in (application, twin)]

    merge = merge_candidates(survivor=application.candidate, other=twin.candidate, by=owner)
    (counts,) = Application.objects.visible_to(owner).filter(posting=posting)
    count, (shown,) = counts.scorecards.count(), rating_in_list(posting, owner)
    undo_merge(merge=merge, by=owner)

    assert (count, shown) == (3, rating_words(3.0, 3))
    assert [Scorecard.objects.get(pk=card.pk).application_id for card in (*both, *others)] == [
        application.pk,
        twin.pk,
    ] * 2


@pytest.mark.parametrize(("sort", "lookups"), [("", 1), ("rating", 3)])
def test_a_list_looks_for_verdicts_once(posting, owner, sort, lookups):
    """Sorted by them it needs a number as well, to find whom the page shows and to put those in order."""
    listing = Listing({"sort": sort}, posting=posting, user=owner)

    sql = str(listing.rows(listing.keys()[:25]).query)

    assert (sql.count("AVG("), sql.count("GROUP BY")) == (lookups, lookups + 1)  # answers that put one last are counted
