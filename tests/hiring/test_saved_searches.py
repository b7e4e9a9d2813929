"""Saved searches: kept, opened, renamed, deleted; what is new in each is counted for its owner's eyes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from candidates.actions import add_tags, give_consent, withdraw_consent
from config.jobs import JOBS
from hiring.actions.searches import COUNTED_EVERY, count_new_hits, save_search
from hiring.models import SavedSearch
from hiring.search import index_due
from postings.models import Membership
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

PEOPLE, SEARCHES = "/studio/candidates/people/", "/studio/candidates/searches/"
SAVE = f"{SEARCHES}save/"


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


@pytest.fixture
def own(recruiter):
    return PostingFactory(published=True, owner=recruiter)


@pytest.fixture
def engines(recruiter):
    return save_search(name="Engines", query="q=engines", by=recruiter)


def url_of(name: str, search: SavedSearch) -> str:
    return reverse(f"studio:{name}", args=[search.pk])


def counted(*searches: SavedSearch) -> list[int]:
    """What is new in searches once the sweep has come."""
    index_due()
    SavedSearch.objects.update(counted_at=timezone.now() - COUNTED_EVERY)
    count_new_hits()
    return [SavedSearch.objects.get(pk=search.pk).new_count for search in searches]


def test_a_search_is_saved_from_the_list(client, recruiter):
    page = page_of(client.get(PEOPLE, {"q": "engines", "source": "event", "page": "2"}))
    response = client.post(SAVE, {"name": " Engines ", "query": "q=engines&source=event&page=2&csrf=x&posting="})

    search = SavedSearch.objects.get()
    assert 'value="q=engines&amp;source=event&amp;page=2"' in page
    assert (search.name, search.query, search.owner) == ("Engines", "q=engines&source=event", recruiter)
    assert response["Location"] == f"{PEOPLE}?q=engines&source=event"
    assert "Engines" in page_of(client.get(PEOPLE))


def test_saving_again_under_a_name_takes_its_place(client, engines):
    for _time in range(2):
        client.post(SAVE, {"name": "Engines", "query": "q=steam"})

    assert list(SavedSearch.objects.values_list("name", "query")) == [("Engines", "q=steam")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"name": "", "query": "q=x"}, "Give the search a name."),
        ({"name": "x" * 81, "query": "q=x"}, "at most 80 characters"),
        ({"name": "X", "query": ""}, "There is nothing to save"),
        ({"name": "X", "query": "sort=name&page=3"}, "There is nothing to save"),
        ({"name": "X", "query": "q=" + "x" * 1_000}, "too long to be saved"),
        ({"name": "X", "query": "q=" + "é" * 900}, "too long to be saved"),  # as it stands in an address
    ],
)
def test_what_cant_be_saved_says_why_and_keeps_what_was_typed(client, data, words):
    response = client.post(SAVE, data)

    page = page_of(response)
    assert (response.status_code, words in page, SavedSearch.objects.count()) == (422, True, 0)
    assert f'value="{data["name"]}"' in page or not data["name"]


def test_a_search_is_opened_renamed_and_deleted(client, engines):
    opened = client.get(url_of("saved_search", engines))
    client.post(url_of("rename_search", engines), {"name": "Steam"})
    names = list(SavedSearch.objects.values_list("name", "query"))
    for _time in range(2):
        assert client.post(url_of("delete_search", engines)).status_code == 302

    assert (opened["Location"], names) == (f"{PEOPLE}?q=engines", [("Steam", "q=engines")])
    assert "No saved searches yet" in page_of(client.get(SEARCHES))


def test_a_name_that_another_search_has_is_refused_and_neither_is_lost(client, engines):
    SavedSearch.objects.create(owner=engines.owner, name="Steam", query="q=steam")

    response = client.post(url_of("rename_search", engines), {"name": "Steam"})
    again = client.post(url_of("rename_search", engines), {"name": engines.name})

    assert (response.status_code, again.status_code) == (422, 302)
    assert "You have a saved search of that name already." in page_of(response)
    assert sorted(SavedSearch.objects.values_list("name", "query")) == [("Engines", "q=engines"), ("Steam", "q=steam")]


def test_a_name_that_is_missing_is_asked_for(client, engines):
    response = client.post(url_of("rename_search", engines), {"name": " "})

    assert (response.status_code, "Give the search a name." in page_of(response)) == (422, True)


def test_searches_are_their_owners_alone(sign_in, lead, engines):
    client = sign_in(lead)

    assert client.get(url_of("saved_search", engines)).status_code == 404
    assert client.post(url_of("rename_search", engines), {"name": "Mine"}).status_code == 404
    client.post(url_of("delete_search", engines))
    assert "Engines" not in page_of(client.get(PEOPLE)) + page_of(client.get(SEARCHES))
    assert SavedSearch.objects.get().name == "Engines"


@pytest.mark.parametrize("name", ["save_search", "rename_search", "delete_search"])
def test_what_changes_is_posted(client, engines, name):
    args = [] if name == "save_search" else [engines.pk]

    assert client.get(reverse(f"studio:{name}", args=args)).status_code == 405


def test_a_name_is_once_and_never_empty(engines):
    for name in ("Engines", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            SavedSearch.objects.create(owner=engines.owner, name=name, query="q=x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedSearch.objects.update(new_count=101)


# What is new -----------------------------------------------------------------------------------------


def test_new_hits_are_counted_until_somebody_looks(client, recruiter, own, engines):
    applied = save_search(name="Here", query=f"posting={own.code}", by=recruiter)
    both = save_search(name="Both", query=f"q=engines&posting={own.code}&state=active", by=recruiter)
    ApplicationFactory(posting=own, words="I build engines.")
    ApplicationFactory(posting=own, words="I weave carpets.")

    assert counted(engines, applied, both) == [1, 2, 1]
    assert "1 new" in page_of(client.get(PEOPLE))
    for search in (engines, applied, both):
        client.get(url_of("saved_search", search))
    assert counted(engines, applied, both) == [0, 0, 0]
    assert "1 new" not in page_of(client.get(PEOPLE))


def test_what_was_there_when_it_was_saved_is_not_new(recruiter, own):
    ApplicationFactory(posting=own, words="I build engines.")
    index_due()

    assert counted(save_search(name="Engines", query="q=engines", by=recruiter)) == [0]


def test_very_many_are_not_counted_to_the_end(recruiter, engines, own):
    SavedSearch.objects.update(new_count=100)

    assert SavedSearch.objects.get().new_words == "99+"


def test_only_now_and_then_and_only_for_those_who_work_here(recruiter, engines, own):
    assert count_new_hits() == 0
    SavedSearch.objects.update(counted_at=timezone.now() - timedelta(hours=1))
    recruiter.is_active = False
    recruiter.save()
    assert count_new_hits() == 0
    assert "count-new-hits" in {job.name for job in JOBS}


# Nothing of others -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "query", ["q=engines", "q=eng", "tag=rust", "q=engines&tag=rust", "state=active", "step=inbox"]
)
def test_what_others_see_is_in_no_hit_no_count_and_no_snippet(client, recruiter, own, query):
    search = save_search(name="All", query=query, by=recruiter)
    theirs = ApplicationFactory(words="I build engines.", candidate__name="Theirs")
    add_tags(candidate=theirs.candidate, names=["Rust"], by=theirs.posting.created_by)
    CandidateFactory(name="Theirs too", sourced=True)

    assert counted(search) == [0]
    response = client.get(f"{PEOPLE}?{query}")
    assert (response.context["page"].object_list, response.context["page"].count) == ([], 0)
    assert "Theirs" not in page_of(response)


def test_another_teams_posting_and_step_are_no_choice(client, own):
    theirs = ApplicationFactory(candidate__name="Theirs")
    give_consent(candidate=theirs.candidate, wording="Yes", by=None)  # in the pool: seen, but not as an applicant
    step = theirs.step

    for query in ({"posting": theirs.posting.code}, {"step": str(step.pk)}, {"state": "active"}):
        response = client.get(PEOPLE, query)
        shown = [one.name for one in response.context["page"]]
        assert response.context["filters"].form.errors or shown == []
    assert theirs.posting.code not in page_of(client.get(PEOPLE))
    assert step.name not in page_of(client.get(PEOPLE, {"posting": theirs.posting.code}))


def test_who_leaves_a_posting_counts_and_finds_no_more_there(client, recruiter, own, engines):
    ApplicationFactory(posting=own, words="I build engines.")
    before = counted(engines)
    Membership.objects.all().delete()

    assert (before, counted(engines)) == ([1], [0])
    assert client.get(PEOPLE, {"q": "engines"}).context["page"].count == 0


def test_who_takes_consent_back_is_in_no_count(recruiter, engines):
    person = CandidateFactory(name="Engines", sourced=True)
    consent = give_consent(candidate=person, wording="Yes", by=None)
    before = counted(engines)
    withdraw_consent(consent=consent, by=None)

    assert (before, counted(engines)) == ([1], [0])


# Filters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("asked", [{}, {"q": "go"}, {"q": "go", "sort": "name"}])
@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"posting": True}, {"Ada", "Ben"}),
        ({"posting": True, "state": "hired"}, {"Ben"}),
        ({"posting": True, "step": True}, {"Ada", "Ben"}),
        ({"step": "offer"}, set()),
        ({"step": "inbox", "state": "active"}, {"Ada", "Cyd"}),
        ({"tag": "RUST"}, {"Ada"}),
        ({"tag": "ruby"}, set()),
        ({"source": "event"}, {"Ben"}),
        ({"since": "2026-03-02"}, {"Ben", "Cyd"}),
        ({"until": "2026-03-02"}, {"Ada", "Ben"}),
        ({"since": "2026-03-02", "until": "2026-03-02"}, {"Ben"}),
        ({"since": "soon"}, {"Ada", "Ben", "Cyd"}),
        ({"pool": "yes"}, {"Cyd"}),
        ({"pool": "no"}, {"Ada", "Ben"}),
        ({"pool": "no", "tag": "rust", "state": "active"}, {"Ada"}),
    ],
)
def test_filters_narrow_with_and_without_words(sign_in, lead, own, asked, query, names):
    from datetime import UTC, datetime

    for day, (name, where, state) in enumerate((("Ada", own, ""), ("Ben", own, "hired"), ("Cyd", None, ""))):
        made = ApplicationFactory(
            candidate__name=name,
            words="Go",
            **({"posting": where} if where else {}),
            **({state: True} if state else {}),
        )
        person = type(made.candidate).objects.filter(pk=made.candidate_id)
        person.update(
            created_at=datetime(2026, 3, 1 + day, 12, tzinfo=UTC), source="event" if name == "Ben" else "other"
        )
        if name == "Ada":
            add_tags(candidate=made.candidate, names=["Rust"], by=lead)
        if name == "Cyd":
            give_consent(candidate=made.candidate, wording="Yes", by=None)
    index_due()
    known = {"posting": own.code, "step": str(own.steps.get(kind="inbox").pk)}
    query = {key: known[key] if value is True else value for key, value in query.items()}

    page = sign_in(lead).get(PEOPLE, query | asked).context["page"]

    assert {person.name for person in page} == names
    assert page.count == len(names)


@pytest.mark.parametrize("count", [1, 3])
def test_everything_at_once_takes_eight_queries(sign_in, recruiter, own, count, django_assert_num_queries):
    for number in range(count):
        save_search(name=f"Search {number}", query="q=ada", by=recruiter)
        made = ApplicationFactory(posting=own, candidate__name=f"Ada {number}")
        add_tags(candidate=made.candidate, names=["Rust", "Go"], by=recruiter)
    index_due()
    client = sign_in(recruiter)
    query = {"q": "ada -carpets", "posting": own.code, "step": "inbox", "state": "active", "tag": "rust", "pool": "no"}

    with django_assert_num_queries(8):
        response = client.get(PEOPLE, query)

    assert len(response.context["page"]) == count


def test_a_new_user_has_none(sign_in):
    assert "Change saved searches" not in page_of(sign_in(UserFactory(recruiter=True)).get(PEOPLE))
