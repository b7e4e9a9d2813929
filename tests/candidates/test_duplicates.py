"""The rules of who may be the same person."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from candidates.duplicates import (
    SAME_TEXT,
    SIMILAR,
    Card,
    Kind,
    bands_of,
    email_box,
    keys_of,
    name_similarity,
    phone_number,
    same_number,
    sketch_of,
    text_similarity,
    why_same,
)

WORDS = [f"engine{number} of note{number % 7}" for number in range(200)]
CV = " ".join(WORDS)


@pytest.mark.parametrize(
    ("email", "box"),
    [
        ("Ada@Example.com", "ada@example.com"),
        ("ada+jobs@example.com", "ada@example.com"),
        ("a.d.a+x@gmail.com", "ada@gmail.com"),
        ("ada@googlemail.com", "ada@gmail.com"),
        ("a.da@example.com", "a.da@example.com"),
        ("+jobs@example.com", "+jobs@example.com"),
        ("", ""),
    ],
)
def test_an_address_has_a_box(email, box):
    assert email_box(email) == box


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+33 1 23 45 67 89", "01 23 45 67 89", True),
        ("+33 (0)1 23 45 67 89", "0033 1.23.45.67.89", True),
        ("+45 12 34 56 78", "12345678", True),
        ("01 23 45 67 89", "06 23 45 67 89", False),
        ("+33 1 23 45 67 89", "+44 1 23 45 67 89", False),
        ("123 456", "123 456", False),
        ("", "", False),
    ],
)
def test_a_number_is_the_same_with_and_without_its_country(one, other, same):
    assert same_number(phone_number(one), phone_number(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Ada Lovelace", "LOVELACE Ada", True),
        ("Inès Moreau", "Ines Moreau", True),
        ("Ada Lovelace", "Ada King Lovelace", True),
        ("Tomasz Zieliński", "Tomasz Zielinsky", True),
        ("Ada Lovelace", "Grace Hopper", False),
        ("Ada", "Ada Lovelace", False),
        ("Anna Schmidt", "Anna Schulz", False),
        ("", "", False),
    ],
)
def test_names_are_alike_or_not(one, other, alike):
    assert (name_similarity(one, other) >= SIMILAR) is alike
    assert name_similarity(one, other) == name_similarity(other, one)


def test_texts_are_alike_by_what_they_share():
    edited = " ".join(["Now", "with", *WORDS, "and", "more"])
    half = " ".join([*WORDS[:100], *(f"ship{number} at sea{number}" for number in range(100))])

    assert text_similarity(sketch_of(CV), sketch_of(CV.upper())) == 1
    assert text_similarity(sketch_of(CV), sketch_of(edited)) >= SAME_TEXT
    assert text_similarity(sketch_of(CV), sketch_of(half)) < SAME_TEXT
    assert sketch_of("Ada, engineer") == ()


@pytest.mark.parametrize(
    ("other", "reasons"),
    [
        (Card("X", email="ada+1@example.com"), [Kind.EMAIL]),
        (Card("X", phone="0123456789"), [Kind.PHONE]),
        (Card("Lovelace Ada", sketches=(sketch_of(CV),)), [Kind.TEXT]),
        (Card("Grace Hopper", sketches=(sketch_of(CV),)), []),
        (Card("Ada Lovelace"), []),
    ],
)
def test_people_are_the_same_for_a_reason(other, reasons):
    ada = Card("Ada Lovelace", "ada@example.com", "+33 1 23 45 67 89", (sketch_of(CV),))

    assert why_same(ada, other) == reasons
    assert bool(keys_of(ada) & keys_of(other)) or not reasons


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(0, 199), max_size=4))
def test_texts_that_are_alike_share_a_key(dropped):
    other = " ".join(word for number, word in enumerate(WORDS) if number not in dropped)
    one, two = sketch_of(CV), sketch_of(other)

    assert text_similarity(one, two) < SAME_TEXT or set(bands_of(one)) & set(bands_of(two))


@given(st.text(), st.text())
def test_any_names_have_a_similarity(one, other):
    assert 0 <= name_similarity(one, other) <= 1
