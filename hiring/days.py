"""Days of the calendar where the site is, as moments."""

from __future__ import annotations

from datetime import date, datetime, time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone

# Of days that are asked for: those before and after are slips of the pen, and the calendar's last ones have no next.
PLAUSIBLE = (MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


def beginning_of(day: date) -> datetime:
    """The moment with which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
