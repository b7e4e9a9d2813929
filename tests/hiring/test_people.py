"""People: who sees whom, the lists, and the page of one."""

import pytest
from django.urls import reverse

from candidates.actions import add_tags, give_consent, withdraw_consent
from candidates.models import Candidate, Document
from hiring import paging, people_list
from hiring.actions import erase_candidate
from hiring.search import index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

PEOPLE = "/studio/candidates/people/"
POOL = "/studio/candidates/pool/"


def names_on(response) -> list[str]:
    return [candidate.name for candidate in response.context["page"]]


def agree(candidate: Candidate):
    return give_consent(candidate=candidate, wording="Marée may keep my data.", by=None)


def person_url(candidate: Candidate) -> str:
    return reverse("studio:person", args=[candidate.pk])


@pytest.fixture
def people(posting):
    """Somebody of each kind, by name: what the user's scope is asked about."""
    agreed, gone = CandidateFactory(name="agreed"), CandidateFactory(name="gone")
    agree(agreed)
    agree(gone)
    erase_candidate(candidate=gone, by=None)
    return {
        "ours": ApplicationFactory(posting=posting, candidate=CandidateFactory(name="ours")).candidate,
        "theirs": ApplicationFactory(candidate=CandidateFactory(name="theirs")).candidate,
        "agreed": agreed,
        "by others": CandidateFactory(name="by others", sourced=True),
        "by me": CandidateFactory(name="by me", sourced=True, added_by=posting.created_by),
    }


def a_member(posting, part: Part, **kind):
    return MembershipFactory(posting=posting, part=part, user=UserFactory(**kind)).user


# Scope -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "visible", "editable"),
    [
        ("owner", {"ours", "agreed", "by me"}, {"ours", "agreed", "by me"}),
        ("lead", {"ours", "theirs", "agreed", "by others", "by me"}, None),
        ("stranger", {"agreed"}, {"agreed"}),
        ("recruiter who reads", {"ours", "agreed"}, {"agreed"}),
        ("hiring manager", {"ours"}, set()),
        ("interviewer", set(), set()),
        ("curator", set(), set()),
        ("gone", set(), set()),
    ],
)
def test_who_sees_whom(posting, people, lead, recruiter, curator, who, visible, editable):
    user = {
        "owner": lambda: posting.created_by,
        "lead": lambda: lead,
        "stranger": lambda: recruiter,
        "recruiter who reads": lambda: a_member(posting, Part.HIRING_MANAGER, recruiter=True),
        "hiring manager": lambda: a_member(posting, Part.HIRING_MANAGER, hiring_manager=True),
        "interviewer": lambda: a_member(posting, Part.INTERVIEWER, interviewer=True),
        "curator": lambda: curator,
        "gone": lambda: UserFactory(lead=True, is_active=False),
    }[who]()

    assert {one.name for one in Candidate.objects.visible_to(user)} == visible
    assert {one.name for one in Candidate.objects.editable_by(user)} == (visible if editable is None else editable)


def test_a_file_is_seen_with_its_application_or_its_person(posting, people, recruiter, lead):
    owner = posting.created_by
    own, other = people["ours"].documents.get(), people["theirs"].documents.get()
    alone = DocumentFactory(candidate=people["by me"])
    kept = ApplicationFactory(candidate=people["agreed"]).cv
    elsewhere = ApplicationFactory(candidate=people["ours"]).cv
    manager = a_member(posting, Part.HIRING_MANAGER, hiring_manager=True)

    assert set(Document.objects.visible_to(owner)) == {own, alone, kept}
    assert set(Document.objects.visible_to(recruiter)) == {kept}
    assert set(Document.objects.visible_to(manager)) == {own}
    assert set(Document.objects.visible_to(lead)) == {own, other, alone, kept, elsewhere}


# The lists -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, ["Grace Hopper", "Ada Lovelace"]),
        ({"sort": "name"}, ["Ada Lovelace", "Grace Hopper"]),
        ({"sort": "nonsense"}, ["Grace Hopper", "Ada Lovelace"]),
        ({"q": "ada LOVE"}, ["Ada Lovelace"]),
        ({"q": "grace@"}, ["Grace Hopper"]),
        ({"q": "45 67"}, ["Ada Lovelace"]),
        ({"q": "100%"}, []),
        ({"source": "network"}, ["Grace Hopper"]),
        ({"source": "nonsense"}, ["Grace Hopper", "Ada Lovelace"]),
        ({"pool": "yes"}, ["Ada Lovelace"]),
    ],
)
def test_people_are_found(sign_in, lead, query, names):
    agree(CandidateFactory(name="Ada Lovelace", email="ada@example.com", phone="+33 1 23 45 67 89"))
    CandidateFactory(name="Grace Hopper", email="grace@example.com", sourced=True)
    index_due()

    assert names_on(sign_in(lead).get(PEOPLE, query)) == names


@pytest.mark.parametrize("url", [PEOPLE, POOL])
def test_a_list_is_for_reading_by_those_signed_in(client, sign_in, recruiter, url):
    assert client.get(url)["Location"] == f"/accounts/login/?next={url}"
    assert sign_in(recruiter).post(url).status_code == 405


def test_other_teams_applications_leave_no_trace_in_a_list(sign_in, recruiter, people):
    ApplicationFactory(candidate=people["agreed"])

    response = sign_in(recruiter).get(PEOPLE)

    assert [(one.name, one.last_applied_at) for one in response.context["page"]] == [("agreed", None)]


def test_who_takes_consent_back_is_gone_from_the_pool_at_once(sign_in, recruiter, people):
    client = sign_in(recruiter)
    before = names_on(client.get(POOL))

    withdraw_consent(consent=people["agreed"].consents.get(), by=None)

    assert (before, names_on(client.get(POOL)), names_on(client.get(PEOPLE))) == (["agreed"], [], [])
    assert client.get(person_url(people["agreed"])).status_code == 404


@pytest.mark.parametrize(("query", "words"), [({}, "Nobody has agreed yet"), ({"q": "x"}, "Nobody fits all of this")])
def test_an_empty_pool_says_what_comes_there(sign_in, recruiter, query, words):
    assert words in page_of(sign_in(recruiter).get(POOL, query))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(PEOPLE, 7), (POOL, 7)])
def test_a_list_takes_the_same_queries(sign_in, recruiter, django_assert_num_queries, url, queries, count):
    for _ in range(count):
        agree(ApplicationFactory(posting=PostingFactory(published=True, owner=recruiter)).candidate)
    client = sign_in(recruiter)

    with django_assert_num_queries(queries):
        assert len(names_on(client.get(url))) == count


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("url", "queries"), [(f"{PEOPLE}?tag=climber", 8), (POOL, 8)])
def test_a_list_of_few_among_very_many_takes_the_same_queries(
    sign_in, posting, django_assert_num_queries, url, queries, count
):
    for _ in range(count):
        candidate = ApplicationFactory(posting=posting).candidate
        agree(candidate)
        add_tags(candidate=candidate, names=["climber"], by=posting.created_by)
    client = sign_in(a_member(posting, Part.HIRING_MANAGER))

    with django_assert_num_queries(queries):
        assert len(names_on(client.get(url))) == count


@pytest.mark.parametrize("who", ["lead", "hiring manager"])
def test_a_tag_that_more_have_than_a_page_shows_takes_no_query_more(
    sign_in, lead, posting, monkeypatch, django_assert_num_queries, who
):
    monkeypatch.setattr(paging.part_of, "__kwdefaults__", paging.part_of.__kwdefaults__ | {"size": 2})
    for _ in range(3):
        add_tags(candidate=ApplicationFactory(posting=posting).candidate, names=["climber"], by=lead)
    client = sign_in(lead if who == "lead" else a_member(posting, Part.HIRING_MANAGER))

    with django_assert_num_queries(8):
        page = client.get(PEOPLE, {"tag": "climber"}).context["page"]

    assert (len(page), page.count, page.is_many, page.next is None) == (2, 3, False, False)


@pytest.mark.parametrize("few", [0, 2_000])
@pytest.mark.parametrize(
    ("who", "tagged", "in_pool"),
    [
        ("owner", ["agreed", "by me", "ours"], ["agreed"]),
        ("lead", ["agreed", "by me", "by others", "ours", "theirs"], ["agreed"]),
        ("hiring manager", ["ours"], []),
        ("interviewer", [], []),
        ("curator", [], []),
    ],
)
def test_few_among_very_many_are_those_whom_the_user_sees(
    sign_in, monkeypatch, posting, people, lead, curator, few, who, tagged, in_pool
):
    monkeypatch.setattr(people_list, "FEW", few)
    for candidate in people.values():
        add_tags(candidate=candidate, names=["Climber"], by=lead)
    user = {
        "owner": posting.created_by,
        "lead": lead,
        "hiring manager": a_member(posting, Part.HIRING_MANAGER),
        "interviewer": a_member(posting, Part.INTERVIEWER),
        "curator": curator,
    }[who]
    client = sign_in(user)

    pages = [client.get(PEOPLE, {"tag": "climber", "sort": "name"}), client.get(POOL, {"tag": "climber"})]
    pages.append(client.get(POOL))

    assert [names_on(page) for page in pages] == [tagged, in_pool, in_pool]
    assert [page.context["page"].count for page in pages] == [len(tagged), len(in_pool), len(in_pool)]


def test_a_hiring_managers_pool_is_of_their_own_postings(sign_in, posting, people):
    agree(people["ours"])
    agree(people["theirs"])
    manager = a_member(posting, Part.HIRING_MANAGER)

    assert names_on(sign_in(manager).get(POOL)) == ["ours"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_after_somebody_who_is_gone_takes_the_same_queries(sign_in, recruiter, django_assert_num_queries, count):
    stranger = CandidateFactory()
    for _ in range(count):
        ApplicationFactory(posting=PostingFactory(published=True, owner=recruiter))
    client = sign_in(recruiter)

    with django_assert_num_queries(8):
        assert len(names_on(client.get(PEOPLE, {"after": stranger.pk}))) == count


# The page of one -------------------------------------------------------------------------------------


def test_the_page_shows_the_person_and_what_one_may_see(sign_in, posting, people):
    person = people["ours"]
    Candidate.objects.filter(pk=person.pk).update(source="event", source_note="At a meet-up", phone="+33 1 22 33 44 55")
    other = ApplicationFactory(candidate=person, posting=PostingFactory(published=True, company__name="Rival"))

    response = sign_in(posting.created_by).get(person_url(person))

    page = page_of(response)
    assert [words for words in ("At a meet-up", "+33 1 22 33 44 55", person.email, "Marée") if words not in page] == []
    assert "Rival" not in page
    assert list(response.context["applications"]) == list(person.applications.exclude(pk=other.pk))
    assert list(response.context["documents"]) == [person.applications.get(posting=posting).cv]


@pytest.mark.parametrize("name", ["theirs", "by others"])
def test_another_teams_person_is_not_found(sign_in, posting, people, name):
    assert sign_in(posting.created_by).get(person_url(people[name])).status_code == 404


def test_the_page_is_for_reading(sign_in, lead, people):
    assert sign_in(lead).post(person_url(people["ours"])).status_code == 405


def test_a_person_without_an_address_has_a_page(sign_in, recruiter):
    person = CandidateFactory(sourced=True, added_by=recruiter, email=None, phone="+33 1 22 33 44 55")

    page = page_of(sign_in(recruiter).get(person_url(person)))

    assert ("not known" in page, "mailto:" in page) == (True, False)


def test_the_application_leads_to_the_person(sign_in, posting):
    application = ApplicationFactory(posting=posting)

    page = page_of(sign_in(posting.created_by).get(application.get_absolute_url()))

    assert f'<a href="{person_url(application.candidate)}">All about this person</a>' in page


def test_a_file_that_came_with_no_application_leads_back_to_the_person(sign_in, recruiter):
    document = DocumentFactory(candidate=CandidateFactory(sourced=True, added_by=recruiter))

    page = page_of(sign_in(recruiter).get(reverse("studio:read_document", args=[document.pk])))

    assert f'href="{person_url(document.candidate)}"' in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries(sign_in, recruiter, django_assert_num_queries, count):
    person = CandidateFactory(sourced=True, added_by=recruiter)
    for _ in range(count):
        ApplicationFactory(candidate=person, posting=PostingFactory(published=True, owner=recruiter))
    client = sign_in(recruiter)

    with django_assert_num_queries(19):
        assert len(client.get(person_url(person)).context["applications"]) == count


def test_a_lead_erases_somebody_without_an_address(lead):
    person = CandidateFactory(sourced=True, email=None, phone="+33 1 22 33 44 55", source_note="A fair", told_how="x")

    done = erase_candidate(candidate=person, by=lead)

    person.refresh_from_db()
    assert (done, person.phone, person.source_note, person.told_how, person.tell_by) == (True, "", "", "", None)


def test_how_long_data_is_kept_tells_nothing_of_other_teams_applications(sign_in, recruiter, people):
    ApplicationFactory(candidate=people["agreed"])

    page = page_of(sign_in(recruiter).get(person_url(people["agreed"])))

    assert ("Kept for now." in page, "an application is open" in page) == (True, False)
