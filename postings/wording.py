"""Pay, dates and moments in words, in the active language: what pages draw and exported texts say."""

from __future__ import annotations

import copy
import datetime
import re
from decimal import Decimal

from babel import Locale
from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.dates import format_time as babel_format_time
from babel.numbers import format_currency
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .choices import Period


def active_locale() -> Locale:
    """Return what Babel knows of the active language; English where it knows nothing."""
    try:
        return Locale.parse(get_language() or "en", sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def money(amount: Decimal | float, currency: str, locale: Locale) -> str:
    """Return an amount with its currency; cents only where there are any."""
    amount = Decimal(str(amount))
    if amount != amount.to_integral_value():
        words = format_currency(amount, currency, locale=locale)
    else:
        pattern = copy.copy(locale.currency_formats["standard"])
        pattern.frac_prec = (0, 0)
        words = pattern.apply(amount, locale, currency=currency, currency_digits=False)
    return re.sub(r"(?<=[A-Za-z])(?=\d)", "\N{NO-BREAK SPACE}", words)  # "SEK 90,000": a code stands apart


def pay_words(minimum, maximum, currency: str, period: str) -> str:
    """Return pay in words: "€85,000 to €105,000 a year"; nothing where there is none.

    A single figure, or a range open at one end, reads accordingly.
    """
    if not minimum and not maximum:
        return ""
    locale = active_locale()
    low, high = (money(amount, currency, locale) if amount else "" for amount in (minimum, maximum))
    words = {"low": low, "high": high, "period": Period(period).label if period else ""}
    if low and high and low != high:
        text = _("%(low)s to %(high)s %(period)s") % words
    elif low and high:
        text = _("%(low)s %(period)s") % words
    elif low:
        text = _("from %(low)s %(period)s") % words
    else:
        text = _("up to %(high)s %(period)s") % words
    return text.strip()


def date_words(value: datetime.date) -> str:
    """Return a date written out: "15 December 2026"."""
    locale = active_locale()
    words = format_date(value, "d MMMM y", locale=locale)
    # French writes the first of a month as an ordinal; the locale's data does not.
    return words.replace("1 ", "1er ", 1) if locale.language == "fr" and value.day == 1 else words


def moment_words(value: datetime.datetime) -> str:
    """Return a moment written out in the active time zone: "15 December 2026, 14:05"."""
    local = timezone.localtime(value)
    return _("%(date)s, %(time)s") % {
        "date": date_words(local.date()),
        "time": babel_format_time(local.time(), "HH:mm", locale=active_locale()),
    }
