"""Where a posting denies its stage or its company's facts."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.checks.contradictions import contradictions
from postings.checks.finding import Draft
from postings.checks.registry import Reading
from postings.content import ContentCompany, ContentLine, ContentStage
from postings.sheets import shipped_reference
from tests.postings.builders import content

SHEET = shipped_reference("cto", "en")


def picked(number: int, key: str) -> ContentLine:
    return ContentLine(id=number, kind="mission", text=SHEET.mission(key).line, mission=key)


def custom(number: int, text: str, kind: str = "mission", about: str = "") -> ContentLine:
    return ContentLine(id=number, kind=kind, text=text, about=about)


def draft(stage: int, lines, *, reference=SHEET, numbers=None, **company) -> Draft:
    one = next(one for one in SHEET.stages if one.number == stage)
    return Draft(
        content(
            stage=ContentStage("cto", "CTO", stage, one.name, "", "", one.lean, one.technical_percent),
            company=ContentCompany(name="Marée", **company),
            lines=tuple(lines),
        ),
        reference,
        date(2026, 11, 22),
        numbers=numbers or {},
    )


def found(stage: int, lines, **rest):
    return contradictions(Reading(draft(stage, lines, **rest)))


def messages(stage: int, lines, **rest) -> list[str]:
    return [one.message for one in found(stage, lines, **rest)]


def test_a_line_of_the_third_stage_contradicts_a_first_engineer():
    lines = [picked(1, "build-first-bricks"), custom(2, "You run the budget planning of several teams.")]

    (only,) = found(1, lines, people=2)

    assert (only.rule, only.line, lines[1].text[only.start : only.end]) == (
        "stage.foreign-mission",
        2,
        "run the budget",
    )
    assert only.message == (
        "You look for the first engineer of a team of 2, and line 2 asks to run the budget planning of several teams."
    )
    assert only.reason.startswith("On the sheet “Run the technology budget” belongs to #3 only.")


@pytest.mark.parametrize(
    ("text", "deed"),
    [
        ("Run the budget of several teams", "run the budget of several teams"),
        ("You will run the budget. And more.", "run the budget"),
        ("You are in charge of the technology budget", "run the technology budget"),
        ("Technology budget", "run the technology budget"),
    ],
)
def test_a_line_is_quoted_where_it_begins_with_a_verb_that_the_sheet_knows(text, deed):
    lines = [custom(4, text, about="mission:run-technology-budget")]

    assert messages(1, lines, people=2)[0] == (
        f"You look for the first engineer of a team of 2, and line 1 asks to {deed}."
    )


@pytest.mark.parametrize(
    ("stage", "company", "who"),
    [
        (1, {}, "the first engineer of a company"),
        (1, {"people": 12}, "the first engineer of a team of 12"),
        (1, {"people": 80}, "the first engineer of a company of 80 people"),
        (1, {"engineers": 1}, "somebody to build the product with 1 engineer"),
        (2, {}, "somebody to lead a growing team"),
        (2, {"engineers": 6}, "somebody to lead a team of 6 engineers"),
        (3, {}, "somebody to direct large teams"),
        (3, {"engineers": 60}, "somebody to direct 60 engineers"),
    ],
)
def test_whom_the_posting_looks_for(stage, company, who):
    foreign = "build-first-bricks" if stage > 1 else "run-technology-budget"

    assert messages(stage, [picked(1, foreign)], **company)[0].startswith(f"You look for {who}, and line 1 asks to ")


@pytest.mark.parametrize("text", ["Run the budget of several teams", "You will run the budget of several teams"])
def test_a_budget_of_several_teams_is_told_by_its_words(text):
    assert messages(1, [custom(4, text)], numbers={4: 4}, people=2)[0] == (
        "You look for the first engineer of a team of 2, and line 4 asks to run the budget of several teams."
    )


def test_lines_are_named_by_the_number_that_the_page_shows():
    lines = [picked(7, "run-technology-budget")]

    assert "line 5 asks" in messages(1, lines, numbers={7: 5})[0]


@pytest.mark.parametrize(
    ("about", "is_found"), [("", True), ("none", False), ("mission:build-first-bricks", False), ("skill:x", False)]
)
def test_what_somebody_said_of_a_line_counts(about, is_found):
    lines = [custom(1, "You run the budget planning", about=about), picked(2, "build-first-bricks")]

    assert [one.rule for one in found(1, lines, people=2)] == ["stage.foreign-mission"] * is_found


def test_a_guess_by_one_common_word_is_not_held_against_a_line():
    assert found(1, [custom(1, "We like cheese"), custom(2, "You speak")], people=2) == []


def test_head_count_of_another_stage():
    assert messages(3, [picked(1, "run-technology-budget")], engineers=4) == [
        "The posting is for #3, and the company has 4 engineers: the sheet counts that as #2."
    ]


def test_a_company_of_20_that_asks_for_the_third_stage():
    assert messages(3, [picked(1, "run-technology-budget")], people=20) == [
        "The posting is for #3, which the sheet has start at 16 engineers, and the whole company is 20 people."
    ]


def test_more_engineers_than_people():
    assert messages(2, [], engineers=9, people=5) == [
        "The company has 9 engineers among 5 people: one of the two is wrong."
    ]


def test_missions_that_are_too_technical_for_the_stage():
    assert messages(2, [picked(1, "stay-close-to-code"), picked(2, "take-hardest-problems")]) == [
        "The missions are 98% technical, more than #2 calls for: at most 70%."
    ]


def test_a_posting_that_fits_contradicts_nothing():
    lines = [picked(at, mission.key) for at, mission in enumerate(SHEET.core_missions(2), start=1)]

    assert found(2, lines, people=30, engineers=8) == []


def test_without_a_reference_there_is_nothing_to_contradict():
    assert found(1, [custom(1, "run the budget")], reference=None) == []


@given(st.lists(st.tuples(st.text(max_size=120), st.sampled_from(["mission", "must", "nice", "other"])), max_size=8))
@settings(deadline=None)
def test_offsets_are_in_the_text_of_the_line(lines):
    lines = [custom(number, text, kind) for number, (text, kind) in enumerate(lines, start=1)]

    for one in found(1, lines, people=3, engineers=1):
        if one.line is not None:
            assert 0 <= one.start < one.end <= len(lines[one.line - 1].text)
