"""Who finds whom: for each question and each kind of user the hits are those among what they may see, newest first, on
both databases, and nothing that they don't see changes what they are told."""

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists
from django.test import override_settings
from django.urls import reverse

from candidates.actions import give_consent, withdraw_consent
from candidates.models import Candidate, SearchEntry
from candidates.search import from_postgresql, index, places, scope
from candidates.search.query import parse
from hiring import people_list, search
from hiring.actions import erase_candidate, merge_candidates, move_application, undo_merge
from hiring.actions.assigning import assign, unassign
from hiring.models import Application
from hiring.search import count_new, find, find_next, index_due, newest_entry
from postings import actions
from postings.choices import Part
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.notes import NoteFactory
from tests.factories.postings import MembershipFactory, PostingFactory

from .conftest import page_of

pytestmark = pytest.mark.django_db
WHO = ("lead", "recruiter", "other", "manager", "interviewer", "outsider")


def build():
    """Two teams, one posting of which is screened without names, and people seen for every reason there is."""
    recruiter, lead = UserFactory(recruiter=True), UserFactory(lead=True)
    own, also, blind, theirs = postings = [PostingFactory(published=True, owner=recruiter) for _ in range(4)]
    type(blind).objects.filter(pk=blind.pk).update(is_blind=True)
    other = UserFactory(recruiter=True)
    theirs.memberships.all().delete()
    MembershipFactory(posting=theirs, user=other, part=Part.OWNER)
    manager, interviewer = UserFactory(hiring_manager=True), UserFactory(interviewer=True)
    MembershipFactory(posting=also, user=manager, part=Part.HIRING_MANAGER)
    for posting in (own, theirs):
        MembershipFactory(posting=posting, user=interviewer, part=Part.INTERVIEWER)
    for number, posting in enumerate([*postings, *postings]):
        person = CandidateFactory(name=f"Ada {posting.pk}")
        application = ApplicationFactory(posting=posting, candidate=person, words="engines" if number % 2 else "looms")
        if number in (0, 3):
            assign(application=application, user=interviewer, by=lead)
    both = CandidateFactory(name="Ada Both")
    for posting, words in ((own, "engines"), (theirs, "looms"), (blind, "carpets")):
        ApplicationFactory(posting=posting, candidate=both, words=words)
    pooled = CandidateFactory(name="Ada Pool")
    DocumentFactory(candidate=pooled, text="Engines and carpets", read=True)
    give_consent(candidate=pooled, wording="Yes", by=None)
    for by in (recruiter, other):
        added = CandidateFactory(name="Ada Added", added_by=by, source="network")
        NoteFactory(candidate=added, text="Looms, says a friend")
    index_due()
    outsider = UserFactory(recruiter=True)
    who = {"lead": lead, "recruiter": recruiter, "other": other, "manager": manager, "interviewer": interviewer}
    return who | {
        "outsider": outsider,
        "own": own,
        "theirs": theirs,
        "blind": blind,
        "both": both,
        "pooled": pooled,
    }


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world, made once: what a test changes is taken back after it, and all of it at the end."""
    private = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path_factory.mktemp("private")}}
    storages = settings.STORAGES | {"default": private}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def world(built, db):
    """The world as it is in the database, so that what one test's objects remember is no other's."""
    return {name: type(one)._default_manager.get(pk=one.pk) for name, one in built.items()}


ASKED = ["ada", "engines", "looms", "carpets", "ada -looms", "looms or engines", "ada both", "-ada", '"ada pool"', "en"]


def as_told(asked, user):
    """What a user is told, the slow way: entry by entry among all that they may see."""
    query = parse(asked, typing=True)
    seen = SearchEntry.objects.visible_to(user)
    left_out = set(seen.answering(query.left_out).values_list("candidate", flat=True))
    rows = seen.answering(query).order_by("-pk").values_list("candidate", flat=True)
    return list(dict.fromkeys(key for key in rows if key not in left_out))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("asked", ASKED)
def test_a_question_finds_what_the_user_may_see_and_nothing_else(world, who, asked):
    user = world[who]

    assert sorted(find(parse(asked, typing=True), user=user).keys) == sorted(as_told(asked, user))


@pytest.mark.parametrize("who", WHO)
def test_who_is_asked_of_one_by_one_is_who_is_on_a_list(world, who):
    user = world[who]
    hidden = Application.objects.filter(posting=world["blind"]).order_by("pk")
    move_application(application=hidden[0], to_state="hired", by=world["lead"])
    shell = Candidate.objects.get(added_by=world["other"])
    merge_candidates(survivor=world["both"], other=shell, by=world["lead"])

    lists = (Candidate.objects.visible_to(user), Application.objects.visible_to(user).shown())
    one_by_one = (Candidate.objects.seen_one_by_one(user), Application.objects.kept().named_one_by_one(user))

    for rows, asked in zip(lists, one_by_one, strict=True):
        assert sorted(asked.values_list("pk", flat=True)) == sorted(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("few", [0, 2_000])
def test_filters_keep_the_same_people_however_many_they_are(world, monkeypatch, who, few):
    monkeypatch.setattr(scope, "FEW", few)
    user, among = world[who], Candidate.objects.filter(name__contains="o")

    keys = find(parse("looms or engines"), user=user, among=among).keys

    kept = set(among.values_list("pk", flat=True))
    assert sorted(keys) == sorted(key for key in as_told("looms or engines", user) if key in kept)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("spans", [(0, 1), (1, 3), (2, 4)])
@pytest.mark.parametrize(("asked", "typing"), [("ada", False), ("ad", True)])
def test_pages_follow_one_another_and_leave_nobody_out(world, monkeypatch, who, spans, asked, typing):
    """However the entries fall into spans; SQLite has none and is asked all the same."""
    monkeypatch.setattr(places, "SMALL", spans[0])
    monkeypatch.setattr(places, "LARGE", spans[1])
    Candidate.objects.update(search_due=True)
    index_due()
    user, query = world[who], parse(asked, typing=typing)
    wanted, pages, edge, is_more = as_told("ada", user), [], newest_entry() + 1, True
    while is_more:
        found, is_more = find_next(query, user=user, limit=2, before=edge)
        pages.append(found.keys)
        edge = found.entries[found.keys[-1]] if found.keys else edge
    backwards, edge, is_more = [], 0, True
    while is_more:
        found, is_more = find_next(query, user=user, limit=2, after=edge)
        backwards.append(found.keys)
        edge = found.entries[found.keys[0]] if found.keys else edge

    assert [key for keys in pages for key in keys] == wanted
    assert [key for keys in reversed(backwards) for key in keys] == wanted
    assert count_new(query, user=user, among=None, since=0, most=50) == len(wanted)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("asked", ["ada", "engines ada", "loom"])
def test_whole_words_and_longer_beginnings_are_found_however_few_are_looked_at(world, monkeypatch, who, asked):
    monkeypatch.setattr(from_postgresql, "LOOKED_AT", 0)
    user = world[who]

    assert sorted(find(parse(asked, typing=True), user=user).keys) == sorted(as_told(asked, user))


def test_beginnings_of_two_or_three_letters_are_looked_for_among_the_newest_of_ones_own(world, monkeypatch):
    """SQLite, whose words are in the order of the entries, looks at all of them."""
    monkeypatch.setattr(from_postgresql, "LOOKED_AT", 1)
    seen = SearchEntry.objects.visible_to(world["manager"]).order_by("-pk").values_list("candidate", flat=True)
    newest = seen[:1] if connection.vendor == "postgresql" else seen

    assert len(seen) == 2
    assert sorted(find(parse("ad", typing=True), user=world["manager"]).keys) == sorted(newest)


def test_the_page_says_among_how_many_a_beginning_was_looked_for(sign_in, world):
    client, among = sign_in(world["recruiter"]), "among the newest 5,000 texts"
    url = reverse("studio:people")

    said = [among in page_of(client.get(url, {"q": asked})) for asked in ("ad", "ada", "ada ", "looms", "")]

    is_short = connection.vendor == "postgresql"
    assert said == [is_short, is_short, False, False, False]


# Nothing of what others see ---------------------------------------------------------------------------


def test_who_others_see_makes_no_difference_to_a_count_a_cut_or_a_page(sign_in, world, monkeypatch):
    monkeypatch.setattr(search, "MOST", 4)
    monkeypatch.setattr(people_list, "A_PAGE", 3)
    manager = world["manager"]
    client = sign_in(manager)

    def told():
        answer = find(parse("ada"), user=manager)
        page = client.get(reverse("studio:people"), {"q": "ada"})
        about = page.context["page"]
        return answer.keys, answer.is_cut, about.count, about.is_many, about.next, page_of(page).count("Ada")

    before = told()
    for _ in range(12):
        ApplicationFactory(posting=world["theirs"], candidate__name="Ada Elsewhere", words="looms")
    index_due()

    assert told() == before
    assert before[1:4] == (False, 2, False)


def test_a_word_that_is_left_out_is_looked_for_only_where_one_may_look(world):
    """The other team's text has it: were they left out for it, one would know."""
    query = parse("both -looms")

    assert find(query, user=world["recruiter"]).keys == [world["both"].pk]
    assert find(query, user=world["other"]).keys == []


def test_a_snippet_is_of_the_entry_that_the_user_may_read(world):
    query = parse("both")
    for who, others in (("recruiter", "looms"), ("other", "engines")):
        answer = find(query, user=world[who])
        text = SearchEntry.objects.get(pk=answer.entries[world["both"].pk]).text
        assert (others in text, "carpets" in text) == (False, False)


# What changes hides at once, before the queue has written anything -------------------------------------


def test_who_is_taken_out_of_a_team_finds_nothing_at_once(world):
    manager = world["manager"]
    before = find(parse("ada"), user=manager).keys

    actions.remove_member(membership=manager.memberships.get(), by=world["lead"])

    assert (len(before), find(parse("ada"), user=manager).keys) == (2, [])


def test_who_is_put_into_a_team_finds_all_of_it_at_once(world):
    outsider = world["outsider"]
    before = find(parse("looms"), user=outsider).keys

    actions.set_member(posting=world["theirs"], user=outsider, part=Part.RECRUITER, by=world["lead"])

    assert (before, world["both"].pk in find(parse("looms"), user=outsider).keys) == ([], True)


def test_who_takes_their_consent_back_is_found_no_more_at_once(world):
    consent = world["pooled"].consents.get()
    before = find(parse("carpets"), user=world["outsider"]).keys

    withdraw_consent(consent=consent, by=None)

    assert (before, find(parse("carpets"), user=world["outsider"]).keys) == ([world["pooled"].pk], [])


def test_who_is_screened_without_names_is_found_no_more_at_once(world):
    recruiter, own = world["recruiter"], world["own"]
    before = find(parse("looms"), user=recruiter).keys

    type(own).objects.filter(pk=own.pk).update(is_blind=True)

    hidden = set(Application.objects.filter(posting=own).values_list("candidate", flat=True))
    assert hidden & set(before)
    assert not hidden & set(find(parse("looms"), user=recruiter).keys)


def test_who_is_decided_on_is_found_by_name_at_once(world):
    recruiter = world["recruiter"]
    application = Application.objects.get(candidate=world["both"], posting=world["blind"])
    before = find(parse("carpets"), user=recruiter).keys

    move_application(application=application, to_state="hired", by=world["lead"])

    both, pooled = world["both"].pk, world["pooled"].pk
    assert (before, sorted(find(parse("carpets"), user=recruiter).keys)) == ([pooled], sorted([both, pooled]))


def test_who_is_assigned_no_more_is_found_no_more_at_once(world):
    interviewer = world["interviewer"]
    before = len(find(parse("ada"), user=interviewer).keys)
    for assignment in interviewer.assignments.all():
        unassign(assignment=assignment, by=world["lead"])

    assert (before, find(parse("ada"), user=interviewer).keys) == (2, [])


def test_who_is_erased_is_found_by_nobody_at_once(world):
    erase_candidate(candidate=world["pooled"], by=world["lead"])

    assert [find(parse("pool"), user=world[who]).keys for who in WHO] == [[]] * len(WHO)


def test_who_was_merged_is_found_as_the_other_and_apart_again(world):
    """Whoever added the one that is gone still finds the person."""
    recruiter, other = world["recruiter"], world["other"]
    survivor = CandidateFactory(name="Grace", added_by=recruiter, source="network")
    shell = Candidate.objects.get(added_by=other)
    merge = merge_candidates(survivor=survivor, other=shell, by=world["lead"])
    index_due()
    merged = [find(parse("grace"), user=user).keys for user in (recruiter, other)]
    undo_merge(merge=merge, by=world["lead"])
    index_due()

    assert merged == [[survivor.pk], [survivor.pk]]
    assert [find(parse("grace"), user=user).keys for user in (recruiter, other)] == [[survivor.pk], []]
    assert shell.pk in find(parse("looms"), user=other).keys


# Places that are kept ----------------------------------------------------------------------------------


def test_a_place_that_is_kept_wrongly_shows_nobody(world):
    """What an index leads to is looked at with the rights of now."""
    entries = SearchEntry.objects.values_list("pk", "text", "language")
    everywhere = [places.POOL, *map(places.of_posting, range(1, 5_000))]
    index.write([index.Words(*entry, [*everywhere, places.of_user(world["outsider"].pk)]) for entry in entries])

    for who in WHO:
        assert sorted(find(parse("ada"), user=world[who]).keys) == sorted(as_told("ada", world[who]))


def test_a_person_who_agrees_is_found_once_the_queue_has_passed(world):
    person = Candidate.objects.filter(applications__posting=world["theirs"]).earliest("pk")
    give_consent(candidate=person, wording="Yes", by=None)
    index_due()

    assert person.pk in find(parse("ada"), user=world["outsider"]).keys


def test_rights_are_asked_of_one_entry_after_the_other(recruiter):
    """In the words in which Django ends an EXISTS: were they others one day, planning would take long again."""
    asked = str(Application.objects.filter(Exists(Application.objects.visible_to(recruiter))).query)

    assert from_postgresql.AS_JOIN in asked
