from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.checks.finding import Draft
from postings.content import ContentCompany, ContentLine, ContentStage
from postings.fit import contradictions, stage_fit, stage_of_engineers
from postings.sheets import shipped_reference

from .builders import content

SHEET = shipped_reference("cto", "en")
NOBODY = ContentCompany(name="Marée")


def picked(number: int, key: str, **fields) -> ContentLine:
    mission = SHEET.mission(key)
    return ContentLine(
        id=number, kind="mission", text=mission.line, mission=key, technical_percent=mission.technical_percent, **fields
    )


def custom(number: int, text: str, kind: str = "mission") -> ContentLine:
    return ContentLine(id=number, kind=kind, text=text)


def draft(stage: int, lines, **company) -> Draft:
    one = next(one for one in SHEET.stages if one.number == stage)
    return Draft(
        content=content(
            stage=ContentStage("cto", "CTO", stage, one.name, "", "", one.lean, one.technical_percent),
            company=ContentCompany(name="Marée", **company),
            lines=tuple(lines),
        ),
        reference=SHEET,
        today=date(2026, 11, 22),
    )


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_stage_s_own_core_missions_fit_that_stage(number):
    lines = [picked(at, mission.key) for at, mission in enumerate(SHEET.core_missions(number), start=1)]

    fit = stage_fit(lines, SHEET, NOBODY)

    assert fit.number == number
    assert fit.at(number).coverage == 1.0
    assert fit.at(number).missing == ()
    assert fit.at(number).foreign == ()
    assert fit.confidence > 0.5


def test_shares_sum_to_1():
    fit = stage_fit([picked(1, "review-code"), picked(2, "run-technology-budget")], SHEET, NOBODY)

    assert sum(Decimal(str(share)) for share in fit.shares.values()) == 1


@pytest.mark.parametrize("lines", [[], [custom(1, "We like cheese.")], [picked(1, "define-roadmap")]])
def test_lines_that_tell_nothing_give_no_shares(lines):
    fit = stage_fit(lines, SHEET, NOBODY)

    assert (fit.number, fit.shares, fit.confidence) == (None, None, 0.0)
    assert fit.reasons == ("No line tells one stage from another.",)


def test_lines_of_other_stages_are_named_for_each():
    fit = stage_fit([picked(7, "build-first-bricks"), picked(8, "run-technology-budget")], SHEET, NOBODY)

    assert {stage.number: stage.foreign for stage in fit.stages} == {1: (8,), 2: (7, 8), 3: (7,)}


def test_technical_share_is_that_of_the_missions():
    fit = stage_fit([picked(1, "build-first-bricks"), picked(2, "run-technology-budget")], SHEET, NOBODY)

    assert fit.technical_percent == 52  # of 100 and 5
    assert [stage.technical_percent for stage in fit.stages] == [None, 50, None]


def test_custom_lines_are_recognised_by_their_words():
    fit = stage_fit([custom(1, "Write the MVP from scratch"), custom(2, "We like cheese")], SHEET, NOBODY)

    assert [(one.kind, one.key) for one in fit.recognised] == [("mission", "build-first-bricks"), (None, None)]
    assert fit.number == 1


def test_a_picked_line_keeps_its_mission_whatever_its_words():
    line = ContentLine(id=1, kind="mission", text="Write the MVP", mission="run-technology-budget")

    assert stage_fit([line], SHEET, NOBODY).recognised[0].key == "run-technology-budget"


def test_more_lines_give_more_confidence():
    few = stage_fit([picked(1, "run-technology-budget")], SHEET, NOBODY)
    more = stage_fit([picked(1, "run-technology-budget"), picked(2, "manage-through-managers")], SHEET, NOBODY)

    assert more.confidence > few.confidence


@pytest.mark.parametrize(("count", "number"), [(0, 1), (2, 1), (3, 2), (15, 2), (16, 3), (900, 3)])
def test_stage_of_a_number_of_engineers(count, number):
    assert stage_of_engineers(count, SHEET) == number


def test_a_line_of_the_third_stage_contradicts_a_first_engineer():
    lines = [picked(1, "build-first-bricks"), custom(2, "You run the budget planning of several teams")]

    found = contradictions(draft(1, lines, people=2))

    assert [(one.rule, one.line, one.mission) for one in found] == [
        ("stage.foreign-mission", 2, "run-technology-budget")
    ]
    assert lines[1].text[found[0].start : found[0].end] == "budget planning"
    assert found[0].message == (
        "You look for the first engineer of a company of 2 people, and line 2 asks to do what belongs to #3:"
        " “Run the technology budget”."
    )


def test_head_count_of_another_stage():
    found = contradictions(draft(3, [picked(1, "run-technology-budget")], engineers=4))

    assert [one.message for one in found] == [
        "The posting is for #3, and the company has 4 engineers: the sheet counts that as #2."
    ]


def test_a_company_of_20_that_asks_for_the_third_stage():
    found = contradictions(draft(3, [picked(1, "run-technology-budget")], people=20))

    assert [one.message for one in found] == [
        "The posting is for #3, which the sheet has start at 16 engineers, and the whole company is 20 people."
    ]


def test_more_engineers_than_people():
    found = contradictions(draft(2, [], engineers=9, people=5))

    assert [one.message for one in found] == ["The company has 9 engineers among 5 people: one of the two is wrong."]


def test_missions_that_are_too_technical_for_the_stage():
    found = contradictions(draft(2, [picked(1, "stay-close-to-code"), picked(2, "take-hardest-problems")]))

    assert [one.message for one in found] == ["The missions are 98% technical, more than #2 calls for: at most 70%."]


def test_a_posting_that_fits_contradicts_nothing():
    lines = [picked(at, mission.key) for at, mission in enumerate(SHEET.core_missions(2), start=1)]

    assert contradictions(draft(2, lines, people=30, engineers=8)) == []


def test_without_a_reference_there_is_nothing_to_contradict():
    one = draft(1, [custom(1, "run the budget")])

    assert contradictions(Draft(one.content, None, one.today)) == []


@given(st.lists(st.tuples(st.text(max_size=120), st.sampled_from(["mission", "must", "nice", "other"])), max_size=8))
@settings(deadline=None)
def test_any_lines_have_a_fit_and_offsets_in_their_text(lines):
    lines = [custom(number, text, kind) for number, (text, kind) in enumerate(lines, start=1)]

    fit = stage_fit(lines, SHEET, NOBODY)
    found = contradictions(draft(1, lines, people=3, engineers=1))

    assert 0 <= fit.confidence <= 1
    assert fit.shares is None or abs(sum(fit.shares.values()) - 1) < 0.001
    for one in found:
        if one.line is not None:
            assert 0 <= one.start < one.end <= len(lines[one.line - 1].text)
