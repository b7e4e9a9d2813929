"""What a benchmark says, and how times are taken: a ratio to a limit, or to a baseline measured in the same run."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Measure:
    """One figure: `ratio` is to be `goal` or less. `detail` says in a few words what was set against what."""

    name: str
    ratio: float
    goal: float
    detail: str

    @property
    def holds(self) -> bool:
        return self.ratio <= self.goal


def times(
    call: Callable[[], object], *, warm_up: int = 3, rounds: int = 20, clock: Callable[[], float] = time.process_time
) -> list[float]:
    """Return how long a call takes, in milliseconds, again and again.

    It is time of this process: others on the machine don't show in it. What waits for a server needs another clock.
    """
    for _number in range(warm_up):
        call()
    taken = []
    for _number in range(rounds):
        start = clock()
        call()
        taken.append((clock() - start) * 1000)
    return taken


def times_in_turn(
    *calls: Callable[[], object], warm_up: int = 3, rounds: int = 20, clock: Callable[[], float] = time.process_time
) -> list[list[float]]:
    """The same of several calls, one after the other each time: whatever else the machine does, all get some of it."""
    for _number in range(warm_up):
        for call in calls:
            call()
    taken: list[list[float]] = [[] for _call in calls]
    for _number in range(rounds):
        for call, into in zip(calls, taken, strict=True):
            into += times(call, warm_up=0, rounds=1, clock=clock)
    return taken


def typical(taken: Sequence[float]) -> float:
    """The time that a quarter of the calls stayed below: what else the machine does at times doesn't show in it."""
    return statistics.quantiles(taken, n=4)[0] if len(taken) > 1 else taken[0]


def table(measures: Iterable[Measure], failed: Iterable[str] = ()) -> str:
    """Return the measures as a table: name, ratio, goal, verdict, what was measured; what failed stands last."""
    lines = [f"{'name':<46}{'ratio':>8}{'goal':>7}  {'verdict':<8} what was measured"]
    for one in measures:
        verdict = "holds" if one.holds else "MISSES"
        lines.append(f"{one.name:<46}{one.ratio:>8.2f}{one.goal:>7g}  {verdict:<8} {one.detail}")
    lines += [f"{name:<46}{'':>8}{'':>7}  {'FAILED':<8} see what it wrote above" for name in failed]
    return "\n".join(lines)


def verdict(measures: Iterable[Measure], failed: Iterable[str] = ()) -> int:
    """Return the exit code: 0 where there are measures, all of them hold, and nothing failed."""
    measures = list(measures)
    return int(not measures or bool(list(failed)) or not all(one.holds for one in measures))
