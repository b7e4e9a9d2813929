"""What people are found by, by whom, and that it is kept up to date."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from candidates.actions import add_tags, delete_tag, give_consent, remove_tag, rename_tag, withdraw_consent
from candidates.models import Candidate, Resume, SearchEntry
from candidates.search.hits import newest_sql
from candidates.search.places import of_posting
from candidates.search.query import parse
from candidates.search.scope import Scope
from hiring.actions import erase_candidate
from hiring.models import AddedDocument, Answer
from hiring.search import MOST, NEWEST, find, index_due
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db


def found(asked, user):
    index_due()
    keys = find(parse(asked), user=user).keys
    names = dict(Candidate.objects.values_list("pk", "name"))
    return [names[key] for key in keys]


@pytest.fixture
def posting(recruiter):
    return PostingFactory(published=True, owner=recruiter, created_by=recruiter)


@pytest.fixture
def ada(posting):
    """Ada applied for two postings; only the first is the recruiter's."""
    candidate = CandidateFactory(name="Ada", email="ada@example.com", phone="+33 1 99 88 77 66")
    for one, words in ((posting, "I build engines."), (None, "I weave carpets.")):
        ApplicationFactory(
            candidate=candidate,
            words=words,
            cv=DocumentFactory(candidate=candidate, text=f"CV: {words.replace('I', 'She')}", read=True),
            **({"posting": one} if one else {}),
        )
    return candidate


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("ada", ["Ada"]),
        ("ada@example.com", ["Ada"]),
        ("0199887766", ["Ada"]),
        ("33199887766", ["Ada"]),
        ("engine", ["Ada"]),
        ('"she build engines"', ["Ada"]),
        ("ada engines", ["Ada"]),
        ("carpets", []),
        ('"she weave"', []),
        ("ada carpets", []),
    ],
)
def test_a_recruiter_finds_by_what_they_may_read(recruiter, ada, asked, names):
    assert found(asked, recruiter) == names


@pytest.mark.parametrize("asked", ["engines", "carpets", "ada"])
def test_a_lead_finds_by_all_of_it_each_person_once(lead, ada, asked):
    assert found(asked, lead) == ["Ada"]


def test_answers_are_found_like_the_rest_of_the_application(recruiter, lead, ada):
    for application, words in zip(ada.applications.order_by("pk"), ("Elixir", "Haskell"), strict=True):
        Answer.objects.create(application=application, number=1, kind="short", text="Which language?", value=words)

    assert (found("elixir", recruiter), found("haskell", recruiter), found("haskell", lead)) == (["Ada"], [], ["Ada"])


def test_a_resume_is_found_by_whoever_sees_the_person(recruiter, ada):
    found("ada", recruiter)
    Resume.objects.create(
        candidate=ada, content={"work": [{"name": "Analytical Engines", "highlights": ["Bernoulli"]}]}
    )

    assert found("bernoulli analytical", recruiter) == ["Ada"]


def test_added_documents_are_found_by_who_sees_their_application(recruiter, lead, ada):
    give_consent(candidate=ada, wording="Yes", by=None)  # in the pool recruiters read CVs, not letters to others
    for application, words in zip(ada.applications.order_by("pk"), ("Elixir", "Haskell"), strict=True):
        document = DocumentFactory(candidate=ada, kind="other", text=f"Dear all, {words}", read=True)
        AddedDocument.objects.create(application=application, document=document, sha256=words)

    assert (found("elixir", recruiter), found("haskell", recruiter), found("haskell", lead)) == (["Ada"], [], ["Ada"])


def test_tags_are_found_put_on_renamed_and_taken_off(recruiter, ada):
    seen = [found("analyst", recruiter)]
    (tag,) = add_tags(candidate=ada, names=["Analyst"], by=recruiter)
    seen.append(found("analyst", recruiter))
    rename_tag(tag=tag, name="Poet", by=recruiter)
    seen += [found("analyst", recruiter), found("poet", recruiter)]
    remove_tag(candidate=ada, tag=tag, by=recruiter)
    seen.append(found("poet", recruiter))
    tag.candidates.add(ada)
    seen.append(found("poet", recruiter))
    delete_tag(tag=tag, by=recruiter)

    assert [*seen, found("poet", recruiter)] == [[], ["Ada"], [], ["Ada"], [], ["Ada"], []]


def test_notes_are_found_by_who_may_read_them(recruiter, lead, ada):
    own, other = ada.applications.order_by("pk")
    NoteFactory(candidate=ada, text="Met at a fair")
    NoteFactory(application=own, text="Good with punched cards")
    NoteFactory(application=other, text="Knows looms")
    NoteFactory(application=own, text="Between us: difficult", is_private=True, by=recruiter)

    words = ("fair", "punched", "looms", "difficult")
    assert [found(word, recruiter) for word in words] == [["Ada"], ["Ada"], [], []]
    assert [found(word, lead) for word in words] == [["Ada"], ["Ada"], ["Ada"], []]


def test_a_snippet_is_of_what_they_may_read(recruiter, ada):
    index_due()
    for asked in ("ada", "engines"):
        query = parse(asked)
        pieces = find(query, user=recruiter).snippets(query, [ada.pk])[ada.pk]
        assert any(piece.is_hit for piece in pieces)
        assert "carpets" not in "".join(piece.text for piece in pieces)


def test_another_team_an_interviewer_and_who_left_find_nothing(posting, ada):
    interviewer = UserFactory(interviewer=True)
    MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    for user in (UserFactory(recruiter=True), interviewer, UserFactory(lead=True, is_active=False)):
        assert (found("ada", user), found("engines", user)) == ([], [])


def test_a_hiring_manager_finds_who_applied_there(posting, ada):
    manager = UserFactory(hiring_manager=True)
    MembershipFactory(posting=posting, user=manager, part=Part.HIRING_MANAGER)

    assert (found("engines", manager), found("carpets", manager)) == (["Ada"], [])


def test_the_cv_of_somebody_in_the_talent_pool_is_found_by_any_recruiter(ada):
    other = UserFactory(recruiter=True)
    consent = give_consent(candidate=ada, wording="Yes", by=None)
    in_pool = found('"she weave"', other), found('"I weave"', other)
    withdraw_consent(consent=consent, by=None)

    assert (in_pool, found('"she weave"', other)) == ((["Ada"], []), [])


def test_what_changes_is_found_by_its_new_words(recruiter, ada):
    index_due()
    ada.name = "Grace"
    ada.save()
    application = ada.applications.get(words="I build engines.")
    application.words = "I write compilers."
    application.save()

    assert [found(asked, recruiter) for asked in ("ada@example.com", "grace compilers")] == [["Grace"], ["Grace"]]
    assert found('"I build"', recruiter) == []


def test_only_who_changed_is_written_anew(ada, django_assert_num_queries):
    index_due()
    entries = set(SearchEntry.objects.values_list("pk", flat=True))

    with django_assert_num_queries(3):  # one, and the savepoint around it
        assert index_due() == 0

    Candidate.objects.update(search_due=True)
    assert index_due() == 1
    assert set(SearchEntry.objects.values_list("pk", flat=True)) == entries


def test_who_is_erased_is_found_no_more(lead, ada):
    index_due()

    erase_candidate(candidate=ada, by=lead)

    assert SearchEntry.objects.count() == 0
    assert (found("ada", lead), found("erased", lead)) == ([], [])


def test_a_change_that_is_taken_back_leaves_nothing_due(ada):
    index_due()
    with transaction.atomic():
        ada.save()
        transaction.set_rollback(True)

    assert not Candidate.objects.filter(search_due=True).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_writing_and_finding_take_the_same_queries(lead, posting, count, django_assert_num_queries):
    for number in range(count):
        ApplicationFactory(posting=posting, candidate__name=f"Ada {number}")
    with django_assert_num_queries(23 if connection.vendor == "sqlite" else 22):  # its index takes two to write
        index_due()

    query = parse("ada")
    with django_assert_num_queries(3):  # what the user is, who answers, why
        answer = find(query, user=lead)
        answer.snippets(query, answer.keys)

    assert len(answer.keys) == count


def test_of_very_many_the_newest_are_shown_and_it_says_so(lead):
    people = Candidate.objects.bulk_create(
        Candidate(name=f"Ada {number}", email=f"ada{number}@example.com") for number in range(MOST + 1)
    )
    index_due()

    answer = find(parse("ada"), user=lead)

    assert (len(answer.keys), answer.is_cut) == (NEWEST, True)
    assert min(answer.keys) == people[-NEWEST].pk


def test_up_to_a_thousand_are_all_put_in_order(lead):
    Candidate.objects.bulk_create(
        Candidate(name=f"Ada {number}", email=f"ada{number}@example.com") for number in range(MOST)
    )
    index_due()

    answer = find(parse("ada"), user=lead)

    assert (len(answer.keys), answer.is_cut) == (MOST, False)


# The page --------------------------------------------------------------------------------------------


def people_page(client, **query):
    index_due()
    return client.get(reverse("studio:people"), query)


def test_the_list_of_people_finds_by_words_of_a_file_and_shows_them(sign_in, recruiter, ada):
    page = page_of(people_page(sign_in(recruiter), q="engines"))

    assert "She build <mark>engines</mark>" in page
    assert "carpets" not in page


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("eng", ["Ada"]),
        ("eng ", []),
        ("ada -engines", []),
        ("ada -carpets", ["Ada"]),
        ("-carpets", []),
        ("'\"(", ["Ada"]),
        ("  ", ["Ada"]),
    ],
)
def test_what_may_be_typed(sign_in, recruiter, ada, asked, names):
    response = people_page(sign_in(recruiter), q=asked)

    assert [candidate.name for candidate in response.context["page"]] == names


def test_filters_narrow_what_was_found_and_a_sort_goes_before_the_best(sign_in, lead):
    for name, words in (("Zoe", "Go"), ("Ben", "Go, and Go, and nothing but Go"), ("Cyd", "Rust")):
        application = ApplicationFactory(candidate__name=name, words=words)
        if name != "Zoe":
            application.candidate.source = "referral"
            application.candidate.save()
    client = sign_in(lead)

    def names(**query):
        return [candidate.name for candidate in people_page(client, q="go", **query).context["page"]]

    assert (names(), names(sort="-name"), names(source="referral")) == (["Ben", "Zoe"], ["Zoe", "Ben"], ["Ben"])


def test_a_beginning_is_gathered_once_for_few_people(recruiter, ada):
    """SQLite gathers all words that begin so. Once for each of some hundred people that took a minute among 100,000."""
    index_due()
    few = Candidate.objects.filter(pk=ada.pk)

    with CaptureQueriesContext(connection) as asked:
        found = find(parse("engi", typing=True), user=recruiter, among=few)

    assert found.keys == [ada.pk]
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {asked[-1]['sql']}")
            looks = [row[3] for row in cursor.fetchall() if "VIRTUAL TABLE" in row[3]]
        assert [look for look in looks if "=M" in look] == []  # words of one entry


def test_a_beginning_is_not_tried_with_each_of_few_people(posting, ada):
    """With two lists in an index, one of people and one of entries, SQLite tries each of one with each of the other."""
    index_due()
    scope = Scope(
        SearchEntry.objects.filter(posting=posting),
        places=[of_posting(posting.pk)],
        among=posting.applications.values("candidate"),
    )

    sql, params = newest_sql(parse("engi", typing=True), scope, limit=10)

    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        assert cursor.fetchall() == [(ada.pk,)]
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            steps = [row[3] for row in cursor.fetchall() if "candidates_searchentry" in row[3]]
            assert [step for step in steps if "candidate_id=?" in step and "rowid=?" in step] == []


def test_a_hit_is_no_markup(sign_in, recruiter, posting):
    ApplicationFactory(posting=posting, candidate__name="Ada", words="<b>engines</b> & more")

    assert "&lt;b&gt;<mark>engines</mark>&lt;/b&gt; &amp; more" in page_of(people_page(sign_in(recruiter), q="engines"))


def test_who_says_a_rare_word_oftener_comes_first_whatever_everybody_says(lead):
    for name, words in (("Ada", "Go. Rust"), ("Ben", "Go. Rust, and Rust"), ("Cyd", "Go. Perl"), ("Dan", "Go. Rust")):
        ApplicationFactory(candidate__name=name, words=words)

    assert found("go rust", lead) == ["Ben", "Dan", "Ada"]


@pytest.mark.parametrize("count", [1, 3])
def test_finding_takes_the_same_queries(sign_in, recruiter, posting, count, django_assert_num_queries):
    for number in range(count):
        ApplicationFactory(posting=posting, candidate__name=f"Ada {number}")
    client = sign_in(recruiter)
    index_due()

    with django_assert_num_queries(8):
        response = client.get(reverse("studio:people"), {"q": "ada"})

    assert len(response.context["page"]) == count


def test_where_only_the_newest_are_shown_the_page_says_so(sign_in, lead):
    Candidate.objects.bulk_create(
        Candidate(name=f"Ada {number}", email=f"ada{number}@example.com") for number in range(MOST + 1)
    )

    page = page_of(people_page(sign_in(lead), q="ada"))

    assert "1,000+ people" in page
    assert "More than 1,000 fit, so the newest come first." in page
