from dataclasses import replace
from datetime import date

import pytest

from postings.compare import Change, compare

from .builders import FULL, content, line

THREE = content().lines


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({}, []),
        ({"title": "CTO"}, [Change("Title", "Chief Technical Officer", "CTO")]),
        ({"closes_on": date(2026, 12, 1)}, [Change("Closing date", "", "1 December 2026")]),
        ({"lines": (*THREE, line(4, "New."))}, [Change("What you will do", "", "New.")]),
        ({"lines": THREE[:2]}, [Change("What you will do", "You carry out mission 3.", "")]),
        ({"lines": (THREE[2], THREE[0], THREE[1])}, []),
        (
            {"lines": (*THREE[:2], replace(THREE[2], text="Reworded."))},
            [Change("What you will do", "You carry out mission 3.", "Reworded.")],
        ),
        (
            {"lines": (*THREE[:2], replace(THREE[2], kind="nice"))},
            [Change("Nice to have", "What you will do: You carry out mission 3.", "You carry out mission 3.")],
        ),
    ],
)
def test_changes_between_two_texts(fields, changes):
    assert compare(content(), content(**fields)) == changes


def test_a_text_does_not_differ_from_itself():
    assert compare(FULL, FULL) == []
