import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.search.query import parse
from candidates.search.snippets import snippet


def shown(text, asked, *, language="en", around=60, typing=False):
    pieces = snippet(text, parse(asked, typing=typing), language=language, around=around)
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("text", "asked", "expected"),
    [
        ("I led teams in Lyon.", "python", ""),
        ("", "python", ""),
        ("I led teams in Lyon.", "lyon", "I led teams in [Lyon]"),
        ("I led teams in Lyon.", "LED team", "I [led] [teams] in Lyon"),
        ("I managed it.", "managing", "I [managed] it"),
        ("chief   technology\nofficer of us", '"technology officer"', "chief [technology officer] of us"),
        ("technology and an officer", '"technology officer"', ""),
        ("I know C++ and C#.", "c++", "I know [C++] and C#"),
        ("python java", "python -java", "[python] java"),
    ],
)
def test_the_words_that_answer_are_marked(text, asked, expected):
    assert shown(text, asked) == expected


def test_the_place_with_the_most_different_words_is_shown():
    text = "Python " + "and so on " * 30 + "Python in Lyon " + "and so on " * 30

    assert shown(text, "python lyon") == "… on and so on and so on [Python] in [Lyon] and so on and so on …"


def test_a_word_that_is_being_typed():
    assert shown("I know Python.", "pyth", typing=True) == "I know [Python]"


def test_a_stem_is_of_the_texts_language():
    assert shown("Elle dirigeait des équipes", "équipe dirigeait", language="fr") == "Elle [dirigeait] des [équipes]"


@given(st.text(), st.text(min_size=1), st.integers(min_value=1, max_value=300))
def test_any_text_and_any_question(text, asked, around):
    pieces = snippet(text, parse(asked), language="fr", around=around)

    assert bool(pieces) == any(piece.is_hit for piece in pieces)
    said = "".join(piece.text for piece in pieces).removeprefix("… ").removesuffix(" …")
    assert said in " ".join(text.split()) or said.strip() in " ".join(text.split())
