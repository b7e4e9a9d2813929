"""`manage.py seed_demo`: much data, of the kind that the normal code makes, on both databases."""

from collections import Counter
from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, F, Q
from django.utils import timezone

from candidates.models import Candidate, Consent, Document, SearchEntry
from candidates.search.query import parse
from config.seed.bulk import Rows
from config.seed.load import seed
from config.seed.vocabulary import Sentences, invented, name_of, ranked
from hiring import workflow
from hiring.choices import State, StepKind
from hiring.models import Answer, Application, Move, Note, Scorecard
from hiring.retention import endings
from hiring.search import find, index_due
from postings.choices import State as PostingState
from postings.models import Company, Posting, Version

PEOPLE, POSTINGS = 160, 7


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """Some people, made once for all tests here, which take back what they change."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_reference", verbosity=0, stdout=StringIO())
        made = seed(candidates=PEOPLE, postings=POSTINGS, seed="tests")
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def aside(seeded):
    """Take back what a test does to the people that all tests here look at."""
    from django.db import transaction

    with transaction.atomic():
        yield seeded
        transaction.set_rollback(True)


def words_kept() -> list[tuple]:
    """What the database itself keeps of entries' words."""
    own = "id, vector, places FROM candidates_searchentry"
    ask = own if connection.vendor == "postgresql" else "rowid, words, stems, places FROM candidates_searchwords"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {ask} ORDER BY 1")
        return cursor.fetchall()


def test_it_makes_what_was_asked_for_and_counts_it(seeded):
    assert Candidate.objects.count() == PEOPLE
    assert Counter(Posting.objects.values_list("state", flat=True)) == {"published": 6, "closed": 1}
    models = (Candidate, Document, Consent, Application, Move, Answer, Note, Scorecard, SearchEntry)
    counted = (*models, Posting, Version, Company)
    assert {model._meta.label: model.objects.count() for model in counted}.items() <= seeded.rows.items()
    assert seeded.total == sum(seeded.rows.values()) > 8 * PEOPLE


def test_indexing_again_changes_nothing(aside):
    entries, kept = list(SearchEntry.objects.order_by("pk").values()), words_kept()
    assert len(kept) == len(entries) > PEOPLE

    Candidate.objects.update(search_due=True)
    assert index_due() == PEOPLE

    assert list(SearchEntry.objects.order_by("pk").values()) == entries
    assert words_kept() == kept


def test_the_words_kept_are_those_that_indexing_makes(aside):
    entries, kept = list(SearchEntry.objects.order_by("pk").values()), words_kept()

    SearchEntry.objects.all().delete()
    Candidate.objects.update(search_due=True)
    index_due()

    made = [{**entry, "id": None} for entry in SearchEntry.objects.order_by("pk").values()]
    assert made == [{**entry, "id": None} for entry in entries]
    assert [row[1:] for row in words_kept()] == [row[1:] for row in kept]


def test_no_constraint_is_broken(seeded):
    """The database checked its own as the rows came; foreign keys on SQLite only when they are asked for."""
    connection.check_constraints()
    for model in (Candidate, Application, Move, Consent, Document, Answer, Note, Scorecard):
        for row in model.objects.all():
            row.validate_constraints()


def test_the_moves_of_an_application_lead_to_where_it_is(seeded):
    for application in Application.objects.prefetch_related("moves__by", "posting__steps"):
        first, *others = sorted(application.moves.all(), key=lambda move: (move.at, move.pk))
        inbox, *_others = sorted(application.posting.steps.all(), key=lambda step: step.position)
        assert (first.from_state, first.from_step_id, first.at) == ("", None, application.created_at)
        state, step, since, moment = State.ACTIVE, inbox.pk, first.at, first.at
        assert (first.to_state, first.to_step_id) == (state, step)
        for move in others:
            assert (move.from_state, move.from_step_id) == (state, step)
            if move.changes_state:
                assert workflow.allows(state, move.to_state, by_candidate=move.by is None)
            else:
                since = move.at
            assert moment <= move.at <= timezone.now()
            state, step, moment = move.to_state, move.to_step_id, move.at
        assert (application.state, application.step_id, application.step_since) == (state, step, since)
        last = [first, *others][-1]
        assert application.rejection_reason_id == (last.reason_id if state == State.REJECTED else None)


def test_nobody_is_to_be_erased(seeded):
    assert list(endings(until=timezone.localdate())) == []


def test_everything_refers_to_its_own(seeded):
    assert not Application.objects.exclude(cv__candidate=F("candidate")).exists()
    assert not Application.objects.exclude(version__posting=F("posting")).exists()
    assert not Application.objects.filter(consent__isnull=False).exclude(consent__candidate=F("candidate")).exists()
    assert not Answer.objects.exclude(question__posting=F("application__posting")).exists()
    assert not Note.objects.exclude(application__candidate=F("candidate")).exists()
    assert not Note.objects.exclude(application__posting__members=F("by")).exists()
    assert not Application.objects.filter(created_at__lt=F("version__published_at")).exists()
    assert (
        not Application.objects.filter(
            posting__state=PostingState.CLOSED, posting__transitions__to_state=PostingState.CLOSED
        )
        .filter(created_at__gt=F("posting__transitions__at"), posting__transitions__to_state="closed")
        .exists()
    )


def test_who_was_met_has_verdicts_of_members_given_in_their_last_step(seeded):
    assert Application.objects.active().filter(scorecards__isnull=False).exists()
    for card in Scorecard.objects.select_related("application__step"):
        moves = card.application.moves.order_by("-at", "-pk")
        assert card.application.posting.members.filter(pk=card.by_id).exists()
        assert card.application.step.kind in {StepKind.INTERVIEW, StepKind.OFFER}
        until = timezone.now() if card.application.state == State.ACTIVE else moves[0].at
        assert card.application.step_since <= card.at <= until


def test_there_are_people_of_every_kind(seeded):
    assert set(Application.objects.values_list("state", flat=True)) >= {State.ACTIVE, State.REJECTED}
    assert Candidate.objects.in_pool().count() > PEOPLE // 5
    assert Candidate.objects.filter(added_by__isnull=False, applications=None).exists()
    assert Candidate.objects.filter(tags__isnull=False).exists()
    assert Application.objects.values("candidate").annotate(n=Count("pk")).filter(n=2).exists()
    assert Application.objects.active().values("step__position").distinct().count() >= 4
    assert set(SearchEntry.objects.values_list("language", flat=True)) == {"en", "fr"}


def test_a_rare_name_is_found_about_twenty_times(seeded):
    from tests.factories.accounts import UserFactory

    text = Document.objects.order_by("pk").first().text
    rare = next(line.partition(":")[0] for line in text.splitlines() if ": " in line and " " not in line.split(":")[0])

    found = find(parse(rare), user=UserFactory(lead=True))

    having = Candidate.objects.filter(documents__text__contains=rare).distinct()
    assert set(found.keys) == set(having.values_list("pk", flat=True))
    assert 5 <= len(found.keys) <= 40


def test_a_cv_is_about_two_and_a_half_kilobytes(seeded):
    sizes = [len(text.encode()) for text in Document.objects.values_list("text", flat=True)]

    assert 2_200 < sum(sizes) / len(sizes) < 2_900


def test_again_adds_more(aside):
    again = seed(candidates=30, postings=2, seed="tests")

    assert Candidate.objects.count() == PEOPLE + 30
    assert again.rows["candidates.Candidate"] == 30
    assert Application.objects.filter(Q(posting__created_at__gte=timezone.now())).count() == 0
    new = Candidate.objects.create(name="Somebody", email="somebody@example.org")  # by the database's own number
    assert new.pk > Candidate.objects.exclude(pk=new.pk).order_by("-pk").first().pk


@contextmanager
def sequences_put_back():
    """PostgreSQL's sequences go on after a rollback, and people are made by their numbers."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT format('%I.%I', schemaname, sequencename), last_value FROM pg_sequences")
        before = cursor.fetchall()
        yield
        for name, last in before:
            cursor.execute("SELECT setval(%s, %s, %s)", [name, last or 1, last is not None])


@pytest.mark.django_db
def test_the_same_seed_makes_the_same_people():
    from django.db import transaction

    def people() -> list[tuple]:
        with transaction.atomic():
            call_command("load_reference", verbosity=0, stdout=StringIO())
            start = Candidate.objects.count()
            seed(candidates=12, postings=2, seed="one")
            found = list(Candidate.objects.order_by("pk").values_list("name", "phone", "documents__text"))[start:]
            transaction.set_rollback(True)
        return [(name, bool(phone), text.splitlines()[3:]) for name, phone, text in found]

    with sequences_put_back():
        first = people()

    assert people() == first


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("options", "why"),
    [
        ({"candidates": -1}, "Give a number of candidates"),
        ({"postings": 0}, "Give a number of candidates"),
        ({}, "The reference is not loaded"),
    ],
)
def test_what_makes_no_sense_is_refused(options, why):
    with pytest.raises(CommandError, match=why):
        call_command("seed_demo", **options)


@pytest.mark.django_db
def test_it_is_refused_in_production_unless_forced(settings):
    settings.PRODUCTION = True
    call_command("load_reference", verbosity=0, stdout=StringIO())

    with pytest.raises(CommandError, match="--force"):
        call_command("seed_demo", candidates=3, postings=1)
    assert not Candidate.objects.exists()

    out = StringIO()
    call_command("seed_demo", candidates=3, postings=1, force=True, stdout=out)
    assert Candidate.objects.count() == 3
    assert " a second." in out.getvalue()


def test_indexes_that_were_taken_off_for_much_data_are_there_again(aside, monkeypatch):
    def indexes() -> list[str]:
        with connection.cursor() as cursor:
            return sorted(connection.introspection.get_constraints(cursor, SearchEntry._meta.db_table))

    before = indexes()
    monkeypatch.setattr("config.seed.load.MUCH", 30)

    seed(candidates=50, postings=1, seed="tests")

    assert indexes() == before


@pytest.mark.django_db
def test_a_column_that_has_to_be_given_is_not_left_out():
    with pytest.raises(ValueError, match="token"):
        Rows(Consent, "candidate_id", "wording", "given_at", "renewed_at")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_words_are_spread_as_in_a_language(language):
    import random

    pool = Sentences.make(language, 3_000, random.Random(1)).pool
    said = Counter(word.strip(",.").lower() for sentence in pool for word in sentence.split())
    first, *_rest = ranked(language)

    assert said.most_common(1)[0][0] == first
    assert len(set(ranked(language))) == len(ranked(language))
    assert 5 < said[first] / said[ranked(language)[9]] < 15  # the tenth is a tenth as frequent
    assert sum(count == 1 for count in said.values()) > 2_000  # and most words are rare


def test_invented_names_and_words_are_each_another_one():
    from itertools import islice

    assert len({name_of(number) for number in range(5_000)}) == 5_000
    assert len(set(islice(invented("en"), 100_000))) == 100_000
