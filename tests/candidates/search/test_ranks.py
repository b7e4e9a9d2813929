import pytest

from candidates.search.dialects import fts5_columns
from candidates.search.query import parse
from candidates.search.ranks import asked_of, rank


def rank_of(text, asked, *, typing=False):
    return rank(*fts5_columns(text, "en"), asked_of(parse(asked, typing=typing)))


@pytest.mark.parametrize(
    ("better", "worse", "asked"),
    [
        ("python and python", "python and java", "python"),
        ("python, java", "java, ruby", "python or java or perl"),
        ("python and java", "python and python and python", "python java"),
        ("I led teams", "I led teams in Lyon, and much else besides", "led"),
        ("developers wanted", "developing wanted", "developers"),
        ("data engineer or a data engineer", "data engineer or an engineer data", '"data engineer"'),
        ("pytest python", "python ruby", "pyt"),
    ],
    ids=["oftener", "any of several", "both rather than one", "in less text", "the word itself", "a phrase", "typed"],
)
def test_what_answers_better_ranks_higher(better, worse, asked):
    typing = asked == "pyt"

    assert rank_of(better, asked, typing=typing) > rank_of(worse, asked, typing=typing)


@pytest.mark.parametrize(
    ("text", "asked"), [("", "python"), ("pythons", '"python"'), ("jython", "python"), ("java", "java")]
)
def test_nothing_counts_but_what_was_asked_for(text, asked):
    assert (rank_of(text, asked) > 0) is (text == asked)


def test_one_word_said_over_and_over_is_worth_one_clause_at_most():
    assert rank_of("python " * 10_000, "python") <= 1


def test_some_letters_more_are_worth_nothing():
    assert rank_of("Ada. I build engines.", "engines") == rank_of("Cleopatra. I mend engines.", "engines")


def test_what_is_left_out_counts_nothing():
    assert rank_of("python java", "python -java") == rank_of("python java", "python")
