"""Which findings are waved off: pure."""

from datetime import UTC, datetime

import pytest

from postings.checks import Evidence, Finding, Severity, Strength
from postings.checks.finding import WORDS_MAX
from postings.waiving import Waived, may_wave, sift

AT = datetime(2026, 11, 22, tzinfo=UTC)


def finding(severity=Severity.ADVISES, **fields) -> Finding:
    defaults = {"line": 7, "start": 0, "end": 5, "words": "ninja"}
    return Finding(
        rule="clarity.jargon",
        family="clarity",
        severity=severity,
        message="Jargon.",
        reason="Say it plainly.",
        evidence=Evidence("House style", Strength.HOUSE),
        **(defaults | fields),
    )


def waived(one: Finding) -> Waived:
    return Waived(one.key, "Our word.", "Ana", AT)


@pytest.mark.parametrize(
    ("now", "stands"),
    [
        ({}, False),
        ({"start": 20, "end": 25}, False),  # the same words, further on
        ({"anchor": "id_title"}, False),  # a line is place enough
        ({"words": "rockstar"}, True),
        ({"words": "Ninja"}, True),
        ({"line": 8}, True),
        ({"line": None, "anchor": "id_title"}, True),
    ],
)
def test_a_waiver_holds_for_the_same_place_and_words(now, stands):
    standing, off = sift([finding(**now)], [waived(finding())])

    assert (len(standing), len(off)) == (stands, not stands)


@pytest.mark.parametrize(
    ("before", "now", "stands"),
    [
        ({"anchor": "id_summary"}, {"anchor": "id_summary"}, False),
        ({"anchor": "id_summary"}, {"anchor": "id_benefits"}, True),
        ({"anchor": "id_stage", "words": "40"}, {"anchor": "id_stage", "words": "41"}, True),
    ],
)
def test_a_waiver_of_a_field_holds_for_the_same_field_and_figures(before, now, stands):
    standing, _off = sift([finding(line=None, **now)], [waived(finding(line=None, **before))])

    assert bool(standing) is stands


def test_a_waiver_holds_for_its_rule_only():
    other = Finding("clarity.years", "clarity", Severity.ADVISES, "m", "r", finding().evidence, 7, 0, 5, words="ninja")

    assert sift([other], [waived(finding())]) == ([other], [])


@pytest.mark.parametrize(
    ("severity", "may"), [(Severity.BLOCKS, False), (Severity.WARNS, True), (Severity.ADVISES, True)]
)
def test_what_blocks_stands_whatever_was_waved(severity, may):
    one = finding(severity)

    standing, off = sift([one], [waived(one)])

    assert may_wave(one) is may
    assert (standing, [item.finding for item in off]) == (([], [one]) if may else ([one], []))


def test_what_was_said_is_kept_beside_what_was_waved_off():
    one = finding()

    ((off,)) = sift([one], [waived(one)])[1]

    assert (off.waived.reason, off.waived.by, off.waived.at) == ("Our word.", "Ana", AT)


def test_a_waiver_of_something_that_is_gone_is_no_harm():
    assert sift([], [waived(finding())]) == ([], [])


@pytest.mark.parametrize("words", ["", "x", "x" * WORDS_MAX, "x" * 201, "é" * 600, "\ud800" * 300])
def test_words_are_kept_whole_or_with_a_digest(words):
    kept = finding(words=words).kept_words

    assert len(kept) == min(len(words), WORDS_MAX)
    assert kept == words or kept != finding(words=words + "x").kept_words
