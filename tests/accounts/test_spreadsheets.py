"""No cell is a formula, whatever somebody typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.spreadsheets import RISKY, escape, unescape


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "'=", "''+"])
def test_no_cell_is_a_formula(start):
    value = f"{start}cmd|' /C calc'!A0"

    assert escape(value)[0] == "'"
    assert unescape(escape(value)) == value


@given(st.text())
def test_escaping_is_undone(value):
    assert unescape(escape(value)) == value
    assert not escape(value).startswith(RISKY)
