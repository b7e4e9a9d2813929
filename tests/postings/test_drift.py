"""What drifted, what can be decided, and the merge of two people's words: pure functions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.drift import Drift, drift_of, mark_of, merge_words

WORDS = st.text(alphabet="ab é\n", max_size=40)


@pytest.mark.parametrize(
    ("fields", "drift"),
    [
        ({}, Drift("You code.", "You write code.", "You code.")),
        ({"ours": "You code a lot."}, Drift("You code.", "You write code.", "You code a lot.")),
        ({"now": "You code."}, None),
        ({"ours": "You write code."}, None),
        ({"now": ""}, None),
        ({"was": ""}, None),
        ({"is_dropped": True}, None),
        ({"state": "published"}, Drift("You code.", "You write code.", "You code.")),
        ({"state": "closed"}, None),
        ({"state": "archived"}, None),
        ({"is_retired": True}, Drift("You code.", "", "You code.")),
        ({"is_retired": True, "now": "You code."}, Drift("You code.", "", "You code.")),
        ({"is_retired": True, "is_settled": True}, None),
        ({"is_settled": True}, Drift("You code.", "You write code.", "You code.")),
    ],
)
def test_which_lines_are_behind(fields, drift):
    line = {
        "was": "You code.",
        "now": "You write code.",
        "ours": "You code.",
        "state": "draft",
        "is_dropped": False,
        "is_retired": False,
        "is_settled": False,
    }

    assert drift_of(**line | fields) == drift


def test_words_that_changed_are_marked_on_each_side():
    drift = Drift("You run the team.", "You lead the team.", "You run the small team.")

    assert drift.then_parts == [("same", "You "), ("gone", "run"), ("same", " the team.")]
    assert drift.now_parts == [("same", "You "), ("new", "lead"), ("same", " the team.")]
    assert drift.our_parts == [("same", "You run the "), ("new", "small "), ("same", "team.")]


def test_a_retired_entry_has_nothing_to_take():
    drift = Drift("You code.", "", "You code.")

    assert drift.choices == ("keep", "drop")
    assert drift.then_parts == [("same", "You code.")]
    assert drift.mark == "retired"
    assert drift.suggestion == "You code."


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "merged"),
    [
        ("You run the team.", "You lead the team.", "You run the team of seven.", "You lead the team of seven."),
        ("a b c d e f", "A b c d e f", "a b c d e F", "A b c d e F"),
        ("a b c d e f", "a b c d e f", "a X c d e f", "a X c d e f"),
        ("a b c d e f", "a X c d e f", "a X c d e f", "a X c d e f"),
        ("a b c d e f", "a X c d e f", "a Y c d e f", None),
        ("a b c d e f", "a b c d e f g", "z a b c d e f", "z a b c d e f g"),
        ("a b c", "X b c", "a Y c", None),
        ("", "", "", ""),
    ],
)
def test_merge(base, theirs, ours, merged):
    assert merge_words(base, theirs, ours) == merged


@given(WORDS, WORDS)
def test_where_one_side_changed_nothing_the_merge_is_the_other(base, changed):
    assert merge_words(base, changed, base) == changed
    assert merge_words(base, base, changed) == changed
    assert merge_words(base, changed, changed) == changed


@given(WORDS, WORDS, WORDS)
def test_a_merge_is_the_same_whoever_comes_first(base, one, other):
    assert merge_words(base, one, other) == merge_words(base, other, one)


@given(st.text(min_size=1, max_size=60), st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_the_marked_parts_are_the_words_themselves(was, now, ours):
    drift = Drift(was, now, ours)

    assert "".join(words for _mark, words in drift.then_parts) == was
    assert "".join(words for _mark, words in drift.our_parts) == ours
    assert drift.is_retired or "".join(words for _mark, words in drift.now_parts) == now
    assert drift.suggestion


def test_a_merge_that_would_be_too_long_is_none():
    base = "start middle words here end"
    drift = Drift(base, "x " * 150 + base, base + " y" * 160)

    assert drift.merged is None
    assert drift.suggestion == drift.ours


def test_a_mark_tells_one_wording_from_another():
    assert mark_of("a") != mark_of("b") != mark_of("") == "retired"
    assert len(mark_of("a")) == 16
