"""The same questions find the same on both databases: this file runs on each."""

import pytest
from django.db import connection
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from candidates.models import SearchEntry
from candidates.search import index
from candidates.search.query import MAX_TERMS, parse
from candidates.search.snippets import snippet
from tests.factories.candidates import CandidateFactory

pytestmark = pytest.mark.django_db

TEXTS = {
    "ada": ("en", "Ada Lovelace, ada@example.com. I managed a team of three engineers in Lyon. Python, C++ and C#."),
    "zoe": ("fr", "Zoé Béranger. J’ai dirigé une équipe de développement à Montréal ; .NET et Python."),
    "max": ("en", "Max Weber. Chief technology officer: hiring, budgets, full-stack work. Java, never Python?"),
    "ivo": ("en", "Ivo. Technology, and an officer of the chief. Team leads, 10 years."),
    "empty": ("en", ""),
}


@pytest.fixture
def entries():
    made = {}
    for name, (language, text) in TEXTS.items():
        made[name] = SearchEntry.objects.create(candidate=CandidateFactory(), language=language, text=text)
    index.write([index.Words(entry.pk, entry.text, entry.language) for entry in made.values()])
    return made


def found(entries, asked, *, typing=False):
    names = {entry.pk: name for name, entry in entries.items()}
    return {names[entry.pk] for entry in SearchEntry.objects.answering(parse(asked, typing=typing))}


QUESTIONS = [
    ("", set()),
    ("-python", set()),
    ("python", {"ada", "zoe", "max"}),
    ("PYTHON lyon", {"ada"}),
    ("python -java", {"ada", "zoe"}),
    ("python -java -lyon", {"zoe"}),
    ("lyon or montreal", {"ada", "zoe"}),
    ("lyon or montreal python -c#", {"zoe"}),
    ("managing", {"ada"}),
    ("managers", {"ada"}),
    ("team", {"ada", "ivo"}),
    ("teams", {"ada", "ivo"}),
    ('"teams"', set()),
    ("dirige equipes", {"zoe"}),
    ("développement", {"zoe"}),
    ("developpements", {"zoe"}),
    ("zoe", {"zoe"}),
    ('"chief technology officer"', {"max"}),
    ("chief technology officer", {"max", "ivo"}),
    ('-"chief technology" officer', {"ivo"}),
    ("full-stack", {"max"}),
    ("stack-full", set()),
    ("ada@example.com", {"ada"}),
    ("c++", {"ada"}),
    ("c#", {"ada"}),
    ("c", set()),
    (".net", {"zoe"}),
    ("net", set()),
    ("10", {"ivo"}),
    ("1", set()),
    ("'; drop table -- \\ : * & | ! ( ) ~ \"", set()),
    ("team or 'x' & !y", set()),
]


@pytest.mark.parametrize(("asked", "names"), QUESTIONS)
def test_what_a_question_finds(entries, asked, names):
    assert found(entries, asked) == names


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("pyth", {"ada", "zoe", "max"}),
        ("pyth ", set()),
        ("lyon pyth", {"ada"}),
        ("p", set()),
        ("managem", set()),
        ("engin", {"ada"}),
        ("full-st", {"max"}),
        ("dévelop", {"zoe"}),
    ],
)
def test_the_last_word_while_typing(entries, asked, names):
    assert found(entries, asked, typing=True) == names


@pytest.mark.parametrize(("asked", "names"), QUESTIONS)
def test_a_snippet_shows_why_each_was_found(asked, names):
    for name in names:
        language, text = TEXTS[name]
        assert any(piece.is_hit for piece in snippet(text, parse(asked), language=language))


def test_a_text_that_changed_is_found_by_its_new_words_only(entries):
    ada = entries["ada"]

    index.write([index.Words(ada.pk, "Grace Hopper, compilers", "en")])

    assert (found(entries, "lyon"), found(entries, "compiler")) == (set(), {"ada"})


def test_what_is_deleted_is_found_no_more_and_leaves_no_word(entries):
    entries["ada"].delete()
    CandidateFactory(name="Erased", email=None, erased_at=timezone.now())
    index.forget_erased()

    assert found(entries, "lyon") == set()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT block FROM candidates_searchwords_data")
            assert not any(b"lovelace" in bytes(block) for (block,) in cursor.fetchall())


def test_a_very_long_text_can_be_kept(entries):
    words = " ".join(f"word{number}" for number in range(20_000))

    index.write([index.Words(entries["empty"].pk, f"{words} {'python ' * 500} last", "en")])

    assert found(entries, "word19999 last python") == {"empty"}


class TestAnything(TestCase):
    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
    @given(st.text(max_size=200), st.text(max_size=200), st.booleans())
    def test_any_text_is_kept_and_any_question_answered(self, text, asked, typing):
        text = text.replace("\0", "")
        entry = SearchEntry.objects.create(candidate=CandidateFactory(), language="fr", text=text)
        index.write([index.Words(entry.pk, text, "fr")])

        list(SearchEntry.objects.answering(parse(asked, typing=typing)))
        query = parse(text[:40])

        assert query.is_cut or query.unwanted or query.says_nothing or list(SearchEntry.objects.answering(query))
        assert len(query.clauses) <= MAX_TERMS
