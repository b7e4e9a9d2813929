"""How long a candidate's data is kept: a pure rule over dates.

Storage limitation is article 5(1)(e) of the GDPR; it names no figure. Three months cover the time in which a
rejected candidate may sue over discrimination in most member states; two years with consent is what the French
authority recommends (CNIL, Guide recrutement, 2023). Curators of the rules change both in the admin.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Why(StrEnum):
    """Why a day was set."""

    DECIDED = "decided"
    CONSENT = "consent"
    UNANSWERED = "unanswered"


@dataclass(frozen=True)
class Rule:
    """Months after the decision, months after the last contact with consent, days between reminder and end."""

    decided_months: int = 3
    consent_months: int = 24
    reminder_days: int = 30


@dataclass(frozen=True)
class Record:
    """What the rule looks at: is something open, held or hired; when the last decision fell and the last contact was.

    `consented_on` is the day on which consent was given or renewed, None where there is none in force. Where nobody
    applied there was nothing to decide: `decided_on` is the day of the last contact then.
    """

    is_open: bool
    is_held: bool
    decided_on: date
    last_contact_on: date
    consented_on: date | None = None
    has_applied: bool = True


@dataclass(frozen=True)
class End:
    """The day on which a record is erased, why, and the day of the reminder before it (None: there is none)."""

    on: date
    why: Why
    remind_on: date | None = None


def end_of(record: Record, rules: Iterable[Rule]) -> End | None:
    """Return when a record ends, by the longest of the rules that hold for it; None while it may not be erased."""
    if record.is_open or record.is_held:
        return None
    rules = list(rules) or [Rule()]
    if record.consented_on is None:
        months = max(rule.decided_months for rule in rules)
        return End(add_months(record.decided_on, months), Why.DECIDED if record.has_applied else Why.UNANSWERED)
    longest = max(rules, key=lambda rule: rule.consent_months)
    since = max(record.consented_on, record.last_contact_on)
    on = add_months(since, longest.consent_months)
    return End(on, Why.CONSENT, on - timedelta(days=longest.reminder_days))


def add_months(day: date, months: int) -> date:
    """Return the same day some months later, the last of the month where it is shorter."""
    year, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + year, month + 1
    return day.replace(year=year, month=month, day=min(day.day, monthrange(year, month)[1]))
