"""How long reading an ad of 100 and of 1,000 lines takes, English and French; no database.

The time a line should not grow with their number.
"""

from __future__ import annotations

from collections.abc import Iterator

from bench.measure import Measure, times, typical

GROWTH = 1.5  # of the time a line, from 100 lines to 1,000


def measures(quick: bool) -> Iterator[Measure]:
    from postings.reader import read_ad
    from postings.reader.draft import content_of
    from postings.sheets import shipped_reference

    rounds = 3 if quick else 10
    for language in ("en", "fr"):
        reference, a_line = shipped_reference("cto", language), {}
        for size in (100, 1_000):
            text = an_ad(reference, size)

            def read(text: str = text, reference=reference) -> None:
                content_of(read_ad(text, reference), reference)

            lines = len(read_ad(text, reference).lines)
            a_line[size] = typical(times(read, warm_up=1, rounds=rounds)) / lines
        said = f"{1000 * a_line[1_000]:.0f} µs a line of 1,000, {1000 * a_line[100]:.0f} of 100"
        yield Measure(f"growth, {language}", a_line[1_000] / a_line[100], GROWTH, said)


def an_ad(reference, size: int) -> str:
    """Bullets of one length, about that of real ones, with the sheet's own names among other words."""
    names = [entry.statement for entry in reference.missions] + [entry.name for entry in reference.skills]
    lines = (f"- {names[number % len(names)][:40]}, {number}" for number in range(size))
    return "Missions\n\n" + "\n".join(lines)
