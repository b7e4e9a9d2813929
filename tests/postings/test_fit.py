from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from postings.content import ContentCompany, ContentLine
from postings.fit import stage_fit, stage_of_engineers
from postings.sheets import shipped_reference

SHEET = shipped_reference("cto", "en")
NOBODY = ContentCompany(name="Marée")


def picked(number: int, key: str, **fields) -> ContentLine:
    mission = SHEET.mission(key)
    return ContentLine(
        id=number, kind="mission", text=mission.line, mission=key, technical_percent=mission.technical_percent, **fields
    )


def custom(number: int, text: str, kind: str = "mission") -> ContentLine:
    return ContentLine(id=number, kind=kind, text=text)


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


@pytest.mark.parametrize(
    ("about", "kind", "key", "settled"),
    [
        ("", "mission", "build-first-bricks", False),
        ("mission:review-code", "mission", "review-code", True),
        ("skill:communication", "skill", "communication", True),
        ("none", None, None, True),
    ],
)
def test_what_somebody_said_of_a_line_counts_before_its_words(about, kind, key, settled):
    line = ContentLine(id=1, kind="mission", text="Write the MVP from scratch", about=about)

    (one,) = stage_fit([line], SHEET, NOBODY).recognised

    assert (one.kind, one.key, one.settled, one.match is None) == (kind, key, settled, settled)


def test_a_corrected_line_describes_the_stage_of_what_it_is_about():
    words = "Write the MVP from scratch"
    corrected = ContentLine(id=1, kind="mission", text=words, about="mission:run-technology-budget")

    assert [stage_fit([line], SHEET, NOBODY).number for line in (custom(1, words), corrected)] == [1, 3]


def test_a_line_about_something_that_the_sheet_no_longer_has_tells_nothing():
    line = ContentLine(id=1, kind="mission", text="Write the MVP from scratch", about="mission:gone")

    assert stage_fit([line], SHEET, NOBODY).shares is None


def test_more_lines_give_more_confidence():
    few = stage_fit([picked(1, "run-technology-budget")], SHEET, NOBODY)
    more = stage_fit([picked(1, "run-technology-budget"), picked(2, "manage-through-managers")], SHEET, NOBODY)

    assert more.confidence > few.confidence


@pytest.mark.parametrize(("count", "number"), [(0, 1), (2, 1), (3, 2), (15, 2), (16, 3), (900, 3)])
def test_stage_of_a_number_of_engineers(count, number):
    assert stage_of_engineers(count, SHEET) == number


@given(st.lists(st.tuples(st.text(max_size=120), st.sampled_from(["mission", "must", "nice", "other"])), max_size=8))
@settings(deadline=None)
def test_any_lines_have_a_fit(lines):
    lines = [custom(number, text, kind) for number, (text, kind) in enumerate(lines, start=1)]

    fit = stage_fit(lines, SHEET, NOBODY)

    assert 0 <= fit.confidence <= 1
    assert fit.shares is None or abs(sum(fit.shares.values()) - 1) < 0.001
