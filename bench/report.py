"""What was measured as a page of Markdown, ready for README.md: on which machine, with which versions, how busy."""

from __future__ import annotations

import datetime as dt
import os
import platform
import re
import sqlite3
import sys
from collections.abc import Iterable, Sequence
from importlib.metadata import version
from pathlib import Path

from bench.measure import Measure

HEAD = "| what | ratio | goal | verdict | measured |\n|---|---|---|---|---|"


def machine() -> str:
    """The machine in a few words, and what runs on it."""
    gigabytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    what = f"{os.cpu_count()} cores of {_processor()}, {gigabytes:.0f} GB, {platform.system()} {platform.release()}"
    return f"{what}, Python {platform.python_version()}, Django {version('django')}, SQLite {sqlite3.sqlite_version}"


def _processor() -> str:
    try:
        found = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(), re.MULTILINE)
    except OSError:
        found = None
    return found[1] if found else platform.processor() or platform.machine()


def load() -> str:
    """How much the machine has to do: how many processes wanted to run in the last minutes."""
    return ", ".join(f"{one:.1f}" for one in os.getloadavg())


def command_of(arguments: Sequence[str] | None) -> str:
    """The command that somebody can type to have the same measured again."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if "--markdown" in given:
        at = given.index("--markdown")
        del given[at : at + 2]
    large = f"BENCH_LARGE={os.environ['BENCH_LARGE']} " if os.environ.get("BENCH_LARGE") else ""
    quick = " QUICK=1" if "--quick" in given else ""
    others = " ".join(one for one in given if one != "--quick")
    return f"{large}make bench{quick}" + (f' ARGS="{others}"' if others else "")


def page(
    measures: Iterable[Measure],
    failed: Iterable[str] = (),
    *,
    command: str,
    on: str,
    before: str,
    after: str,
    seconds: float,
) -> str:
    """Return all measures as Markdown, a table for each benchmark; what failed stands last."""
    tables: dict[str, list[str]] = {}
    for one in measures:
        name, _colon, what = one.name.partition(": ")
        verdict = "holds" if one.holds else "**misses**"
        tables.setdefault(name, []).append(f"| {what} | {one.ratio:.2f} | {one.goal:g} | {verdict} | {one.detail} |")
    said = [
        f"Measured on {dt.datetime.now(tz=dt.UTC):%-d %B %Y} in {seconds / 60:,.0f} minutes by `{command}`: {on}. "
        f"Load (1, 5, 15 minutes) before {before}, after {after}."
    ]
    said += [f"**{name}**\n\n{HEAD}\n" + "\n".join(rows) for name, rows in tables.items()]
    said += [f"**{name}** broke off." for name in failed]
    return "\n\n".join(said) + "\n"
