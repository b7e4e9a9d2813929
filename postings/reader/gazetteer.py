"""Names of cities, states and countries as ads write them. The cities are in `cities.tsv`, which names its source."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from ..checks.data.regions import REGION_NAMES, REGIONS, folded
from ..places import country_codes

FILE = Path(__file__).with_name("cities.tsv")
CODES_ALONE = frozenset({"us", "uk", "usa"})  # the only codes that stand for a country without a town before them
LEAST_TIMES = 3  # a name that several cities share is the one that is so many times bigger than the next

fold = lru_cache(maxsize=16_384)(folded)


class City(NamedTuple):
    """A city: its name, country, state or province ("TX") where countries divide so, people in thousands."""

    name: str
    country: str
    region: str
    people: int


class Area(NamedTuple):
    """A country, or a state or province of it."""

    country: str
    region: str = ""


@cache
def cities() -> Mapping[str, tuple[City, ...]]:
    """Folded name to the cities that have it, the biggest first."""
    found: dict[str, list[City]] = defaultdict(list)
    for row in FILE.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        country, region, name, others, people = row.split("\t")
        city = City(name, country, region, int(people))
        for key in {folded(one) for one in (name, *others.split(";")) if one}:
            found[key].append(city)
    return {key: tuple(sorted(same, key=lambda city: -city.people)) for key, same in found.items()}


@cache
def areas() -> Mapping[str, Area]:
    """Folded full name, English or French, to the country or state. States win: "Georgia" is rarely the country."""
    found = {key: Area(code) for key, code in country_codes().items() if len(key) > 2 or key in CODES_ALONE}
    for country, names in REGIONS.items():
        for name, code in names.items():
            if len(name) > 2:
                found[name] = Area(country, code.partition("-")[2])
    return found


def area_of_code(code: str, city: str) -> Area | None:
    """Return what two capitals after a town stand for: a state, or a country where the town is known to be there."""
    known = cities().get(city, ())
    lowered = code.lower()
    of_state = [
        Area(country, found.partition("-")[2])
        for country, names in REGIONS.items()
        if (found := names.get(lowered)) and found.endswith(f"-{code}")
    ]
    of_country = country_codes().get(lowered) or ""
    for area in of_state:
        if any((one.country, one.region) == area for one in known):
            return area
    if of_country and any(one.country == of_country for one in known):
        return Area(of_country)
    return of_state[0] if of_state else Area(of_country) if of_country else None


def city_of(key: str, area: Area | None, hints: frozenset[str]) -> City | None:
    """Return the city of a folded name: the one in an area, else the one that is meant without saying where.

    `hints` are countries that the ad names elsewhere. Where two cities of one country share the name, the state
    stays open; where two countries do, and neither is much bigger or named, there is no telling.
    """
    known = cities().get(key, ())
    if area is not None:
        return next(
            (one for one in known if one.country == area.country and area.region in ("", one.region)),
            None,
        )
    if len({one.country for one in known} & hints) == 1:
        known = tuple(one for one in known if one.country in hints)
    if not known:
        return None
    if len(known) == 1 or known[0].people >= LEAST_TIMES * known[1].people:
        return known[0]
    if len({one.country for one in known}) == 1:
        return known[0]._replace(region="")
    return None


def region_name(country: str, region: str) -> str:
    """Return the name of a state or province by its code, empty where there is none."""
    return REGION_NAMES.get(f"{country}-{region}", "")
