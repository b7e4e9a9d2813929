"""How long it takes to find lines that recur: `python bench/proposals.py`. bench/README.md says how to read it.

Lines of ten words, some of which many lines share, as in real text; half of the lines have a word of their own.
"""

from __future__ import annotations

import os
import random
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (1_000, 10_000, 50_000)
DAY = datetime(2026, 1, 1, tzinfo=UTC)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("ROLECRAFT_READ_DOTENV", "0")
    import django

    django.setup()
    from postings.proposals import Scope, group

    print(f"{'lines':>8}{'groups':>8}{'seconds':>9}{'ms a line':>11}")
    for size in SIZES:
        lines = some_lines(size)
        start = time.perf_counter()
        groups = group(lines, Scope("line", 1, "en"))
        took = time.perf_counter() - start
        print(f"{size:>8}{len(groups):>8}{took:>9.2f}{1000 * took / size:>11.3f}", flush=True)
    return 0


def some_lines(size: int) -> list:
    from postings.proposals import Said

    chance = random.Random(size)  # noqa: S311 the same lines each time
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


if __name__ == "__main__":
    sys.exit(main())
