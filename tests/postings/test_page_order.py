"""Where things are on the editor's page."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.assessment import assess_against
from postings.forms import FactsForm
from postings.page_order import FIELDS, browser_span, numbers
from tests.postings.checks.helpers import CTO, TODAY

from .builders import content, line


def test_lines_are_numbered_part_by_part():
    lines = (line(5, "c", kind="nice"), line(9, "a"), line(2, "d", kind="other"), line(7, "b", kind="must"))

    assert numbers(content(lines=lines)) == {9: 1, 7: 2, 5: 3, 2: 4}


@pytest.mark.parametrize(
    ("text", "span", "expected"),
    [
        ("a ninja", (2, 7), (2, 7)),
        ("👩🏽‍💻 ninja", (5, 10), (8, 13)),
        ("one\r\nninja", (5, 10), (4, 9)),
        ("é ninja", (2, 7), (2, 7)),
        ("", (0, 0), (0, 0)),
    ],
)
def test_offsets_are_told_as_a_browser_counts_them(text, span, expected):
    assert browser_span(text, *span) == expected


@given(st.text(), st.integers(0, 50), st.integers(0, 50))
def test_offsets_of_any_text(text, start, length):
    first, last = browser_span(text, start, start + length)

    assert 0 <= first <= last


def test_every_fact_of_the_form_has_its_place():
    assert {f"id_{name}" for name in FactsForm._meta.fields} == set(FIELDS)


def test_findings_come_by_severity_and_then_as_the_page_shows_them():
    lines = (
        line(3, "You have 10 years of experience.", kind="must"),
        line(1, "You are a rockstar and a ninja."),
        line(2, "You are under 35 and a guru."),
    )

    found = assess_against(content(lines=lines, title="Rockstar CTO"), CTO, today=TODAY).findings

    assert [(one.severity, one.line) for one in found if one.line is not None] == [
        ("blocks", 2),
        ("advises", 1),
        ("advises", 1),
        ("advises", 2),
        ("advises", 3),
    ]
    assert [one.anchor for one in found if one.rule in {"clarity.length", "clarity.inflated-title"}] == [
        "id_title",
        "id_summary",
    ]
