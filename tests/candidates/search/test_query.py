import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.search.query import MAX_TERMS, Clause, Query, Term, parse


def word(said, **more):
    return Term((said,), **more)


def phrase(said, **more):
    return Term(tuple(said.split()), is_phrase=True, **more)


def all_of(*terms):
    return Query(tuple(Clause((term,)) for term in terms))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Query()),
        ("   ", Query()),
        ('- | or " " ()', Query()),
        ("Python", all_of(word("python"))),
        ("python lyon", all_of(word("python"), word("lyon"))),
        ('"chief technology officer"', all_of(phrase("chief technology officer"))),
        ("“chief technology officer”", all_of(phrase("chief technology officer"))),
        ("« directeur technique »", all_of(phrase("directeur technique"))),
        ('"lead"', all_of(phrase("lead"))),
        ('"never closed', all_of(phrase("never closed"))),
        ("full-stack", all_of(phrase("full stack"))),
        ("ada@example.com", all_of(phrase("ada example com"))),
        ("python or go", Query((Clause((word("python"), word("go"))),))),
        ("python OU go | rust", Query((Clause((word("python"), word("go"), word("rust"))),))),
        ("lyon python or go", Query((Clause((word("lyon"),)), Clause((word("python"), word("go")))))),
        ("or python", all_of(word("python"))),
        ("python or", all_of(word("python"))),
        ('"or"', all_of(phrase("or"))),
        ("python -java", Query((Clause((word("python"),)), Clause((word("java"),), is_not=True)))),
        ('python -"team lead"', Query((Clause((word("python"),)), Clause((phrase("team lead"),), is_not=True)))),
        ("python or -java", Query((Clause((word("python"),)), Clause((word("java"),), is_not=True)))),
        ("-java or python", Query((Clause((word("java"),), is_not=True), Clause((word("python"),))))),
        ("python - java", all_of(word("python"), word("java"))),
    ],
)
def test_what_is_asked(text, expected):
    assert parse(text) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("lyon pyth", word("pyth", is_prefix=True)),
        ("lyon full-st", phrase("full st", is_prefix=True)),
        ("lyon p", word("p")),
        ("lyon python ", word("python")),
        ('lyon "chief tech"', phrase("chief tech")),
    ],
)
def test_the_last_word_may_still_be_typed(text, last):
    assert parse(text, typing=True).clauses[-1].terms[-1] == last


@pytest.mark.parametrize(("text", "says_nothing"), [("", True), ("-java", True), ("java", False), ("-java go", False)])
def test_a_question_that_only_leaves_out_says_nothing(text, says_nothing):
    assert parse(text).says_nothing is says_nothing


@pytest.mark.parametrize(
    ("text", "expected"),
    [("java", Query()), ('go -java -"team lead"', Query((Clause((word("java"), phrase("team lead"))),)))],
)
def test_what_is_to_be_left_out_as_a_question_of_its_own(text, expected):
    assert parse(text).left_out == expected


def test_a_very_long_question_is_cut_and_says_so():
    read = parse(" ".join(f"w{number}" for number in range(MAX_TERMS + 1)))

    assert (len(read.clauses), read.is_cut) == (MAX_TERMS, True)


@given(st.text(), st.booleans())
def test_nothing_that_is_typed_is_a_mistake(text, typing):
    read = parse(text, typing=typing)

    assert all(clause.terms and all(term.words for term in clause.terms) for clause in read.clauses)
    assert all(term.is_phrase or len(term.words) == 1 for clause in read.clauses for term in clause.terms)
