"""What became of an application, move by move. Pure: the log of moves explains step and state by how it is made."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hiring.choices import State

from .openings import Opening

ENDS = [State.ACTIVE, State.REJECTED, State.WITHDRAWN, State.HIRED]
OF_OPEN, OF_CLOSED = (60, 36, 3, 1), (0, 92, 7, 1)
GOES_ON = 0.6  # of those who are in a step, how many get to the next


class Move(NamedTuple):
    """One row of the log; steps by their numbers."""

    from_state: str
    to_state: str
    from_step: int | None
    to_step: int
    reason: int | None
    reason_said: str
    by: int | None
    at: dt.datetime
    from_since: dt.datetime | None = None


@dataclass(frozen=True)
class Story:
    """Where an application is, since when, and how it got there."""

    state: str
    reason: int | None
    step: int
    since: dt.datetime
    moves: list[Move]


def tell(
    opening: Opening, at: dt.datetime, now: dt.datetime, chance: random.Random, reasons: Sequence[tuple[int, str]]
) -> Story:
    """Let an application arrive, go through some steps in some days each, and mostly be decided there.

    `reasons` for rejecting are numbers and names.
    """
    end = chance.choices(ENDS, OF_CLOSED if opening.closed else OF_OPEN)[0]
    latest = min(now, opening.closed or now)
    step, since, moment = opening.steps[0], at, at
    moves = [Move("", State.ACTIVE, None, step, None, "", None, at)]
    for following in opening.steps[1:]:
        moment += dt.timedelta(days=chance.uniform(0.3, 6))
        if chance.random() > GOES_ON or moment >= latest:
            break
        moves.append(Move(State.ACTIVE, State.ACTIVE, step, following, None, "", opening.members[0], moment, since))
        step, since = following, moment
    decided = max(since, min(since + dt.timedelta(days=chance.uniform(0.3, 12)), latest))
    if end == State.ACTIVE or (decided == now and not opening.closed):
        return Story(State.ACTIVE, None, step, since, moves)
    reason, said = chance.choice(reasons) if end == State.REJECTED else (None, "")
    by = None if end == State.WITHDRAWN else opening.members[0]
    moves.append(Move(State.ACTIVE, end, step, step, reason, said, by, decided, since))
    return Story(end, reason, step, since, moves)
