"""Numbers as addresses and forms say them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.typed import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("007", 7),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, None),
        ("", None),
        ("-1", None),
        ("²", None),
        ("٣", None),
    ],
)
def test_a_number_is_plain_digits(text, number):
    assert whole_number(text) == number


def test_a_place_has_few_digits():
    assert (whole_number("99999", digits=5), whole_number("100000", digits=5)) == (99_999, None)


@given(st.integers(min_value=0, max_value=10**18 - 1))
def test_every_number_of_a_row_is_read(number):
    assert whole_number(str(number)) == number
