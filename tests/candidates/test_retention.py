"""The rule of how long data is kept, over dates."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.retention import End, Record, Rule, Why, add_months, end_of

DAY = date(2026, 1, 31)


def a_record(**changes) -> Record:
    return Record(**({"is_open": False, "is_held": False, "decided_on": DAY, "last_contact_on": DAY} | changes))


@pytest.mark.parametrize(
    ("record", "rules", "end"),
    [
        (a_record(is_open=True), [], None),
        (a_record(is_held=True), [], None),
        (a_record(is_held=True, consented_on=DAY), [], None),
        (a_record(), [], End(date(2026, 4, 30), Why.DECIDED)),
        (a_record(), [Rule(decided_months=1)], End(date(2026, 2, 28), Why.DECIDED)),
        (a_record(), [Rule(), Rule(decided_months=6)], End(date(2026, 7, 31), Why.DECIDED)),
        (a_record(consented_on=DAY), [], End(date(2028, 1, 31), Why.CONSENT, date(2028, 1, 1))),
        (
            a_record(consented_on=date(2027, 1, 1)),
            [Rule(consent_months=12, reminder_days=10)],
            End(date(2028, 1, 1), Why.CONSENT, date(2027, 12, 22)),
        ),
        (a_record(consented_on=date(2020, 1, 1)), [], End(date(2028, 1, 31), Why.CONSENT, date(2028, 1, 1))),
    ],
)
def test_when_a_record_ends(record, rules, end):
    assert end_of(record, rules) == end


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2025, 12, 31), 2, date(2026, 2, 28)),
        (date(2026, 3, 15), 12, date(2027, 3, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, after):
    assert add_months(day, months) == after


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 120))
def test_months_later_is_that_month(day, months):
    after = add_months(day, months)

    assert (after.year * 12 + after.month) - (day.year * 12 + day.month) == months
    assert after.day <= day.day
