"""`make bench`: run every benchmark, print one table, and fail where a ratio misses its goal. See bench/README.md.

Each benchmark runs in a process of its own, on a database of its own. It is a module of this folder with
`measures(quick) -> Iterable[Measure]`, and a line in BENCHES.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import warnings
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import report  # noqa: E402
from bench.databases import NONE, POSTGRESQL, SQLITE, Databases  # noqa: E402
from bench.measure import Measure, table, verdict  # noqa: E402

BOTH = (SQLITE, POSTGRESQL)


@dataclass(frozen=True)
class Bench:
    """A benchmark: its module, the databases that it runs on, and whether it wants the demo in them."""

    name: str
    on: tuple[str, ...] = (SQLITE,)
    demo: bool = False


BENCHES = (
    Bench("checks", on=(NONE,)),
    Bench("reader", on=(NONE,)),
    Bench("proposals", on=(NONE,)),
    Bench("apply", demo=True),
    Bench("pages", demo=True),
    Bench("seeding", on=BOTH),
    Bench("lists", on=BOTH),
    Bench("board", on=BOTH),
    Bench("moves", on=BOTH),
    Bench("search", on=BOTH),
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="these benchmarks only")
    parser.add_argument("--quick", action="store_true", help="small data: a few minutes")
    parser.add_argument("--on", choices=BOTH, help="this database only")
    parser.add_argument("--data", type=Path, help="keep databases in this folder (of a short name), and use them again")
    parser.add_argument("--markdown", type=Path, metavar="FILE", help="also write all of it as tables for README.md")
    parser.add_argument("--one", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.one:
        return measure_one(*options.one, quick=options.quick)
    chosen = [bench for bench in BENCHES if not options.names or bench.name in options.names]
    if unknown := set(options.names) - {bench.name for bench in chosen}:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}")
    before, began = report.load(), time.monotonic()
    measures, failed, on = run(chosen, quick=options.quick, on=options.on, data=options.data)
    print(table(measures, failed))
    if options.markdown:
        said = {"command": report.command_of(arguments), "on": on, "before": before, "after": report.load()}
        options.markdown.write_text(report.page(measures, failed, **said, seconds=time.monotonic() - began))
    return verdict(measures, failed)


def run(
    benches: list[Bench], *, quick: bool, on: str | None = None, data: Path | None = None
) -> tuple[list[Measure], list[str], str]:
    """Run benchmarks one after the other; return what they measured, the names of those that failed, and on what."""
    measures, failed = [], []
    with ExitStack() as stack:
        folder = data or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="rc-bench-", dir="/tmp")))
        databases = stack.enter_context(Databases(folder))
        databases.begin(
            (vendor, bench.demo) for bench in benches for vendor in bench.on if vendor != NONE and on in (None, vendor)
        )
        for bench in benches:
            for vendor in bench.on:
                if on in (None, vendor):
                    name = bench.name if len(bench.on) == 1 else f"{bench.name}, {vendor}"
                    began = time.monotonic()
                    found, is_well = run_one(bench, databases, vendor, quick=quick)
                    measures += [Measure(f"{name}: {one.name}", one.ratio, one.goal, one.detail) for one in found]
                    failed += [] if is_well else [name]
                    print(f"{name}: {len(found)} measured in {time.monotonic() - began:,.0f} s", file=sys.stderr)
        on_what = ", ".join(filter(None, [report.machine(), databases.version]))
    return measures, failed, on_what


def run_one(bench: Bench, databases: Databases, vendor: str, *, quick: bool) -> tuple[list[Measure], bool]:
    """Run one benchmark on one database in a process of its own."""
    out = databases.folder / f"measured-{bench.name}-{vendor}.jsonl"
    out.unlink(missing_ok=True)
    command = [sys.executable, str(Path(__file__)), "--one", bench.name, str(out), *(["--quick"] if quick else [])]
    with databases.for_process(vendor, demo=bench.demo) as environment:
        code = subprocess.run(command, env=environment, check=False, cwd=ROOT).returncode  # noqa: S603 our own
    lines = out.read_text().splitlines() if out.exists() else []
    return [Measure(**json.loads(line)) for line in lines], code == 0 and bool(lines)


def measure_one(name: str, out: str, *, quick: bool) -> int:
    """In a process of its own: take the measures of a benchmark, and write them down as they come."""
    warnings.filterwarnings("ignore", "No directory at")  # collected files are not asked for here
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    with Path(out).open("w") as file:
        for one in import_module(f"bench.{name}").measures(quick):
            file.write(json.dumps(asdict(one)) + "\n")
            file.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
