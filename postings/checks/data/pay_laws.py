"""Where a public posting must carry a pay range: one row a country, state or province.

`since` is the day from which we hold the duty in force; None: not switched on, since no law that asks for pay in
the posting itself is known to us, or only a duty to tell before the interview. Curators switch a place on from a
day, or later than here. `employees_from` is the size of employer from which the law applies, where it has one.
Laws of cities and counties are left out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

DIRECTIVE = "https://eur-lex.europa.eu/eli/dir/2023/970/oj"


@dataclass(frozen=True)
class PayLaw:
    """A duty to state a pay range. `max_width` is the widest range a year, up to a top of `width_applies_to`."""

    code: str
    name: str
    article: str
    since: date | None = None
    employees_from: int = 1
    asks_for_benefits: bool = False
    url: str = ""
    max_width: int | None = None
    width_applies_to: int | None = None


_STATES = [
    PayLaw(
        "US-CA",
        "California",
        "California Labor Code § 432.3 (SB 1162)",
        date(2023, 1, 1),
        employees_from=15,
        url="https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=LAB&sectionNum=432.3",
    ),
    PayLaw("US-CO", "Colorado", "Colorado Revised Statutes § 8-5-201", date(2021, 1, 1), asks_for_benefits=True),
    PayLaw(
        "US-WA",
        "Washington",
        "Revised Code of Washington 49.58.110",
        date(2023, 1, 1),
        employees_from=15,
        asks_for_benefits=True,
        url="https://app.leg.wa.gov/rcw/default.aspx?cite=49.58.110",
    ),
    PayLaw("US-NY", "New York", "New York Labor Law § 194-b", date(2023, 9, 17), employees_from=4),
    PayLaw("US-HI", "Hawaii", "Hawaii Act 203 of 2023 (HRS chapter 378)", date(2024, 1, 1), employees_from=50),
    PayLaw(
        "US-DC",
        "District of Columbia",
        "D.C. Code § 32-1453.01",
        date(2024, 6, 30),
        url="https://code.dccouncil.gov/us/dc/council/code/sections/32-1453.01",
    ),
    PayLaw(
        "US-MD",
        "Maryland",
        "Maryland Labor and Employment § 3-304.2",
        date(2024, 10, 1),
        asks_for_benefits=True,
    ),
    PayLaw(
        "US-IL",
        "Illinois",
        "Illinois Equal Pay Act, 820 ILCS 112/10 (P.A. 103-0539)",
        date(2025, 1, 1),
        employees_from=15,
        asks_for_benefits=True,
    ),
    PayLaw(
        "US-MN",
        "Minnesota",
        "Minnesota Statutes § 181.173",
        date(2025, 1, 1),
        employees_from=30,
        asks_for_benefits=True,
        url="https://www.revisor.mn.gov/statutes/cite/181.173",
    ),
    PayLaw(
        "US-NJ",
        "New Jersey",
        "New Jersey P.L. 2024, c. 91",
        date(2025, 6, 1),
        employees_from=10,
        asks_for_benefits=True,
    ),
    PayLaw("US-VT", "Vermont", "21 V.S.A. § 495p", date(2025, 7, 1), employees_from=5),
    PayLaw(
        "US-MA",
        "Massachusetts",
        "Massachusetts General Laws c. 149 § 105F",
        date(2025, 10, 29),
        employees_from=25,
    ),
    PayLaw(
        "CA-BC",
        "British Columbia",
        "British Columbia Pay Transparency Act, s. 2",
        date(2023, 11, 1),
        url="https://www2.gov.bc.ca/gov/content/gender-equity/wage-or-salary-information-on-job-postings",
    ),
    PayLaw(
        "CA-ON",
        "Ontario",
        "Ontario Employment Standards Act, 2000, s. 8.2; O. Reg. 476/24",
        date(2026, 1, 1),
        employees_from=25,
        url="https://www.ontario.ca/laws/regulation/240476",
        max_width=50_000,
        width_applies_to=200_000,
    ),
]

_ARTICLE = "Directive (EU) 2023/970, art. 5(1)"
_EU_ON = [
    PayLaw("IT", "Italy", f"{_ARTICLE}, as transposed in Italy", date(2026, 6, 7), url=DIRECTIVE),
    PayLaw("LT", "Lithuania", f"Lithuanian Labour Code, art. 25; {_ARTICLE}", date(2019, 7, 27), url=DIRECTIVE),
    PayLaw("LV", "Latvia", f"Latvian Labour Law, s. 32(3); {_ARTICLE}", date(2018, 11, 28), url=DIRECTIVE),
]
_EU_OFF = {
    "AT": "Austria",
    "BE": "Belgium",
    "BG": "Bulgaria",
    "CY": "Cyprus",
    "CZ": "Czechia",
    "DE": "Germany",
    "DK": "Denmark",
    "EE": "Estonia",
    "ES": "Spain",
    "FI": "Finland",
    "FR": "France",
    "GR": "Greece",
    "HR": "Croatia",
    "HU": "Hungary",
    "IE": "Ireland",
    "LU": "Luxembourg",
    "MT": "Malta",
    "NL": "Netherlands",
    "PL": "Poland",
    "PT": "Portugal",
    "RO": "Romania",
    "SE": "Sweden",
    "SI": "Slovenia",
    "SK": "Slovakia",
}

TRANSPOSITION_DUE = date(2026, 6, 7)
EU = frozenset(_EU_OFF) | {law.code for law in _EU_ON}
PAY_LAWS = {
    law.code: law
    for law in [*_STATES, *_EU_ON, *(PayLaw(code, name, _ARTICLE, url=DIRECTIVE) for code, name in _EU_OFF.items())]
}
