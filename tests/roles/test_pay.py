"""What postings pay, summarised."""

from decimal import Decimal

import pytest

from roles.pay import Offer, PaySummary, pay_summary


def offer(low, high=None, currency="EUR", period="year") -> Offer:
    return Offer(
        Decimal(low) if low is not None else None, Decimal(high) if high is not None else None, currency, period
    )


FIVE = [offer(80, 100), offer(60, 70), offer(90, 110), offer(70, 90), offer(50, 200)]  # middles 90 65 100 80 125


def summary(count, median, low, high, currency="EUR", period="year") -> PaySummary:
    return PaySummary(count, Decimal(median), Decimal(low), Decimal(high), currency, period)


@pytest.mark.parametrize(
    ("offers", "found"),
    [
        pytest.param([], None, id="nothing"),
        pytest.param(FIVE[:4], None, id="one too few"),
        pytest.param(FIVE, summary(5, 90, 50, 200), id="five: the middle one of the middles, the ends of all"),
        pytest.param([*FIVE, offer(100, 150)], summary(6, 95, 50, 200), id="even: between the two in the middle"),
        pytest.param([*FIVE[:4], offer(None)], None, id="a posting that says no pay doesn't count"),
        pytest.param([offer(90)] * 5, summary(5, 90, 90, 90), id="one end counts as the pay"),
        pytest.param([*FIVE[:4], offer(None, 40)], summary(5, 80, 40, 110), id="an upper end alone too"),
        pytest.param([*FIVE[:4], offer(90, 95, "GBP")], None, id="five in two currencies"),
        pytest.param([*FIVE[:4], offer(7, 8, "EUR", "month")], None, id="five over two periods"),
        pytest.param(
            [*FIVE, *[offer(700, 800, "EUR", "day")] * 6], summary(6, 750, 700, 800, "EUR", "day"), id="most common"
        ),
        pytest.param(
            [*FIVE, *[offer(1, 2, "CHF")] * 5], summary(5, "1.5", 1, 2, "CHF"), id="a tie goes by the alphabet"
        ),
        pytest.param([offer("0.10", "0.20")] * 5, summary(5, "0.15", "0.10", "0.20"), id="exact decimals"),
    ],
)
def test_pay_summary(offers, found):
    assert pay_summary(offers) == found


def test_pay_summary_does_not_depend_on_the_order():
    mixed = [*FIVE, *[offer(1, 2, "CHF")] * 5]

    assert pay_summary(reversed(mixed)) == pay_summary(mixed)
