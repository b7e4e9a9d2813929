"""Names of states and provinces, in English and French, to their ISO 3166-2 codes."""

from __future__ import annotations

import unicodedata

_US = """AL Alabama;AK Alaska;AZ Arizona;AR Arkansas;CA California|Californie|Calif;CO Colorado;CT Connecticut;
DE Delaware;
DC District of Columbia|D.C.|Washington DC|Washington D.C.;FL Florida|Floride;GA Georgia|Géorgie;HI Hawaii|Hawaï;
ID Idaho;IL Illinois;IN Indiana;IA Iowa;KS Kansas;KY Kentucky;LA Louisiana|Louisiane;ME Maine;MD Maryland;
MA Massachusetts|Mass;MI Michigan;MN Minnesota;MS Mississippi;MO Missouri;MT Montana;NE Nebraska;NV Nevada;
NH New Hampshire;NJ New Jersey;NM New Mexico|Nouveau-Mexique;NY New York|New York State|État de New York;
NC North Carolina|Caroline du Nord;ND North Dakota|Dakota du Nord;OH Ohio;OK Oklahoma;OR Oregon;
PA Pennsylvania|Pennsylvanie;RI Rhode Island;SC South Carolina|Caroline du Sud;SD South Dakota|Dakota du Sud;
TN Tennessee;TX Texas;UT Utah;VT Vermont;VA Virginia|Virginie;WA Washington|Washington State|État de Washington;
WV West Virginia|Virginie-Occidentale;WI Wisconsin;WY Wyoming"""
_CA = """AB Alberta;BC British Columbia|Colombie-Britannique;MB Manitoba;NB New Brunswick|Nouveau-Brunswick;
NL Newfoundland and Labrador|Terre-Neuve-et-Labrador;NS Nova Scotia|Nouvelle-Écosse;NT Northwest Territories;
NU Nunavut;ON Ontario;PE Prince Edward Island|Île-du-Prince-Édouard;QC Quebec|Québec;SK Saskatchewan;YT Yukon"""


def folded(text: str) -> str:
    """Return the text without case, accents and punctuation, for comparing names."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if char.isalnum())


def _read(country: str, table: str) -> dict[str, str]:
    found = {}
    for row in table.replace("\n", "").split(";"):
        short, _, names = row.partition(" ")
        for name in (short, *names.split("|")):
            found[folded(name)] = f"{country}-{short}"
    return found


def _names(country: str, table: str) -> dict[str, str]:
    rows = (row.partition(" ") for row in table.replace("\n", "").split(";"))
    return {f"{country}-{short}": names.split("|")[0] for short, _, names in rows}


REGIONS = {"US": _read("US", _US), "CA": _read("CA", _CA)}
REGION_NAMES = _names("US", _US) | _names("CA", _CA)  # code ("US-TX") to the English name


def region_code(country: str, region: str) -> str | None:
    """Return the code of a state or province as people type it: “California”, “CA”, “San Mateo County, CA”."""
    names = REGIONS.get(country, {})
    return next((names[folded(part)] for part in reversed(region.split(",")) if folded(part) in names), None)
