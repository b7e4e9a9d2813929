"""How long a run of the checks takes: `python bench/checks.py`. bench/README.md says how to read it.

Postings of 10, 60, 100 and 1,000 lines, English and French, in one process, without a database. The aim is 20 ms for
60 lines; the time a line should not grow with their number.
"""

from __future__ import annotations

import os
import statistics
import sys
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WARM_UP, ROUNDS = 3, 20
SIZES = (10, 60, 100, 1_000)


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("ROLECRAFT_READ_DOTENV", "0")
    import django

    django.setup()
    print(f"{'posting':<22}{'median ms':>10}{'slowest ms':>12}{'ms a line':>11}{'findings':>10}")
    for language in ("en", "fr"):
        for size in SIZES:
            report(language, size)
    return 0


def report(language: str, size: int) -> None:
    from postings.checks import run

    draft = a_draft(language, size)
    findings, times = run(draft), []
    for number in range(WARM_UP + ROUNDS):
        start = time.perf_counter()
        run(draft)
        if number >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
    median = statistics.median(times)
    print(
        f"{language}, {size} lines".ljust(22)
        + f"{median:>10.1f}{max(times):>12.1f}{median / size:>11.3f}{len(findings):>10}",
        flush=True,
    )


def a_draft(language: str, size: int):
    """A posting of the sheet's own lines, numbered where they come round again, so that none repeats another."""
    import yaml

    from postings.checks import Draft
    from postings.content import Content, ContentCompany, ContentLine, ContentStage
    from postings.places import Place
    from postings.sheets import shipped_reference

    sheet = yaml.safe_load((ROOT / "roles" / "reference" / "cto.yaml").read_text())
    texts = [entry["line"][language] for entry in sheet["missions"] + sheet["skills"]]
    lines = tuple(
        ContentLine(number, "mission" if number % 3 else "must", f"{texts[number % len(texts)]} {number // len(texts)}")
        for number in range(size)
    )
    content = Content(
        title="CTO",
        language=language,
        stage=ContentStage("cto", "CTO", 2, "Growing team", "Growth", ""),
        company=ContentCompany("Marée", engineers=6),
        places=(Place("Nantes", "FR"),),
        lines=lines,
    )
    return Draft(content, shipped_reference("cto", language), date(2026, 11, 22))


if __name__ == "__main__":
    sys.exit(main())
