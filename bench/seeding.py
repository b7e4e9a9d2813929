"""How many rows a second `seed_demo` makes: everything counted, postings through the actions and indexes included."""

from __future__ import annotations

from collections.abc import Iterator

from bench.measure import Measure

AIM = 5_000  # rows a second


def measures(quick: bool) -> Iterator[Measure]:
    from config.seed.load import seed

    people = 8_000 if quick else 50_000
    made = seed(candidates=people, postings=people // 1_000, seed="bench")
    said = f"{made.rate:,.0f} rows a second of {AIM:,}: {made.total:,} of {people:,} people"
    yield Measure("seed_demo", AIM / made.rate, 1, said)
