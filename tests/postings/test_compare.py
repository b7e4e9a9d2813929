from dataclasses import replace
from datetime import date

import pytest

from postings.compare import Change, compare
from postings.content import ContentQuestion

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


ASKED = ContentQuestion(id=1, kind="one", text="Which stage?", help_text="Any.", options=("Seed", "Later"))
ASKED_WORDS = "Which stage?\nAny.\n- Seed\n- Later\nOne of several answers, may be left out"
OTHER = ContentQuestion(id=2, kind="yes_no", text="Do you code?", is_required=True)
OTHER_WORDS = "Do you code?\nYes or no, must be answered"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ((ASKED, OTHER), (OTHER, ASKED), []),
        ((), (ASKED,), [Change("Question", "", ASKED_WORDS)]),
        ((ASKED, OTHER), (ASKED,), [Change("Question", OTHER_WORDS, "")]),
        (
            (OTHER,),
            (replace(OTHER, is_required=False),),
            [Change("Question", OTHER_WORDS, "Do you code?\nYes or no, may be left out")],
        ),
    ],
)
def test_changes_between_two_forms(before, after, changes):
    assert compare(content(questions=before), content(questions=after)) == changes


def test_a_field_of_the_form_that_is_asked_otherwise():
    after = content(form_fields={"phone": "required", "links": "optional", "words": "off"})

    assert compare(content(), after) == [
        Change("Form: Phone", "Optional", "Required"),
        Change("Form: A few words", "Optional", "Not asked"),
    ]


def test_a_text_does_not_differ_from_itself():
    assert compare(FULL, FULL) == []
