"""Who may see which application is one rule, told to the database in several ways: they all say what the rule says.

One world has everything at once: users of each kind, whose account is in use or not, each with every part in postings
with and without names, and in each of these applications of every sort, some of which they are assigned to.
"""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from accounts.models import Kind, User
from candidates.models import Candidate
from hiring.actions import erase_candidate, merge_candidates
from hiring.actions.noting import people_to_mention
from hiring.actions.revealing import reveal_application
from hiring.choices import State
from hiring.models import Application, Assignment
from postings.choices import Part
from postings.models import Membership, Posting
from tests.factories.accounts import UserFactory
from tests.factories.hiring import ApplicationFactory
from tests.factories.postings import PostingFactory

pytestmark = pytest.mark.django_db

KINDS = ["", *Kind.values, "superuser"]
PARTS = [Part.RECRUITER, Part.HIRING_MANAGER, Part.INTERVIEWER, None]  # and one owner a posting
SORTS = ["active", "hired", "rejected", "withdrawn", "revealed", "erased", "superseded"]
WHO = [(kind, is_active) for kind in KINDS for is_active in (True, False)]


POSTINGS = 2 * len(PARTS) + len(KINDS)


def part_of(user: int, posting: int) -> str | None:
    """Which part a user has in a posting, each by their place: all have each, but not in the same; those whose account
    is in use own one."""
    owner = 2 * (posting - 2 * len(PARTS))
    return Part.OWNER if user == owner else PARTS[(user + posting) % len(PARTS)]


def is_blind(posting: int) -> bool:
    return posting // len(PARTS) % 2 == 1


def is_assigned(user: int, application: int) -> bool:
    return (user + application) % 2 == 0


def build() -> SimpleNamespace:
    lead = UserFactory(lead=True)
    users = [
        UserFactory(superuser=True, is_active=is_active)
        if kind == "superuser"
        else UserFactory(kind=kind, is_active=is_active)
        for kind, is_active in WHO
    ]
    postings = PostingFactory.create_batch(POSTINGS, published=True)
    Membership.objects.filter(posting__in=postings).delete()
    rows = []  # a posting's place, an application's, what sort it is, the application
    for place, posting in enumerate(postings):
        posting.is_blind = is_blind(place)
        posting.save(update_fields=["is_blind"])
        parts = [(user, part_of(number, place)) for number, user in enumerate(users)]
        Membership.objects.bulk_create(
            Membership(posting=posting, user=user, part=part) for user, part in parts if part
        )
        for number in range(2 * len(SORTS)):
            sort = SORTS[number // 2]
            state = {sort: True} if sort in {"hired", "rejected", "withdrawn"} else {}
            application = ApplicationFactory(posting=posting, cv=None, **state)
            rows.append((place, number, sort, application))
            Assignment.objects.bulk_create(
                Assignment(application=application, user=user, by=lead)
                for place_of_user, user in enumerate(users)
                if is_assigned(place_of_user, number)
            )
            if sort == "revealed" and posting.is_blind:
                reveal_application(application=application, by=lead)
            elif sort == "erased":
                kept = list(Assignment.objects.filter(application=application))
                erase_candidate(candidate=application.candidate, by=None)
                Assignment.objects.bulk_create(kept)  # as if it had been forgotten: the rule holds by itself
            elif sort == "superseded":
                counts = ApplicationFactory(posting=posting, cv=None, hired=True)
                merge_candidates(survivor=counts.candidate, other=application.candidate, by=lead)
                rows.append((place, number, "counts instead", counts))
    return SimpleNamespace(users=[user.pk for user in users], rows=rows)


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The world, made once, and taken back at the end."""
    private = settings.STORAGES["default"] | {"OPTIONS": {"location": tmp_path_factory.mktemp("private")}}
    storages = settings.STORAGES | {"default": private}
    with django_db_blocker.unblock(), override_settings(STORAGES=storages), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


def sees(who: int, place: int, number: int, sort: str) -> bool:
    """The rule."""
    kind, is_active = WHO[who]
    if not is_active or sort in {"erased", "superseded"}:
        return False
    if kind in {Kind.LEAD, "superuser"}:
        return True
    part = part_of(who, place)
    return part in {Part.OWNER, Part.RECRUITER, Part.HIRING_MANAGER} or (
        part == Part.INTERVIEWER and is_assigned(who, number)
    )


def is_hidden(place: int, sort: str) -> bool:
    """Whether the name is not to be read."""
    return is_blind(place) and sort in {"active", "withdrawn"}


def seen(world, who: int) -> set[int]:
    return {row.pk for place, number, sort, row in world.rows if sees(who, place, number, sort)}


def keys(rows) -> set[int]:
    return set(rows.order_by().values_list("pk", flat=True))


each = pytest.mark.parametrize("who", range(len(WHO)), ids=[f"{kind or 'of no kind'}-{used}" for kind, used in WHO])


def user_of(world, who: int) -> User:
    return User.objects.get(pk=world.users[who])


@each
def test_the_rule_is_what_the_database_says(world, who):
    assert keys(Application.objects.visible_to(user_of(world, who))) == seen(world, who)


@each
def test_a_posting_shows_of_its_own_what_the_rule_says(world, who):
    user, postings = user_of(world, who), Posting.objects.all()
    active = {row.pk for _place, _number, _sort, row in world.rows if row.state == State.ACTIVE}

    here = {posting.pk: keys(Application.objects.in_posting(posting, user)) for posting in postings}
    waiting = {posting.pk: keys(Application.objects.waiting_in(posting, user)) for posting in postings}

    expected = dict(Application.objects.filter(pk__in=seen(world, who)).values_list("pk", "posting"))
    assert {pk: posting for posting, found in here.items() for pk in found} == expected
    assert waiting == {posting: found & active for posting, found in here.items()}


@each
def test_names_are_read_of_what_the_rule_shows_but_of_the_hidden(world, who):
    user, hidden = user_of(world, who), {row.pk for place, _no, sort, row in world.rows if is_hidden(place, sort)}

    assert keys(Application.objects.hidden().kept()) == hidden
    assert keys(Application.objects.kept().named_one_by_one(user)) == seen(world, who) - hidden
    assert keys(Application.objects.visible_to(user).shown()) == seen(world, who) - hidden


@each
def test_what_more_is_allowed_is_allowed_of_what_is_seen(world, who):
    user = user_of(world, who)
    decidable, reviewable = keys(Application.objects.decidable_by(user)), keys(Application.objects.reviewable_by(user))

    assert decidable <= reviewable <= seen(world, who)


@each
def test_people_are_seen_by_those_names_in_either_way(world, who):
    user = user_of(world, who)
    named = Application.objects.filter(pk__in=seen(world, who)).shown()

    assert keys(Candidate.objects.seen_one_by_one(user)) == keys(Candidate.objects.visible_to(user))
    assert set(named.values_list("candidate", flat=True)) <= keys(Candidate.objects.visible_to(user))
    parts = [keys(part) for part in Candidate.objects.parts_for(user)]
    assert set().union(*parts) == keys(Candidate.objects.visible_to(user))


def test_who_can_be_named_in_a_note_is_who_sees_the_application(world):
    for place, number, sort, row in world.rows:
        if sort in {"erased", "superseded"}:
            continue
        now = Application.objects.select_related("candidate").get(pk=row.pk)
        readers = keys(people_to_mention(candidate=now.candidate, application=now)) & {*world.users}
        assert readers == {world.users[who] for who in range(len(WHO)) if sees(who, place, number, sort)}


def test_the_world_has_everything(world):
    """Each user has each part with and without names, and is assigned to one of each sort there, and not to another."""
    for who in range(len(WHO)):
        met = {
            (part_of(who, place), is_blind(place), sort, is_assigned(who, number))
            for place, number, sort, _row in world.rows
            if sort in SORTS and part_of(who, place) != Part.OWNER
        }
        assert len(met) == len(PARTS) * 2 * len(SORTS) * 2
        owned = [place for place in range(POSTINGS) if part_of(who, place) == Part.OWNER]
        assert len(owned) == (1 if WHO[who][1] else 0)
