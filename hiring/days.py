"""Days of the calendar where the site is, as moments."""

from __future__ import annotations

from datetime import date, datetime, time

from django.utils import timezone


def beginning_of(day: date) -> datetime:
    """The moment with which a day begins."""
    return timezone.make_aware(datetime.combine(day, time.min))
