"""The arithmetic of a token bucket."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.bucket import Level, take


@pytest.mark.parametrize(
    ("level", "now", "left", "wait"),
    [
        (None, 100, Level(1, 100), 0),  # new: full
        (Level(2, 100), 100, Level(1, 100), 0),
        (Level(1, 100), 100, Level(0, 100), 0),
        (Level(0, 100), 100, Level(0, 100), 10),
        (Level(0, 100), 104, Level(0.4, 104), 6),
        (Level(0, 100), 110, Level(0, 110), 0),
        (Level(0, 100), 500, Level(1, 500), 0),  # no fuller than full
        (Level(0.5, 100), 90, Level(0.5, 100), 5),  # another machine's clock is behind
    ],
)
def test_taking_one(level, now, left, wait):
    assert take(level, capacity=2, per_second=0.1, now=now) == (left, pytest.approx(wait))


@given(
    capacity=st.integers(1, 50),
    per_second=st.floats(0.001, 5),
    pauses=st.lists(st.floats(-2, 200), max_size=200),
)
def test_never_more_pass_than_the_bucket_holds_and_what_drips_in(capacity, per_second, pauses):
    level, now, latest, passed = None, 1000.0, 1000.0, 0
    for pause in pauses:
        now += pause
        latest = max(latest, now)
        level, wait = take(level, capacity=capacity, per_second=per_second, now=now)
        passed += wait == 0

        assert 0 <= level.tokens <= capacity
        assert passed <= capacity + (latest - 1000) * per_second + 1e-3


@given(capacity=st.integers(1, 50), per_hour=st.integers(1, 500), tokens=st.floats(0, 0.999))
def test_who_waits_as_long_as_was_said_passes(capacity, per_hour, tokens):
    per_second = per_hour / 3600
    level, wait = take(Level(tokens, 0), capacity=capacity, per_second=per_second, now=0)

    assert wait > 0
    assert take(level, capacity=capacity, per_second=per_second, now=math.ceil(wait))[1] == 0
