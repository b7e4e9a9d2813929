"""Details that ads state in passing: pay, contract, remote work, an e-mail address."""

# ruff: noqa: E501 -- a pattern reads best on one line

from __future__ import annotations

import re
from decimal import Decimal

from ..choices import Contract, Period, Remote
from ..content import Pay
from .words import flat

_CURRENCY = r"(?P<{name}>[€$£]|\b(?:eur|euros?|usd|gbp|chf|cad|sek|pln)\b)"
_AMOUNT = r"(?P<{name}>\d{{1,3}}(?:[ ,.']\d{{3}})+|\d{{2,6}})(?:[.,]\d{{2}})?(?! ?%) ?(?P<{name}_k>k\b|000\b)?"
_RANGE = re.compile(
    rf"{_CURRENCY.format(name='before')}? ?{_AMOUNT.format(name='low')} ?{_CURRENCY.format(name='inside')}? ?"
    rf"(?:-|to|a|et|and|/) ?{_CURRENCY.format(name='again')}? ?{_AMOUNT.format(name='high')} ?(?P<after>[€$£]|eur\b|euros?\b|usd\b|gbp\b|chf\b)?"
)
_SYMBOLS = {"€": "EUR", "$": "USD", "£": "GBP", "euro": "EUR", "euros": "EUR"}
_PERIODS = (
    (Period.MONTH, re.compile(r"\b(a|per|par|/) ?(month|mois)\b|monthly|mensuel")),
    (Period.DAY, re.compile(r"\b(a|per|par|/) ?(day|jour)\b|daily rate|tjm")),
    (Period.HOUR, re.compile(r"\b(an?|per|par|/|de l')\s?(hour|heure)\b|hourly")),
)
_CONTRACTS = (
    (Contract.FOUNDER, re.compile(r"\bco-?found(er|ing)\b|cofondat|\bcto associe|entree au capital")),
    (
        Contract.FREELANCE,
        re.compile(r"\b(freelance contract|contract: freelance|statut freelance|freelance mission)\b"),
    ),
    (Contract.FIXED_TERM, re.compile(r"\b(cdd|fixed[- ]term|temporary contract)\b")),
    (Contract.PERMANENT, re.compile(r"\b(cdi|permanent|full[- ]time)\b")),
)
_REMOTE = (
    (
        Remote.HYBRID,
        re.compile(
            r"\b(hybrid|partly remote|remote[- ]friendly|teletravail partiel|days? (in|at) the office|jours? de teletravail|hybride)\b"
        ),
    ),
    (
        Remote.REMOTE,
        re.compile(
            r"\b(fully remote|100 ?% (remote|teletravail)|full[- ]remote|remote[- ](first|only)|work from anywhere|remote)\b"
        ),
    ),
    (Remote.HYBRID, re.compile(r"\bteletravail\b")),
    (Remote.ON_SITE, re.compile(r"\b(on[- ]site|in the office|sur site|en presentiel)\b")),
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")


def pay_of(text: str) -> Pay | None:
    """Return the pay range that a line states, None where it states no range with a currency."""
    said = flat(text)
    for found in _RANGE.finditer(said):
        symbol = found["before"] or found["inside"] or found["again"] or found["after"]
        if not symbol:
            continue
        thousands = 1_000 if found["high_k"] else 1
        high = _number(found["high"]) * thousands
        low = _number(found["low"]) * (
            1_000 if found["low_k"] or (thousands > 1 and _number(found["low"]) < 1_000) else 1
        )
        if not 0 < low <= high:
            continue
        period = next((period for period, pattern in _PERIODS if pattern.search(said)), Period.YEAR)
        return Pay(_SYMBOLS.get(symbol, symbol.upper()), str(period), low, high)
    return None


def _number(said: str) -> Decimal:
    return Decimal(re.sub(r"\D", "", said))


def contract_of(text: str) -> str:
    """Return the kind of contract that an ad names, empty where it names none."""
    said = flat(text)
    return next((str(contract) for contract, pattern in _CONTRACTS if pattern.search(said)), "")


def remote_of(text: str) -> str:
    """Return what an ad says of remote work, empty where it says nothing."""
    said = flat(text)
    return next((str(remote) for remote, pattern in _REMOTE if pattern.search(said)), "")


def email_of(text: str) -> str:
    """Return the first e-mail address of an ad, empty where there is none."""
    found = _EMAIL.search(text)
    return found.group().rstrip(".-") if found else ""
