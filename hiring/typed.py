"""Numbers and days as people type them. Pure functions; what makes no sense is None."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

NUMBER_MAX = Decimal("999999999999")
DECIMALS_MAX = 6
SPACES = str.maketrans("", "", " \t\n\r\u00a0\u2007\u2009\u202f'’_")  # what sets groups of three digits apart
YEARS = range(1900, 2101)


def parse_number(text: str, language: str) -> Decimal | None:
    """Return the number that somebody typed: "3,5" and "3.5" are the same, and "1 500" is "1500".

    A comma before exactly three digits sets groups apart in English ("1,500"), and decimals in other languages.
    """
    text = text.translate(SPACES).replace("\u2212", "-")
    if language.startswith("en") and re.fullmatch(r"[+-]?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", text):
        text = text.replace(",", "")
    elif "," in text and "." not in text:
        text = text.replace(",", ".")
    if not re.fullmatch(rf"[+-]?[0-9]{{1,20}}(\.[0-9]{{1,{DECIMALS_MAX}}})?", text):
        return None
    number = Decimal(text)
    return number if abs(number) <= NUMBER_MAX else None


def plain_number(number: Decimal) -> str:
    """Return a number in digits, without needless zeros: the way it is kept."""
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", "+0"} else text


def parse_day(day: str, month: str, year: str) -> date | None:
    """Return the day of three typed numbers; None where there is no such day."""
    parts = [part.strip() for part in (year, month, day)]
    if not all(re.fullmatch(r"[0-9]{1,4}", part) for part in parts) or int(parts[0]) not in YEARS:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None
