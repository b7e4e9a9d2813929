"""How long reading an ad takes: `python bench/reader.py`. bench/README.md says how to read it.

Ads of 10, 100 and 1,000 lines, English and French, in one process, without a database. The time a line should not
grow with their number.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM_UP, ROUNDS = 1, 5
SIZES = (10, 100, 1_000)


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("ROLECRAFT_READ_DOTENV", "0")
    import django

    django.setup()
    print(f"{'ad':<18}{'median ms':>10}{'slowest ms':>12}{'ms a line':>11}")
    for language in ("en", "fr"):
        for size in SIZES:
            report(language, size)
    return 0


def report(language: str, size: int) -> None:
    from postings.reader import read_ad
    from postings.reader.draft import content_of
    from postings.sheets import shipped_reference

    reference, times = shipped_reference("cto", language), []
    text = an_ad(reference, size)
    for number in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        ad = read_ad(text, reference)
        content_of(ad, reference)
        if number >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
    median = statistics.median(times)
    print(
        f"{language}, {len(ad.lines)} lines".ljust(18)
        + f"{median:>10.1f}{max(times):>12.1f}{median / len(ad.lines):>11.3f}",
        flush=True,
    )


def an_ad(reference, size: int) -> str:
    """Bullets of one length, about that of real ones, with the sheet's own names among other words."""
    names = [entry.statement for entry in reference.missions] + [entry.name for entry in reference.skills]
    lines = (f"- {names[number % len(names)][:40]}, {number}" for number in range(size))
    return "Missions\n\n" + "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
