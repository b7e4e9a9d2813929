"""Numbers and days as people type them, and which answers put last."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hiring.knock_outs import is_knock_out
from hiring.typed import parse_day, parse_number, plain_number

NUMBERS = {
    ("3", "en"): "3",
    ("3.5", "en"): "3.5",
    ("3,5", "en"): "3.5",
    ("3,5", "fr"): "3.5",
    ("1,500", "en"): "1500",
    ("1,500", "fr"): "1.5",
    ("1,500,000.25", "en"): "1500000.25",
    ("1 500", "fr"): "1500",
    ("1\u202f500,50", "fr"): "1500.5",
    ("1\u00a0500", "fr"): "1500",
    ("1’500", "fr"): "1500",
    ("-2", "en"): "-2",
    ("\u22122", "en"): "-2",
    ("+2", "en"): "2",
    ("007", "en"): "7",
    ("-0", "en"): "0",
    ("0.500", "en"): "0.5",
    ("999999999999", "en"): "999999999999",
}
NO_NUMBERS = ["", "many", "3 years", "1.5.2", "1,5,2", "1.500,5", "1e9", "NaN", "Infinity", "٣", "1" * 30, "0.1234567"]


@pytest.mark.parametrize(("text", "language", "number"), [(*typed, number) for typed, number in NUMBERS.items()])
def test_numbers(text, language, number):
    assert plain_number(parse_number(text, language)) == number


@pytest.mark.parametrize("text", NO_NUMBERS)
def test_what_is_no_number(text):
    assert (parse_number(text, "en"), parse_number(text, "fr")) == (None, None)


@given(st.decimals(min_value=-999_999, max_value=999_999, places=3))
def test_a_number_as_it_is_kept_reads_as_the_same_number(number):
    assert parse_number(plain_number(number), "fr") == number


@given(st.text(max_size=70), st.sampled_from(["en", "fr"]))
def test_any_text_is_a_number_or_none(text, language):
    assert parse_number(text, language) is None or isinstance(parse_number(text, language), Decimal)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        (("27", "3", "2027"), date(2027, 3, 27)),
        ((" 01 ", "02", "1999"), date(1999, 2, 1)),
        (("29", "2", "2028"), date(2028, 2, 29)),
        (("29", "2", "2027"), None),
        (("3", "27", "2027"), None),
        (("1", "1", "27"), None),
        (("1", "1", "0000"), None),
        (("1", "1", ""), None),
        (("١", "1", "2027"), None),
        (("-1", "1", "2027"), None),
    ],
)
def test_days(typed, day):
    assert parse_day(*typed) == day


@given(*(st.text(max_size=6) for _ in range(3)))
def test_any_texts_are_a_day_or_none(day, month, year):
    found = parse_day(day, month, year)

    assert found is None or found.year in range(1900, 2101)


BOUNDS = {"min": 3, "max": None}


@pytest.mark.parametrize(
    ("kind", "rule", "value", "expected"),
    [
        ("yes_no", ["no"], "no", True),
        ("yes_no", ["no"], "yes", False),
        ("one", ["Seed", "Later"], "Later", True),
        ("one", ["Seed"], "Later", False),
        ("several", ["Go"], ["Python", "Go"], True),
        ("several", ["Go"], ["Python"], False),
        ("several", ["Go"], [], False),
        ("number", BOUNDS, "2.9", True),
        ("number", BOUNDS, "3", False),
        ("number", {"min": 1, "max": 5}, "6", True),
        ("number", {"min": "1.5", "max": "5"}, "1.5", False),
        ("number", {}, "6", False),
        ("number", {"min": "x"}, "6", False),
        ("number", {"min": []}, "6", False),
        ("number", ["6"], "6", False),
        ("number", BOUNDS, None, False),
        ("short", ["no"], "no", False),
        ("file", ["no"], None, False),
        ("yes_no", None, "no", False),
        ("yes_no", {"min": 1}, "no", False),
    ],
)
def test_which_answers_put_last(kind, rule, value, expected):
    assert is_knock_out(kind=kind, rule=rule, value=value) is expected
