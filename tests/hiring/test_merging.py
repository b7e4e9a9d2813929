"""People who are there twice: found, compared, merged with all that is theirs, and put apart again exactly."""

from datetime import timedelta

import pytest
import time_machine
from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.audit import AuditAction
from accounts.models import AuditEvent
from candidates import erasures
from candidates.actions import (
    NotMergeable,
    add_tags,
    dismiss_pair,
    finish_merges,
    give_consent,
    set_hold,
    withdraw_consent,
)
from candidates.actions.merging import STAYS, moving_relations, pointing_at_a_candidate
from candidates.matching import match_due
from candidates.models import Candidate, Consent, Document, Merge, Pair, Resume
from hiring.actions import erase_candidate, merge_candidates, move_application, resume_messages, undo_merge
from hiring.archive import data_of
from hiring.choices import State
from hiring.models import Application, MessageWish
from hiring.retention import end_of_candidate
from tests.factories.accounts import UserFactory
from tests.factories.candidates import CandidateFactory, DocumentFactory
from tests.factories.hiring import ApplicationFactory, shipped_reason
from tests.factories.postings import PostingFactory

from .conftest import apply_url_of, filled_in, page_of

pytestmark = pytest.mark.django_db

LIST = "/studio/candidates/duplicates/"


@pytest.fixture
def ada(posting):
    candidate = CandidateFactory(name="Ada Lovelace", email="ada@example.com", links="https://a.example")
    ApplicationFactory(posting=posting, candidate=candidate)
    return candidate


@pytest.fixture
def twin(posting):
    """Ada once more, under another address, for another posting of the same owner."""
    candidate = CandidateFactory(
        name="Ada L.", email="a.lovelace@example.com", phone="+33 1 23 45 67 89", links="https://b.example"
    )
    ApplicationFactory(posting=PostingFactory(published=True, owner=posting.created_by), candidate=candidate)
    return candidate


def merged(survivor, other, by, **how) -> Merge:
    return merge_candidates(survivor=survivor, other=other, by=by, **how)


IGNORED = {"candidates.pair", "candidates.merge", "candidates.matchkey", "candidates.searchentry"}


def everything() -> list[str]:
    """All rows of candidates and applications, as text, without what is found anew."""
    models = [
        model
        for label in ("candidates", "hiring")
        for model in apps.get_app_config(label).get_models()
        if model._meta.label_lower not in IGNORED
    ]
    models.append(Candidate.tags.through)
    rows = (row for model in models for row in model._base_manager.order_by("pk"))
    fields = {"search_due", "match_due"}
    return [
        str({**one, "fields": {key: value for key, value in one["fields"].items() if key not in fields}})
        for one in serializers.serialize("python", rows)
    ]


# What merging knows ------------------------------------------------------------------------------------

KNOWN = {
    "Candidate_tags+",
    "applications",
    "consent_asks",
    "consents",
    "data_links",
    "documents",
    "import_rows",
    "match_keys",
    "merges",
    "merges_as_other",
    "message_wish",
    "messages",
    "notes",
    "pairs_as_one",
    "pairs_as_other",
    "resume",
    "search_entries",
    "shells",
}


def test_merging_knows_everything_that_points_at_a_candidate():
    """Somebody who adds a relation says here, after thinking of it, that its rows move with the person.

    They do by themselves; one that may be there only once for a candidate stays with the shell.
    """
    assert {relation.get_accessor_name() for relation in pointing_at_a_candidate()} == KNOWN
    assert {relation.get_accessor_name() for relation in moving_relations()} == KNOWN - STAYS


# Merging -----------------------------------------------------------------------------------------------


def test_everything_of_both_is_one_persons(ada, twin, lead):
    first_seen = timezone.now() - timedelta(days=90)
    Candidate.objects.filter(pk=twin.pk).update(created_at=first_seen)
    Resume.objects.create(candidate=twin, content={"basics": {"label": "Analyst"}})
    give_consent(candidate=twin, wording="Yes.", by=None)
    documents = Document.objects.count()
    add_tags(candidate=ada, names=["engines", "notes"], by=lead)
    add_tags(candidate=twin, names=["notes", "numbers"], by=lead)

    merged(ada, twin, lead)

    ada.refresh_from_db()
    twin.refresh_from_db()
    assert (twin.merged_into, twin.email) == (ada, "a.lovelace@example.com")
    assert (ada.name, ada.phone, ada.links) == ("Ada Lovelace", "+33 1 23 45 67 89", "https://a.example")
    assert (ada.applications.count(), ada.documents.count(), ada.consents.count()) == (2, documents, 1)
    assert (ada.created_at, ada.resume_content) == (first_seen, {"basics": {"label": "Analyst"}})
    assert [tag.name for tag in ada.tags.all()] == ["engines", "notes", "numbers"]
    assert list(Candidate.objects.kept()) == [ada]
    assert AuditEvent.objects.filter(action=AuditAction.MERGE, object_id=str(ada.pk)).count() == 1


def test_values_are_chosen_field_by_field(ada, twin, lead):
    merged(ada, twin, lead, take=["name", "email"], both_links=True)

    ada.refresh_from_db()
    twin.refresh_from_db()
    assert (ada.name, ada.email, twin.email) == ("Ada L.", "a.lovelace@example.com", "ada@example.com")
    assert ada.link_list == ["https://a.example", "https://b.example"]


def test_a_hold_of_either_holds(ada, twin, lead):
    set_hold(candidate=twin, reason="A dispute", by=lead)

    merged(ada, twin, lead)

    ada.refresh_from_db()
    assert ada.hold_reason == "A dispute"


@pytest.mark.parametrize(
    ("states", "counts"), [(("", "rejected"), "ada"), (("rejected", "hired"), "twin"), (("", ""), "ada")]
)
def test_of_two_for_one_posting_the_furthest_counts(client, sign_in, posting, lead, states, counts):
    people = [CandidateFactory(name=name, email=f"{name}@example.com") for name in ("ada", "twin")]
    both = {
        person.name: ApplicationFactory(posting=posting, candidate=person, **({state: True} if state else {}))
        for person, state in zip(people, states, strict=True)
    }
    merge = merged(*people, lead)

    kept = both[counts]
    behind = next(application for application in both.values() if application != kept)
    assert list(Application.objects.kept()) == [kept]
    assert Application.objects.filter(candidate=people[0]).count() == 2
    page = page_of(sign_in(posting.created_by).get(reverse("studio:posting_applications", args=[posting.code])))
    assert page.count("@example.com</span>") == 1
    old = client.get(reverse("hiring:mine", args=[behind.token]))
    assert (old.status_code, old.url) == (302, reverse("hiring:mine", args=[kept.token]))

    undo_merge(merge=merge, by=lead)
    assert Application.objects.kept().count() == 2
    assert client.get(reverse("hiring:mine", args=[behind.token])).status_code == 200


def test_what_doesnt_count_keeps_nobody_from_being_erased_in_time(posting, lead):
    """Of two open applications one counts; rejecting that one starts the time."""
    people = CandidateFactory.create_batch(2)
    for person in people:
        ApplicationFactory(posting=posting, candidate=person)
    merged(*people, lead)
    counting = Application.objects.kept().get()

    move_application(application=counting, to_state=State.REJECTED, reason=shipped_reason("skills"), by=lead)

    assert end_of_candidate(people[0]) is not None


def test_the_page_of_what_doesnt_count_leads_to_what_does(sign_in, posting, lead):
    people = CandidateFactory.create_batch(2)
    pages = [ApplicationFactory(posting=posting, candidate=person).get_absolute_url() for person in people]
    merged(*people, lead)

    answers = [sign_in(posting.created_by).get(page) for page in pages]
    other = sign_in(UserFactory(recruiter=True)).get(pages[1])

    assert [answer.status_code for answer in answers] == [200, 302]
    assert (answers[1].url, other.status_code) == (pages[0], 404)


def test_both_links_and_both_pages_lead_to_the_person(client, sign_in, ada, twin, lead):
    tokens = list(Application.objects.values_list("token", flat=True))

    merged(ada, twin, lead)

    assert [client.get(reverse("hiring:mine", args=[token])).status_code for token in tokens] == [200, 200]
    response = sign_in(lead).get(reverse("studio:person", args=[twin.pk]))
    assert (response.status_code, response.url) == (302, reverse("studio:person", args=[ada.pk]))


def test_who_applies_under_the_old_address_is_the_same_person(client, ada, twin, lead, posting):
    merged(ada, twin, lead)
    third = PostingFactory(published=True)

    client.post(apply_url_of(third), filled_in(email="a.lovelace@example.com"))
    client.post(apply_url_of(posting), filled_in(email="a.lovelace@example.com"))

    assert Candidate.objects.count() == 2
    assert ada.applications.count() == 3


@pytest.mark.parametrize("older", ["ada", "twin"])
def test_of_two_consents_the_sooner_to_end_counts(ada, twin, lead, older):
    people = {"ada": ada, "twin": twin}
    with time_machine.travel(timezone.now() - timedelta(days=100), tick=False):
        old = give_consent(candidate=people.pop(older), wording="Yes.", by=None)
    give_consent(candidate=people.popitem()[1], wording="Yes.", by=None)

    merged(ada, twin, lead)

    assert ada.consents.get(withdrawn_at=None).renewed_at == old.renewed_at
    assert Consent.objects.filter(withdrawn_at=None).count() == 2
    withdraw_consent(consent=Consent.objects.get(candidate=twin), by=None)
    assert not Consent.objects.filter(withdrawn_at=None).exists()


@pytest.mark.parametrize("who", ["ada", "twin"])
def test_a_word_taken_back_holds(ada, twin, lead, who):
    people = {"ada": ada, "twin": twin}
    with time_machine.travel(timezone.now() - timedelta(days=2), tick=False):
        taken_back = give_consent(candidate=people.pop(who), wording="Yes.", by=None)
        give_consent(candidate=people.popitem()[1], wording="Yes.", by=None)
    withdraw_consent(consent=taken_back, by=None)

    merged(ada, twin, lead)

    assert not Consent.objects.filter(withdrawn_at=None).exists()


def test_who_wants_no_messages_gets_none(ada, twin, lead):
    mine = MessageWish.objects.create(candidate=ada)
    theirs = MessageWish.objects.create(candidate=twin, stopped_at=timezone.now())

    merged(ada, twin, lead)
    mine.refresh_from_db()
    stopped = mine.stopped_at
    resume_messages(wish=MessageWish.objects.get(pk=theirs.pk), by=None)

    assert stopped is not None
    assert not MessageWish.objects.exclude(stopped_at=None).exists()


def test_merging_again_or_the_other_way_round_is_refused(ada, twin, lead):
    merged(ada, twin, lead)

    for pair in [(ada, twin), (twin, ada), (ada, ada)]:
        with pytest.raises(NotMergeable):
            merged(*pair, lead)
    assert Merge.objects.count() == 1


def test_who_was_merged_into_somebody_goes_on_with_them(ada, twin, lead):
    third = CandidateFactory(email="third@example.com")
    first = merged(twin, third, lead)
    second = merged(ada, twin, lead)

    third.refresh_from_db()
    assert third.merged_into == ada
    with pytest.raises(NotMergeable, match="Undo that first"):
        undo_merge(merge=first, by=lead)
    undo_merge(merge=second, by=lead)
    third.refresh_from_db()
    assert third.merged_into == twin
    assert undo_merge(merge=first, by=lead) is True


# Undoing -----------------------------------------------------------------------------------------------


def test_undoing_puts_all_back_exactly(ada, twin, lead, posting):
    ApplicationFactory(posting=posting, candidate=twin, hired=True)
    for candidate, label in ((ada, "Analyst"), (twin, "Countess")):
        Resume.objects.create(candidate=candidate, content={"basics": {"label": label}, label: []})
        give_consent(candidate=candidate, wording="Yes.", by=None)
    DocumentFactory(candidate=twin)
    add_tags(candidate=ada, names=["engines", "notes"], by=lead)
    add_tags(candidate=twin, names=["notes", "numbers"], by=lead)
    set_hold(candidate=twin, reason="A dispute", by=lead)
    before = everything()

    merge = merged(ada, twin, lead, take=["name", "email", "phone"], both_links=True)
    assert everything() != before
    done = [undo_merge(merge=merge, by=lead) for _time in range(2)]

    assert (done, everything()) == ([True, False], before)


def test_what_came_later_stays(ada, twin, lead):
    merge = merged(ada, twin, lead, take=["name"])
    Candidate.objects.filter(pk=ada.pk).update(name="Ada King")
    later = DocumentFactory(candidate=ada)

    undo_merge(merge=merge, by=lead)

    ada.refresh_from_db()
    later.refresh_from_db()
    assert (ada.name, ada.phone, later.candidate) == ("Ada King", "", ada)


def test_a_merge_is_final_after_a_month(ada, twin, lead):
    merge = merged(ada, twin, lead)

    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        assert [finish_merges(), finish_merges()] == [1, 0]
        merge.refresh_from_db()
        with pytest.raises(NotMergeable, match="final"):
            undo_merge(merge=merge, by=lead)

    twin.refresh_from_db()
    assert (merge.former, merge.moved) == ([], [])
    assert (twin.name, twin.email, twin.phone, twin.links) == ("Ada Lovelace", "a.lovelace@example.com", "", "")


# Privacy -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", ["ada", "twin"])
def test_erasing_either_erases_both(ada, twin, lead, posting, who):
    ApplicationFactory(posting=posting, candidate=twin)
    give_consent(candidate=ada, wording="Yes.", by=None)
    give_consent(candidate=twin, wording="Yes.", by=None)
    merge = merged(ada, twin, lead, take=["name"])
    data = data_of(Candidate.objects.get(pk=ada.pk))

    erase_candidate(candidate={"ada": ada, "twin": twin}[who], by=lead)

    merge.refresh_from_db()
    assert [one["email"] for one in data["merged"]] == ["a.lovelace@example.com"]
    assert len(data["applications"]) == 3
    assert [one.erased_at is None for one in Candidate.objects.all()] == [False, False]
    assert [erasures.was_erased(email) for email in ("ada@example.com", "a.lovelace@example.com")] == [True, True]
    assert (merge.former, Consent.objects.count(), Document.objects.count()) == ([], 0, 0)
    assert not any("ovelace" in row for row in everything())


# Finding -----------------------------------------------------------------------------------------------

WORDS = " ".join(f"engine{number} of note{number % 7}" for number in range(80))


def test_pairs_are_found_by_the_sweep_and_go_when_they_no_longer_match():
    ada = CandidateFactory(name="Ada Lovelace", email="ada@gmail.com", phone="01 23 45 67 89")
    by_mail = CandidateFactory(email="a.d.a+jobs@googlemail.com")
    by_phone = CandidateFactory(phone="+33 (0)1 23 45 67 89")
    by_text = CandidateFactory(name="Lovelace Àda")
    other = CandidateFactory(name="Grace Hopper")
    for candidate in (ada, by_text, other):
        DocumentFactory(candidate=candidate, text=f"{WORDS} {candidate.pk}")
    match_due()

    found = {pair.other: pair.reasons for pair in Pair.objects.filter(one=ada)}
    by_phone.phone = ""
    by_phone.save()
    match_due()

    assert found == {by_mail: ["email"], by_phone: ["phone"], by_text: ["text"]}
    assert Pair.objects.count() == 2


def test_a_pair_that_was_said_to_be_two_stays_so(lead):
    one, other = (CandidateFactory(phone="+33 1 23 45 67 89") for _number in range(2))
    match_due()
    pair = Pair.objects.get()

    done = [dismiss_pair(pair=pair, by=lead) for _time in range(2)]
    other.name = "Somebody"
    other.save()
    match_due()

    assert done == [True, False]
    assert (Pair.objects.get().dismissed_by, Pair.objects.open_to(lead).count()) == (lead, 0)
    assert one.pk < other.pk


def test_two_thousand_people_take_few_queries(django_assert_max_num_queries):
    Candidate.objects.bulk_create(
        Candidate(name=f"N {number}", email=f"n{number}@example.com", phone=f"+33 6 {number % 1500:08}")
        for number in range(2_000)
    )

    with django_assert_max_num_queries(40 * 16 + 2):
        match_due()

    assert Pair.objects.count() == 500


def test_a_number_that_many_share_says_nothing():
    CandidateFactory.create_batch(25, phone="+33 1 23 45 67 89")

    match_due()
    CandidateFactory(phone="+33 1 23 45 67 89")
    match_due()

    assert Pair.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "constraint"),
    [({"one": "other", "other": "one"}, "pair_in_order"), ({}, r"pair_once|UNIQUE")],
)
def test_a_pair_is_there_once(change, constraint):
    people = dict(zip(("one", "other"), CandidateFactory.create_batch(2), strict=True))
    Pair.objects.create(**people)

    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Pair.objects.create(**{name: people[change.get(name, name)] for name in people})


def test_nobody_is_merged_into_themselves(ada, lead):
    with pytest.raises(IntegrityError, match="candidate_not_merged_into_self"), transaction.atomic():
        Candidate.objects.filter(pk=ada.pk).update(merged_into=ada.pk)
    with pytest.raises(IntegrityError, match="merge_of_two"), transaction.atomic():
        Merge.objects.create(survivor=ada, other=ada, by=lead, at=timezone.now())


# Pages -------------------------------------------------------------------------------------------------


@pytest.fixture
def pair(ada, twin):
    return Pair.objects.create(one=ada, other=twin, reasons=["phone"])


def pair_url(pair: Pair, name: str = "duplicate") -> str:
    return reverse(f"studio:{name}", args=[pair.pk])


@pytest.mark.parametrize("count", [1, 3])
def test_pairs_are_listed(sign_in, lead, django_assert_num_queries, count):
    people = [CandidateFactory.create_batch(2) for _number in range(count)]
    Pair.objects.bulk_create(Pair(one=one, other=other, reasons=["phone"]) for one, other in people)
    client = sign_in(lead)

    with django_assert_num_queries(5):
        page = page_of(client.get(LIST))

    assert [one.name in page and other.name in page for one, other in people] == [True] * count
    assert page.count("same phone number") == count


def test_a_pair_is_shown_to_those_who_may_change_both(sign_in, pair, posting):
    owner, half = sign_in(posting.created_by), UserFactory(recruiter=True)
    theirs = Pair.objects.create(one=pair.one, other=CandidateFactory(name="Theirs", sourced=True, added_by=half))

    page = page_of(owner.get(LIST))

    assert ("Ada L." in page, "Theirs" in page) == (True, False)
    assert [owner.get(pair_url(one)).status_code for one in (pair, theirs)] == [200, 404]
    assert sign_in(half).get(pair_url(theirs)).status_code == 404


def test_two_are_compared_and_merged(sign_in, pair, posting):
    client = sign_in(posting.created_by)
    compared = page_of(client.get(pair_url(pair)))

    refused = client.post(pair_url(pair), {"name": "one"})
    page = page_of(client.post(pair_url(pair), {"name": "other", "email": "one", "links": "both"}, follow=True))

    assert "a.lovelace@example.com" in compared
    assert (refused.status_code, "Choose which one stays." in page_of(refused)) == (422, True)
    assert "<h1>Ada L.</h1>" in page
    assert "Put together from two records" in page
    assert client.post(pair_url(pair), {"name": "one"}).status_code == 404


def test_a_merge_is_undone_on_the_page(sign_in, pair, posting, lead):
    merge = merged(pair.one, pair.other, lead)
    client, url = sign_in(posting.created_by), reverse("studio:undo_merge", args=[merge.pk])

    page = page_of(client.post(url, follow=True))
    again = client.post(url)

    assert "they are two people again" in page
    assert (again.status_code, Candidate.objects.kept().count()) == (302, 2)
    assert sign_in(UserFactory(recruiter=True)).post(url).status_code == 404
    assert client.get(url).status_code == 405


def test_two_are_said_to_be_different(sign_in, pair, posting):
    client = sign_in(posting.created_by)

    page = page_of(client.post(pair_url(pair, "dismiss_duplicate"), follow=True))

    assert "Remembered: they are two people." in page
    assert client.post(pair_url(pair, "dismiss_duplicate")).status_code == 404
    assert client.get(pair_url(pair, "dismiss_duplicate")).status_code == 405


def test_only_recruiters_and_leads_merge(sign_in, hiring_manager, pair):
    client = sign_in(hiring_manager)

    answers = [client.get(LIST), client.get(pair_url(pair)), client.post(pair_url(pair, "dismiss_duplicate"))]

    assert [answer.status_code for answer in answers] == [403] * 3
