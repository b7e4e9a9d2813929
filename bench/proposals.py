"""How long it takes to find lines that recur, as their number grows.

Lines of ten words, some of which many lines share, as in real text; half of the lines have a word of their own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime

from bench.measure import Measure, times, typical

DAY = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"
GROWTH = 2  # of the time a line


def measures(quick: bool) -> Iterator[Measure]:
    from postings.proposals import Scope, group

    few, many = (1_000, 10_000) if quick else (10_000, 50_000)
    a_line = {}
    for size in (few, many):
        lines = some_lines(size)
        took = typical(times(lambda lines=lines: group(lines, Scope("line", 1, "en")), warm_up=0, rounds=3))
        a_line[size] = 1000 * took / size
    said = f"{a_line[many]:.0f} µs a line of {many:,}, {a_line[few]:.0f} of {few:,}"
    yield Measure("growth", a_line[many] / a_line[few], GROWTH, said)


def some_lines(size: int) -> list:
    from postings.proposals import Said

    chance = random.Random(size)
    vocabulary = ["".join(chance.choices(LETTERS, k=6)) for _ in range(3_000)]
    common = [1 / (place + 1) for place in range(len(vocabulary))]
    wordings = [chance.choices(vocabulary, common, k=10) for _ in range(size // 5)]
    lines = []
    for number in range(size):
        words = list(chance.choice(wordings))
        if chance.random() < 0.5:
            words[chance.randrange(10)] = chance.choice(vocabulary)
        where = {"posting": number // 8, "company": number // 80, "recruiter": number // 200, "stage": 1 + number % 3}
        lines.append(Said(number, " ".join(words), "mission", at=DAY, **where))
    return lines
