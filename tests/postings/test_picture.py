"""What the editor draws of fit and coded words."""

import pytest

from postings.assessment import assess_against
from postings.checks.registry import Reading
from postings.fit import stage_fit
from postings.picture import coded_of, picture_of
from postings.sheets import shipped_reference
from tests.postings.checks.helpers import TODAY, draft

from .builders import content, line

SHEET = shipped_reference("cto", "en")


def picked(*keys):
    return [
        line(number, SHEET.mission(key).line, mission=key, technical_percent=SHEET.mission(key).technical_percent)
        for number, key in enumerate(keys, start=1)
    ]


def picture(lines, stage=2):
    return picture_of(stage_fit(lines, SHEET), SHEET, stage)


def test_an_empty_posting_names_no_core_mission():
    drawn = picture([])

    assert (drawn.tells, drawn.leader, drawn.balance) == (False, None, None)
    assert [(row.number, row.percent, row.present, row.is_asked) for row in drawn.rows] == [
        (1, None, 0, False),
        (2, None, 0, True),
        (3, None, 0, False),
    ]
    assert [mission.key for mission in drawn.missing] == [mission.key for mission in SHEET.core_missions(2)]


def test_a_posting_of_all_core_missions_misses_none():
    drawn = picture(picked(*(mission.key for mission in SHEET.core_missions(2))))

    assert (drawn.missing, drawn.leader.number, drawn.leader.is_asked) == ((), 2, True)
    assert drawn.asked.dots == [True] * drawn.asked.core


def test_what_is_named_comes_first_in_the_dots():
    drawn = picture(picked(SHEET.core_missions(2)[1].key))

    assert drawn.asked.dots == [True] + [False] * (drawn.asked.core - 1)
    assert SHEET.core_missions(2)[1] not in drawn.missing


def test_percents_add_up():
    drawn = picture(picked("build-first-bricks", "run-technology-budget"))

    assert sum(row.percent for row in drawn.rows) == 100


@pytest.mark.parametrize(
    ("stage", "stage_percent", "low", "high", "fits"),
    [(1, None, 50, 100, True), (2, 50, 30, 70, True), (3, None, 0, 50, False)],
)
def test_the_balance_stands_beside_what_the_stage_calls_for(stage, stage_percent, low, high, fits):
    balance = picture(picked("build-first-bricks", "run-technology-budget"), stage).balance

    assert (balance.technical, balance.management) == (52, 48)
    assert (balance.stage, balance.low, balance.high, balance.fits) == (stage_percent, low, high, fits)


def test_custom_lines_count_as_what_they_are_about():
    one = line(1, "We like cheese.", about="mission:build-first-bricks")

    assert picture([one], 1).asked.present == 1


# Coded words

LINES = (
    line(1, "You lead a driven team and support it."),
    line(2, "👍 A driven, competitive lead.", kind="must"),
)


def test_coded_words_are_named_once_each_with_their_first_place():
    coded = coded_of(Reading(draft(lines=LINES, title="CTO", exempt={"lead"})))

    assert [(place.word, place.count, place.line) for place in coded.masculine] == [
        ("driven", 2, 1),
        ("competitive", 1, 2),
    ]
    assert [(place.word, place.count) for place in coded.feminine] == [("support", 1)]
    assert [(place.word, place.count) for place in coded.exempt] == [("lead", 2)]
    assert (coded.stems, coded.label, coded.balance, coded.is_assessed) == (("lead",), "masculine-coded", -2, True)
    assert (coded.masculine[1].start, coded.masculine[1].end) == (13, 24)  # the thumb is two to a browser


def test_words_counted_are_words_named():
    coded = coded_of(Reading(draft(lines=LINES)))

    assert sum(place.count for place in coded.masculine) == coded.score.masculine
    assert sum(place.count for place in coded.feminine) == coded.score.feminine


def test_other_languages_are_not_assessed():
    coded = coded_of(Reading(draft(lines=LINES, language="fr")))

    assert (coded.is_assessed, coded.label, coded.masculine) == (False, "not assessed", ())


def test_an_assessment_exempts_what_the_role_cannot_avoid():
    coded = assess_against(content(), SHEET, today=TODAY).coded

    assert coded.stems == ("analy", "lead", "respon")
