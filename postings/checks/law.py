"""What the law asks of a posting's facts: pay range, contract, language. Each finding names its article."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..choices import Contract, Period
from ..places import Place, country_name
from .data.pay_laws import DIRECTIVE, EU, PAY_LAWS, PayLaw
from .data.regions import REGIONS, region_code
from .finding import Evidence, Severity, Strength
from .registry import Hit, Reading, at, quoted, rule

FRANCE = frozenset({"FR", "GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF"})
PAY_SOURCE = gettext_lazy("Pay transparency law of the place of work")
_MONEY = r"(?:[€$£]\s?)?\d"

_VAGUE = re.compile(
    r"\b(?:salary|pay|compensation|package|remuneration)\b\s*:?\s*(?:is\s+|range\s+)?"
    r"(?:(?:depend(?:s|ing|ent)|based|commensurate)\s+(?:on|with)|according\s+to|negotiable|to\s+be\s+(?:discussed|agreed)|"
    rf"tbd\b|(?:starts\s+|starting\s+)?(?:from|at)\s+{_MONEY}|up\s+to\s+{_MONEY})(?:\s+(?:your\s+|the\s+)?(?:profile|"
    r"experience|skills|seniority))?"
    r"|\b(?:competitive|attractive|negotiable)\s+(?:salary|pay|compensation|package|remuneration)\b"
    r"|\bDOE\b|\bcommensurate\s+with\s+experience\b|\bdepending\s+on\s+(?:profile|experience)\b"
    r"|\b(?:salaire|rémunération|package|fixe)\b\s*:?\s*(?:est\s+|fixe\s+|brute?\s+)?"
    r"(?:selon\b|en\s+fonction\s+d|à\s+(?:négocier|définir|discuter)|attracti\w{1,4}|motivante?\b|compétiti\w{1,4}|"
    rf"(?:à\s+partir\s+de|dès|jusqu['’]à)\s+{_MONEY})(?:\s+(?:le\s+|votre\s+)?(?:profil|expérience|compétences))?"
    r"|\bselon\s+(?:le\s+|votre\s+)?(?:profil|expérience)\b",
    re.IGNORECASE,
)
_VAGUE_HINTS = (
    *("salar", "salai", "pay", "compens", "packag", "remun", "rémun", "fixe", "doe", "selon", "depending"),
    "commensurate",
)
_TWO_SUMS = re.compile(r"\d\s?(?:k\b|k?\s?[€$£]|,\d{3}|000)?\s?(?:-|–|to|and|à|et)\s?[€$£]?\d{2,}", re.IGNORECASE)
_OPEN = re.compile(rf"\b(?:from|starting\s+at|up\s+to|à\s+partir\s+de|dès|jusqu['’]à)\s+{_MONEY}", re.IGNORECASE)
_CONTRACT_WORDS = {
    Contract.PERMANENT: re.compile(
        r"\b(?:CDI|permanent\s+(?:contract|position|role)|contrat\s+à\s+durée\s+indéterminée)\b"
    ),
    Contract.FIXED_TERM: re.compile(
        r"\b(?:CDD|fixed[- ]term\s+(?:contract|position)|temporary\s+contract|contrat\s+à\s+durée\s+déterminée)\b"
    ),
    Contract.FREELANCE: re.compile(
        r"\b(?:freelance\s+(?:contract|position|mission)|contrat\s+freelance|mission\s+en\s+freelance|portage\s+salarial)\b",
        re.IGNORECASE,
    ),
}
_ENGLISH_WORDS = "the and you your with of our will for are we from this that to is as an on be have"
_FRENCH_WORDS = "le la les des du de vous votre vos nos notre une un et avec pour dans sur est êtes au aux en ou par"
_ENGLISH, _FRENCH = frozenset(_ENGLISH_WORDS.split()), frozenset(_FRENCH_WORDS.split())
_WORDS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Duty:
    """A pay law that applies to the draft, and whether the employer is surely too small for it."""

    law: PayLaw
    too_small: bool


def duties(reading: Reading) -> list[Duty]:
    """Return the pay laws in force on the day at the draft's places, in their order."""
    people = reading.content.company.people
    found = {}
    for code in _codes(reading):
        law = reading.draft.jurisdictions.get(code) or PAY_LAWS.get(code)
        if law is not None and law.since is not None and law.since <= reading.draft.today:
            found[code] = Duty(law, people is not None and people < law.employees_from)
    return list(found.values())


def has_range(reading: Reading) -> bool:
    """Whether the pay has both ends, a currency and a period."""
    pay = reading.content.pay
    return pay is not None and pay.min is not None and pay.max is not None and bool(pay.currency and pay.period)


@rule("law.pay-range", Severity.BLOCKS, PAY_SOURCE, Strength.LAW)
def pay_range(reading: Reading) -> Iterator[Hit]:
    """No full pay range where the law asks for one in the posting."""
    if has_range(reading):
        return
    pay = reading.content.pay
    anchor = "id_pay_max" if pay is not None and pay.min is not None and pay.max is None else "id_pay_min"
    if pay is None:
        lack = _("Give the lowest and the highest pay.")
        if vague := _vague(reading):
            lack = _("“%(words)s” is no range. Give the lowest and the highest pay.") % {"words": quoted(vague)}
    elif pay.max is None:
        lack = _("“From” a sum is no range. Give the highest pay too.")
    elif pay.min is None:
        lack = _("“Up to” a sum is no range. Give the lowest pay too.")
    else:
        anchor, lack = "id_pay_currency", _("Give the pay’s currency and period.")
    for duty in duties(reading):
        reason = _("A posting for %(place)s has to state the pay that the employer expects to offer, as a range.")
        if duty.too_small:
            reason = _(
                "A posting for %(place)s has to state the pay as a range where the employer has at least %(from)d "
                "people. The company has fewer, so this doesn’t stop you."
            )
        yield Hit(
            _("%(place)s asks for a pay range. %(lack)s") % {"place": _place_name(duty.law), "lack": lack},
            reason % {"place": _place_name(duty.law), "from": duty.law.employees_from},
            anchor=anchor,
            severity=Severity.WARNS if duty.too_small else None,
            evidence=_evidence(duty.law),
        )


@rule("law.pay-words", Severity.BLOCKS, PAY_SOURCE, Strength.LAW)
def pay_words(reading: Reading) -> Iterator[Hit]:
    """Words such as “depending on profile” that stand in for a pay range."""
    if has_range(reading):
        return
    applying = duties(reading)
    strict = [duty for duty in applying if not duty.too_small]
    evidence = _evidence((strict or applying)[0].law) if applying else Evidence(str(_house_pay()), Strength.HOUSE)
    for passage in reading.body:
        if _TWO_SUMS.search(passage.text):
            continue
        matches = [*_VAGUE.finditer(passage.text)] if passage.mentions(*_VAGUE_HINTS) else []
        if passage.anchor == "id_pay_note" and not matches:
            matches = [*_OPEN.finditer(passage.text)]
        for match in matches:
            yield Hit(
                _("“%(words)s” is no pay range.") % {"words": quoted(match.group())},
                _("Candidates can’t tell from it what the job pays. Give the lowest and the highest pay."),
                severity=Severity.BLOCKS if strict else Severity.WARNS,
                evidence=evidence,
                **at(passage, match),
            )


@rule("law.pay-amounts", Severity.BLOCKS, gettext_lazy("A range runs from a lower sum to a higher one"), Strength.HOUSE)
def pay_amounts(reading: Reading) -> Iterator[Hit]:
    """Sums that make no range: zero, upside down, without currency or period."""
    pay = reading.content.pay
    if pay is None:
        return
    reason = _("Candidates and job boards read the sums as they stand.")
    sums = {"id_pay_min": pay.min, "id_pay_max": pay.max}
    for anchor, amount in sums.items():
        if amount is not None and not _is_sum(amount):
            yield Hit(_("Pay has to be more than 0."), reason, anchor=anchor)
    if pay.min is not None and pay.max is not None and _is_sum(pay.min) and _is_sum(pay.max) and pay.min > pay.max:
        yield Hit(_("The lowest pay is above the highest."), reason, anchor="id_pay_max")
    if (pay.min is not None or pay.max is not None) and not re.fullmatch(r"[A-Z]{3}", pay.currency or ""):
        yield Hit(_("The pay names no currency."), reason, anchor="id_pay_currency")
    if (pay.min is not None or pay.max is not None) and pay.period not in Period.values:
        yield Hit(
            _("The pay doesn’t say whether it is for a year, a month, a day or an hour."),
            reason,
            anchor="id_pay_period",
        )


@rule("law.pay-width", Severity.BLOCKS, PAY_SOURCE, Strength.LAW)
def pay_width(reading: Reading) -> Iterator[Hit]:
    """A range wider than a place allows."""
    pay = reading.content.pay
    if not has_range(reading) or pay is None or pay.period != Period.YEAR or pay.currency != "CAD":
        return
    if not (_is_sum(pay.min) and _is_sum(pay.max)):
        return
    for duty in duties(reading):
        widest, top = duty.law.max_width, duty.law.width_applies_to
        if widest and top and pay.max <= top and pay.max - pay.min > widest:
            yield Hit(
                _("%(place)s allows a range of at most %(widest)d dollars a year.")
                % {"place": _place_name(duty.law), "widest": widest},
                _("The limit holds for pay of up to %(top)d dollars a year.") % {"top": top},
                anchor="id_pay_max",
                severity=Severity.WARNS if duty.too_small else None,
                evidence=_evidence(duty.law),
            )


@rule("law.place-without-state", Severity.WARNS, PAY_SOURCE, Strength.LAW)
def place_without_state(reading: Reading) -> Iterator[Hit]:
    """A place in a country whose states or provinces differ, without the state, and no pay range."""
    if has_range(reading):
        return
    for place in _places(reading):
        if place.country in REGIONS and region_code(place.country, place.region) is None:
            yield Hit(
                _("“%(place)s” names no state or province.") % {"place": quoted(str(place))},
                _(
                    "Several states and provinces ask for a pay range in the posting. Give the range, or write the "
                    "state after the town."
                ),
                anchor="id_places",
            )


@rule(
    "law.contract",
    Severity.BLOCKS,
    gettext_lazy("Code du travail, art. L5331-3 (France): nothing misleading about the job offered"),
    Strength.LAW,
)
def contract(reading: Reading) -> Iterator[Hit]:
    """A contract of no known kind, or words that name another contract than the posting's."""
    given = reading.content.contract
    if given and given not in Contract.values:
        yield Hit(
            _("“%(contract)s” is no contract that we know.") % {"contract": quoted(given)},
            _("Choose one of the list, so that candidates and job boards read the same."),
            anchor="id_contract",
        )
    if given not in _CONTRACT_WORDS:
        return
    severity = Severity.BLOCKS if in_france(reading) else Severity.WARNS
    for kind, pattern in _CONTRACT_WORDS.items():
        if kind == given:
            continue
        for passage in reading.body:
            if not passage.mentions("cdi", "cdd", "contract", "contrat", "position", "role", "freelance", "portage"):
                continue
            own = _CONTRACT_WORDS[given].search(passage.text)
            if not own and (match := pattern.search(passage.text)):
                yield Hit(
                    _("“%(words)s” contradicts the posting’s contract, %(contract)s.")
                    % {"words": quoted(match.group()), "contract": Contract(given).label},
                    _("A posting must not mislead about the contract. Change the words or the contract."),
                    severity=severity,
                    **at(passage, match),
                )


@rule(
    "law.french-text",
    Severity.BLOCKS,
    gettext_lazy("Code du travail, art. L5331-4 (France): no public job offer with text in a foreign language"),
    Strength.LAW,
    "https://www.legifrance.gouv.fr/codes/article_lc/LEGIARTI000006903762",
)
def french_text(reading: Reading) -> Iterator[Hit]:
    """A posting for work in France that is not in French."""
    if not in_france(reading):
        return
    reason = _(
        "A job offered to the public for work in France has to be worded in French, whoever the employer is and even "
        "where another language is asked for. A foreign word for which French has none is allowed if it is explained."
    )
    if reading.language != "fr":
        yield Hit(_("A posting for France needs French text."), reason, anchor="id_title")
        return
    for passage in reading.body:
        if span := _english_span(passage.text):
            yield Hit(
                _("These words are English; a posting for France needs French text."), reason, **at(passage, span)
            )


def in_france(reading: Reading) -> bool:
    return any(country in FRANCE for country in reading.countries)


def in_eu(reading: Reading) -> bool:
    return any(country in EU for country in reading.countries)


def _is_sum(amount: Decimal) -> bool:
    return amount.is_finite() and amount > 0


def _places(reading: Reading) -> list[Place]:
    content = reading.content
    if content.places:
        return list(content.places)
    return [Place(content.company.place, content.company.country)] if content.company.country else []


def _codes(reading: Reading) -> list[str]:
    """Codes of the countries, states and provinces where the work is, without repeats."""
    codes = []
    for place in _places(reading):
        codes += [place.country, region_code(place.country, place.region)]
    return list(dict.fromkeys(code for code in codes if code))


def _place_name(law: PayLaw) -> str:
    """The place in the language in use where it is a country; as the law names it where it is a state."""
    return country_name(law.code) if "-" not in law.code else law.name


def _evidence(law: PayLaw) -> Evidence:
    article = law.article or _("Pay transparency law of %(place)s, switched on by a curator") % {"place": law.name}
    return Evidence(article, Strength.LAW, law.url or (DIRECTIVE if law.code in EU else ""))


def _house_pay() -> str:
    return _("No law that we know asks for a range here; house advice does")


def _vague(reading: Reading) -> str:
    for passage in reading.body:
        if passage.mentions(*_VAGUE_HINTS) and (match := _VAGUE.search(passage.text)):
            return match.group()
    return ""


def _english_span(text: str) -> tuple[int, int] | None:
    """Return from the first to the last word of a text that reads as English: six words or more, none French."""
    if _ENGLISH.isdisjoint(text.lower().split()):
        return None
    words = [*_WORDS.finditer(text)]
    if len(words) < 6:
        return None
    lowered = [word.group().lower() for word in words]
    english = sum(word in _ENGLISH for word in lowered)
    if english < 3 or any(word in _FRENCH for word in lowered):
        return None
    return words[0].start(), words[-1].end()
