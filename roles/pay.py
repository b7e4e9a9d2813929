"""What published postings pay: a median and a range, once there are enough of them to say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from statistics import median

ENOUGH = 5


@dataclass(frozen=True)
class Offer:
    """The pay that one posting offers; either end may be open."""

    low: Decimal | None
    high: Decimal | None
    currency: str
    period: str

    @property
    def middle(self) -> Decimal | None:
        """The middle of the range, or its one end; None where no pay is said."""
        ends = [end for end in (self.low, self.high) if end is not None]
        return sum(ends) / len(ends) if ends else None


@dataclass(frozen=True)
class PaySummary:
    """Pay over a number of postings, all in one currency and period."""

    count: int
    median: Decimal
    low: Decimal
    high: Decimal
    currency: str
    period: str


def pay_summary(offers: Iterable[Offer]) -> PaySummary | None:
    """Summarise the offers of the most common currency and period; None where fewer than five share one.

    A posting's pay is the middle of its range; the median is of these, the range from the lowest end to
    the highest.
    """
    paid = [offer for offer in offers if offer.middle is not None]
    kinds = Counter((offer.currency, offer.period) for offer in paid)
    if not kinds:
        return None
    (currency, period), count = min(kinds.items(), key=lambda item: (-item[1], item[0]))
    if count < ENOUGH:
        return None
    alike = [offer for offer in paid if (offer.currency, offer.period) == (currency, period)]
    ends = [end for offer in alike for end in (offer.low, offer.high) if end is not None]
    return PaySummary(count, median(offer.middle for offer in alike), min(ends), max(ends), currency, period)
