from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from postings.merge import Merge, canonical, three_way

words = st.sampled_from(["", "a", "b", "c"])


@pytest.mark.parametrize(
    ("base", "theirs", "mine", "save", "conflicts"),
    [
        ("a", "a", "a", (), ()),
        ("a", "a", "b", ("title",), ()),
        ("a", "b", "a", (), ()),
        ("a", "b", "b", (), ()),
        ("a", "b", "c", (), ("title",)),
    ],
)
def test_three_way(base, theirs, mine, save, conflicts):
    merge = three_way(base={"title": base}, theirs={"title": theirs}, mine={"title": mine})

    assert merge == Merge(save, conflicts)


def test_a_field_that_the_page_did_not_show_counts_as_seen_as_it_is():
    assert three_way(base={}, theirs={"title": "a"}, mine={"title": "b"}) == Merge(("title",), ())


@given(words, words, words)
def test_words_that_somebody_else_wrote_are_never_overwritten_unseen(base, theirs, mine):
    merge = three_way(base={"title": base}, theirs={"title": theirs}, mine={"title": mine})

    if theirs != base:
        assert merge.save == ()


@given(words, words, words)
def test_words_that_i_wrote_are_saved_or_named(base, theirs, mine):
    merge = three_way(base={"title": base}, theirs={"title": theirs}, mine={"title": mine})

    if mine not in (base, theirs):
        assert (merge.save or merge.conflicts) == ("title",)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ("", ""),
        ("a\r\nb", "a\nb"),
        (Decimal("85000.00"), "85000"),
        (Decimal("85000.50"), "85000.5"),
        (date(2026, 12, 15), "2026-12-15"),
        (10, "10"),
        ([{"b": 1, "a": "é"}], '[{"a": "é", "b": 1}]'),
    ],
)
def test_equal_values_have_one_canonical_text(value, text):
    assert canonical(value) == text
