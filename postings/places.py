"""Places as people write them, "Nantes, France", and as data: locality, region, country code."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache

from babel import Locale
from babel.numbers import get_territory_currencies
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .choices import Currency

MAX_PLACES = 10
# What people call countries beside their names; England and Scotland are a country's parts.
OTHER_NAMES = {
    "usa": "US",
    "uk": "GB",
    "greatbritain": "GB",
    "england": "GB",
    "angleterre": "GB",
    "scotland": "GB",
    "wales": "GB",
    "holland": "NL",
    "hollande": "NL",
}


@dataclass(frozen=True)
class Place:
    """A place of work; `country` is an ISO 3166-1 alpha-2 code, `region` a state or province, or empty."""

    locality: str
    country: str
    region: str = ""

    def __str__(self) -> str:
        parts = (self.locality, self.region, country_name(self.country))
        return ", ".join(part for part in parts if part)

    def as_data(self) -> dict[str, str]:
        return {"locality": self.locality, "region": self.region, "country": self.country}

    @classmethod
    def from_data(cls, data: dict[str, str]) -> Place:
        return cls(locality=data["locality"], region=data.get("region", ""), country=data["country"])


def _folded(text: str) -> str:
    """Return the text without case, accents and punctuation, for comparing names."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())


def _is_country(code: str) -> bool:
    return len(code) == 2 and code.isalpha() and code not in {"EU", "EZ", "UN", "XA", "XB", "ZZ"}


@cache
def _names(language: str) -> dict[str, str]:
    """Country code to name in a language."""
    return {code: name for code, name in Locale.parse(language).territories.items() if _is_country(code)}


@cache
def country_codes() -> dict[str, str]:
    """Folded country name, in English or French, or code, to code."""
    codes = {}
    for language in ("en", "fr"):
        for code, name in _names(language).items():
            codes[_folded(name)] = codes[code.casefold()] = code
    return codes | OTHER_NAMES


def country_name(code: str) -> str:
    """Return the country's name in the language in use; the code itself where it has no name."""
    language = (get_language() or "en").split("-")[0]
    return _names(language if language in {"en", "fr"} else "en").get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Return (code, name) for each country, by name in the language in use."""
    language = (get_language() or "en").split("-")[0]
    return sorted(_names(language).items(), key=lambda item: _folded(item[1]))


def parse_places(text: str) -> list[Place]:
    """Read one place a line: town, region if it matters, country.

    Raises ValidationError with a message for each line that names no known country.
    """
    places, errors = [], []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        parts = [part.strip() for part in line.split(",") if part.strip()]
        country = country_codes().get(_folded(parts[-1])) if parts else None
        if len(parts) < 2 or country is None:
            errors.append(
                _("“%(line)s” names no country that we know. Write town, country: “Nantes, France”.") % {"line": line}
            )
            continue
        place = Place(locality=parts[0], region=", ".join(parts[1:-1]), country=country)
        if place not in places:
            places.append(place)
    if len(places) > MAX_PLACES:
        errors.append(_("That is %(count)d places; %(max)d is the most.") % {"count": len(places), "max": MAX_PLACES})
    if errors:
        raise ValidationError(errors)
    return places


def places_as_text(data: list[dict[str, str]]) -> str:
    """Return stored places as people write them, one a line."""
    return "\n".join(str(Place.from_data(item)) for item in data)


def usual_currency(country: str) -> str:
    """Return the currency that pay is likely given in: the country's where we know it, else the euro."""
    known = (code for code in get_territory_currencies(country) if code in Currency.values) if country else ()
    return next(iter(known), Currency.EUR)
