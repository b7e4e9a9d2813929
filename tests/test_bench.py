"""`make bench`: its table, its exit code, and that each benchmark gives measures; no figures are looked at here."""

import ast
import json
from contextlib import contextmanager
from pathlib import Path

import pytest

from bench import report, run
from bench.databases import Databases
from bench.measure import Measure, table, times, typical, verdict

ROOT = Path(__file__).resolve().parent.parent
GOOD = Measure("lists: people", 1.2, 1.5, "12.0 ms of 10.0 ms")
BAD = Measure("lists: today", 1.51, 1.5, "15.1 ms of 10.0 ms")


@pytest.mark.parametrize(
    ("ratio", "goal", "holds"), [(0.2, 1, True), (1, 1, True), (1.001, 1, False), (float("nan"), 1, False)]
)
def test_a_measure_holds_up_to_its_goal(ratio, goal, holds):
    assert Measure("one", ratio, goal, "").holds is holds


@pytest.mark.parametrize(
    ("measures", "failed", "code"),
    [
        ([GOOD], [], 0),
        ([GOOD, BAD], [], 1),
        ([GOOD], ["board"], 1),
        ([], [], 1),  # nothing measured is nothing shown
        ([], ["board"], 1),
    ],
)
def test_the_exit_code_says_whether_every_goal_is_met(measures, failed, code):
    assert verdict(measures, failed) == code


def test_the_table_has_name_ratio_goal_verdict_and_detail():
    head, good, bad, failed = table([GOOD, BAD], ["board"]).splitlines()

    assert head.split() == ["name", "ratio", "goal", "verdict", "what", "was", "measured"]
    assert good.split() == ["lists:", "people", "1.20", "1.5", "holds", "12.0", "ms", "of", "10.0", "ms"]
    assert bad.split() == ["lists:", "today", "1.51", "1.5", "MISSES", "15.1", "ms", "of", "10.0", "ms"]
    assert failed.split() == ["board", "FAILED", "see", "what", "it", "wrote", "above"]
    assert head.index("ratio") + len("ratio") == good.index("1.20") + len("1.20")


def test_times_are_taken_of_so_many_calls_after_warming_up():
    calls = []

    taken = times(lambda: calls.append(1), warm_up=2, rounds=5)

    assert (len(calls), len(taken)) == (7, 5)


@pytest.mark.parametrize(("taken", "expected"), [([3.0], 3.0), ([1, 1, 1, 1, 9, 9], 1)])
def test_the_typical_time_is_that_of_the_quicker_calls(taken, expected):
    assert typical(taken) == expected


class NoDatabases:
    """Databases that nobody needs."""

    def __init__(self, folder):
        self.folder, self.version = folder, "PostgreSQL 16"

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        pass

    def begin(self, wanted):
        self.wanted = list(wanted)

    @contextmanager
    def for_process(self, vendor, *, demo):
        assert (vendor, demo) in self.wanted
        yield {"PATH": "", "VENDOR": vendor}


@pytest.fixture
def processes(monkeypatch, tmp_path):
    """Processes of benchmarks, by name: the measures that each writes down, and its exit code."""
    planned: dict[str, tuple[list[dict], int]] = {}

    class Done:
        def __init__(self, returncode):
            self.returncode = returncode

    def start(command, *, env, **_options):
        name, out = command[command.index("--one") + 1 :][:2]
        measures, code = planned[name]
        Path(out).write_text("".join(json.dumps(one) + "\n" for one in measures))
        return Done(code)

    monkeypatch.setattr(run.subprocess, "run", start)
    monkeypatch.setattr(run, "Databases", NoDatabases)
    return planned


ONE = {"name": "people", "ratio": 1.0, "goal": 1.5, "detail": "as before"}


@pytest.mark.parametrize(
    ("planned", "code", "shown"),
    [
        (([ONE], 0), 0, ["lists, sqlite: people 1.00 1.5 holds as before"]),
        (([ONE | {"ratio": 2}], 0), 1, ["lists, sqlite: people 2.00 1.5 MISSES as before"]),
        # A benchmark that breaks off shows what it measured until then, and fails.
        (
            ([ONE], 1),
            1,
            ["lists, sqlite: people 1.00 1.5 holds as before", "lists, sqlite FAILED see what it wrote above"],
        ),
        (([], 0), 1, ["lists, sqlite FAILED see what it wrote above"]),
    ],
)
def test_a_run_shows_what_was_measured_and_fails_where_a_goal_is_missed(
    processes, capsys, tmp_path, planned, code, shown
):
    processes["lists"] = planned

    assert run.main(["lists", "--on", "sqlite", "--data", str(tmp_path)]) == code
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()[1:]] == shown


def test_a_benchmark_on_both_databases_is_shown_for_each(processes, capsys, tmp_path):
    processes["lists"] = ([ONE], 0)

    run.main(["lists", "--data", str(tmp_path)])

    lines = capsys.readouterr().out.splitlines()[1:]
    assert [line.split(": ")[0] for line in lines] == ["lists, sqlite", "lists, postgresql"]


def test_what_benchmarks_begin_with_is_made_once_before_the_first_of_them(tmp_path, monkeypatch):
    made = []
    monkeypatch.setattr(Databases, "_prepare", lambda self, url, *, demo: made.append(url) or touch(url))

    with Databases(tmp_path) as databases:
        databases.begin([("sqlite", True), ("sqlite", False), ("sqlite", True)])
        for demo in (True, False):
            with databases.for_process("sqlite", demo=demo) as environment:
                assert Path(environment["DATABASE_URL"].removeprefix("sqlite:///")).exists()

    assert [Path(url).name for url in made] == ["bench_base_new.sqlite3", "bench_base_demo_new.sqlite3"]


def touch(url: str) -> None:
    Path(url.removeprefix("sqlite:///")).touch()


def test_an_unknown_benchmark_is_refused(capsys):
    with pytest.raises(SystemExit):
        run.main(["nonsense"])
    assert "there is no benchmark nonsense" in capsys.readouterr().err


def test_every_module_that_measures_is_run():
    having = set()
    for path in (ROOT / "bench").glob("*.py"):
        tree = ast.parse(path.read_text())
        if any(isinstance(node, ast.FunctionDef) and node.name == "measures" for node in tree.body):
            having.add(path.stem)

    assert having == {bench.name for bench in run.BENCHES}


def test_measures_are_written_down_as_they_come(tmp_path, monkeypatch):
    out = tmp_path / "measured.jsonl"

    class Module:
        @staticmethod
        def measures(quick):
            yield Measure("first", 1, 2, "quick" if quick else "")
            assert len(out.read_text().splitlines()) == 1
            yield Measure("second", 3, 2, "")

    monkeypatch.setattr(run, "import_module", lambda name: Module)

    assert run.measure_one("any", str(out), quick=True) == 0
    assert [json.loads(line)["name"] for line in out.read_text().splitlines()] == ["first", "second"]
    assert json.loads(out.read_text().splitlines()[0])["detail"] == "quick"


def test_all_is_written_down_as_markdown(processes, tmp_path):
    processes["lists"] = ([ONE, ONE | {"name": "today", "ratio": 2}], 1)
    page = tmp_path / "measured.md"

    run.main(["lists", "--quick", "--on", "sqlite", "--data", str(tmp_path), "--markdown", str(page)])

    first, name, table, failed = page.read_text().strip().split("\n\n")
    assert f'by `make bench QUICK=1 ARGS="lists --on sqlite --data {tmp_path}"`: ' in first
    assert report.machine() + ", PostgreSQL 16. Load (1, 5, 15 minutes) before " in first
    assert (name, failed) == ("**lists, sqlite**", "**lists, sqlite** broke off.")
    assert table.splitlines()[2:] == [
        "| people | 1.00 | 1.5 | holds | as before |",
        "| today | 2.00 | 1.5 | **misses** | as before |",
    ]


def test_the_size_that_was_asked_for_is_part_of_the_command(monkeypatch):
    monkeypatch.setenv("BENCH_LARGE", "50000")

    assert report.command_of(["lists", "--markdown", "a.md"]) == 'BENCH_LARGE=50000 make bench ARGS="lists"'
