"""Tags: put on, taken off, found by, renamed, merged, deleted."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from candidates.actions import add_tags, rename_tag
from candidates.models import Candidate, Tag
from hiring.actions import erase_candidate
from postings.choices import Part
from tests.factories.candidates import CandidateFactory, TagFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import MembershipFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db

PEOPLE, TAGS = "/studio/candidates/people/", "/studio/candidates/tags/"


@pytest.fixture
def person(recruiter):
    return CandidateFactory(name="Ada", sourced=True, added_by=recruiter)


@pytest.fixture
def client(sign_in, recruiter):
    return sign_in(recruiter)


def url_of(name: str, key: int) -> str:
    return reverse(f"studio:{name}", args=[key])


def tags_of(candidate) -> list[str]:
    return [tag.name for tag in candidate.tags.all()]


# On somebody -----------------------------------------------------------------------------------------


def test_tags_are_made_by_typing_them(client, person):
    TagFactory(name="Rust")

    response = client.post(url_of("add_tags", person.pk), {"tags": " rust,  Speaks  well ,, #nantes,RUST"})

    assert response["Location"] == f"{person.get_absolute_url()}#tags"
    assert tags_of(person) == ["nantes", "Rust", "Speaks well"]
    assert "Speaks well" in page_of(client.get(person.get_absolute_url()))
    assert "Speaks well" in page_of(client.get(PEOPLE))


def test_a_tag_is_put_on_and_taken_off_once(client, person):
    for _time in range(2):
        client.post(url_of("add_tags", person.pk), {"tags": "Rust"})
    tag = Tag.objects.get()

    for _time in range(2):
        assert client.post(url_of("remove_tag", person.pk), {"tag": tag.pk}).status_code == 302

    assert (tags_of(person), Tag.objects.count()) == ([], 1)


@pytest.mark.parametrize("key", ["", "x", "9" * 30, "0"])
def test_a_tag_that_is_none_changes_nothing(client, person, key):
    add_tags(candidate=person, names=["Rust"], by=person.added_by)

    assert client.post(url_of("remove_tag", person.pk), {"tag": key}).status_code == 302
    assert tags_of(person) == ["Rust"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [("", "Type a tag."), (" ,# ", "Type a tag."), ("x" * 41, "too long"), (",".join("abcdefghijk"), "at most")],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(client, person, typed, words):
    response = client.post(url_of("add_tags", person.pk), {"tags": typed})

    assert response.status_code == 422
    assert words in page_of(response)
    assert response.context["form"]["tags"].value() == typed
    assert not Tag.objects.exists()


def test_from_an_applications_page_one_comes_back_there(sign_in, posting):
    application = ApplicationFactory(posting=posting)
    other = ApplicationFactory(candidate=application.candidate)
    client = sign_in(posting.created_by)
    url = url_of("add_tags", application.candidate_id)

    own = client.post(url, {"tags": "Rust", "application": application.pk})
    theirs = client.post(url, {"tags": "Rust", "application": other.pk})

    assert own["Location"] == f"{application.get_absolute_url()}#tags"
    assert theirs["Location"] == f"{application.candidate.get_absolute_url()}#tags"
    assert "Rust" in page_of(client.get(application.get_absolute_url()))


@pytest.mark.parametrize("name", ["add_tags", "remove_tag"])
def test_another_teams_person_is_not_found(client, person, sign_in, name):
    theirs = CandidateFactory(sourced=True)

    assert client.post(url_of(name, theirs.pk), {"tags": "Rust", "tag": "1"}).status_code == 404
    assert client.get(url_of(name, person.pk)).status_code == 405
    assert not Tag.objects.exists()


def test_a_hiring_manager_reads_tags(sign_in, hiring_manager, posting):
    MembershipFactory(posting=posting, user=hiring_manager, part=Part.HIRING_MANAGER)
    application = ApplicationFactory(posting=posting)
    add_tags(candidate=application.candidate, names=["Rust"], by=posting.created_by)
    client = sign_in(hiring_manager)

    page = page_of(client.get(application.get_absolute_url()))

    assert ("Rust" in page, "Add tags" in page) == (True, False)
    assert client.post(url_of("add_tags", application.candidate_id), {"tags": "x"}).status_code == 404


# Finding ---------------------------------------------------------------------------------------------


def test_people_are_found_by_tag(client, recruiter, person):
    CandidateFactory(sourced=True, added_by=recruiter)
    (tag,) = add_tags(candidate=person, names=["Rust"], by=recruiter)

    assert [one.name for one in client.get(PEOPLE, {"tag": tag.name.upper()}).context["page"]] == ["Ada"]


def test_tags_of_people_whom_one_cant_see_are_no_choice(client, recruiter, person, lead):
    stranger = CandidateFactory(sourced=True)
    add_tags(candidate=stranger, names=["Secret"], by=stranger.added_by)
    add_tags(candidate=person, names=["Rust"], by=lead)
    TagFactory(name="Mine", created_by=recruiter)

    assert [tag.name for tag in Tag.objects.visible_to(recruiter)] == ["Mine", "Rust"]
    assert [tag.name for tag in Tag.objects.visible_to(lead)] == ["Mine", "Rust", "Secret"]
    assert "Secret" not in page_of(client.get(PEOPLE)) + page_of(client.get(person.get_absolute_url()))
    assert page_of(client.get(reverse("studio:tag_choices"))).split("\n")[-2:] == [
        '<option value="Mine"></option><option value="Rust"></option>',
        "",
    ]
    assert client.get(PEOPLE, {"tag": "Secret"}).context["page"].object_list == []


# Keeping them tidy -----------------------------------------------------------------------------------


def test_a_lead_renames_a_tag(sign_in, lead, person):
    (tag,) = add_tags(candidate=person, names=["rust"], by=lead)

    for _time in range(2):
        sign_in(lead).post(url_of("rename_tag", tag.pk), {"name": "Rust"})

    assert tags_of(person) == ["Rust"]


def test_a_tag_given_the_name_of_another_becomes_one_with_it(lead, person):
    other = CandidateFactory()
    (old, _rust) = add_tags(candidate=person, names=["rustlang", "Rust"], by=lead)
    add_tags(candidate=other, names=["rustlang"], by=lead)

    left = rename_tag(tag=old, name="RUST", by=lead)

    assert (left.name, tags_of(person), tags_of(other)) == ("Rust", ["Rust"], ["Rust"])


@pytest.mark.parametrize("name", ["", " # ", "x" * 41])
def test_a_name_that_is_none_is_refused(sign_in, lead, name):
    tag = TagFactory(name="Rust")

    response = sign_in(lead).post(url_of("rename_tag", tag.pk), {"name": name})

    tag.refresh_from_db()
    assert (response.status_code, tag.name) == (422, "Rust")


def test_a_lead_deletes_a_tag_once(sign_in, lead, person):
    (tag,) = add_tags(candidate=person, names=["Rust"], by=lead)

    codes = [sign_in(lead).post(url_of("delete_tag", tag.pk)).status_code for _time in range(2)]

    assert (codes, tags_of(person)) == ([302, 302], [])


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tags_takes_the_same_queries(sign_in, lead, django_assert_num_queries, count):
    TagFactory.create_batch(count)
    client = sign_in(lead)

    with django_assert_num_queries(4):
        assert len(client.get(TAGS).context["rows"]) == count


def test_the_list_of_tags_is_in_order_of_their_names(sign_in, lead):
    for name in ("web", "Rust", "api"):
        TagFactory(name=name)

    assert [tag.name for tag, _form in sign_in(lead).get(TAGS).context["rows"]] == ["api", "Rust", "web"]


def test_no_tags_is_said(sign_in, lead):
    assert "No tags yet" in page_of(sign_in(lead).get(TAGS))


def test_there_is_one_tag_of_a_name():
    TagFactory(name="Rust")

    with pytest.raises(IntegrityError, match=r"tag_name_once|UNIQUE"), transaction.atomic():
        TagFactory(name="rUST")
    with pytest.raises(IntegrityError, match="tag_has_name"), transaction.atomic():
        TagFactory(name="")


def test_who_is_erased_takes_tags_along_that_were_theirs_alone(lead, person):
    other = CandidateFactory()
    add_tags(candidate=person, names=["Ada’s friend", "Rust"], by=lead)
    add_tags(candidate=other, names=["Rust"], by=lead)

    erase_candidate(candidate=person, by=lead)

    assert [tag.name for tag in Tag.objects.all()] == ["Rust"]
    assert Candidate.objects.filter(tags__name="Rust").get() == other
