"""Triggers that keep what a constraint can't say, for the two databases the house runs on.

SQLite drops a table's triggers when a later migration rebuilds the table: that migration calls `install` again at its
end (the tests see a trigger that is missing).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

Execute = Callable[[str], object]


@dataclass(frozen=True)
class Triggers:
    """The statements that put triggers on a table, and those that take them off, by the database's vendor."""

    putting: Mapping[str, Sequence[str]]
    removing: Mapping[str, Sequence[str]]

    def install(self, vendor: str, execute: Execute) -> None:
        """Put the triggers on the table, replacing those which are there."""
        for statement in [*self.removing[vendor], *self.putting[vendor]]:
            execute(statement)

    def remove(self, vendor: str, execute: Execute) -> None:
        """Take the triggers off the table."""
        for statement in self.removing[vendor]:
            execute(statement)
