"""How long a run of the checks takes on postings of 60, 100 and 1,000 lines, English and French; no database.

A posting of 60 lines should take less than 20 ms, and a line no more where there are many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from bench.measure import Measure, times, typical

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 20  # ms for 60 lines
GROWTH = 1.5  # of the time a line, from 100 lines to 1,000


def measures(quick: bool) -> Iterator[Measure]:
    from postings.checks import run

    rounds = 5 if quick else 20
    for language in ("en", "fr"):
        took = {}
        for size in (60, 100, 1_000):
            draft = a_draft(language, size)
            took[size] = typical(times(lambda draft=draft: run(draft), rounds=rounds))
        yield Measure(f"60 lines, {language}", took[60] / LIMIT, 1, f"{took[60]:.1f} ms of {LIMIT} ms")
        few, many = took[100] / 100, took[1_000] / 1_000
        said = f"{1000 * many:.0f} µs a line of 1,000, {1000 * few:.0f} of 100"
        yield Measure(f"growth, {language}", many / few, GROWTH, said)


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
