"""What became of an application, move by move. Pure: the log of moves explains the state by how it is made."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

from hiring.choices import RejectionReason, State

from .openings import Opening

REASONS = [RejectionReason.EXPERIENCE, RejectionReason.SKILLS, RejectionReason.PLACE, RejectionReason.OTHER]
ENDS = [State.ACTIVE, State.REJECTED, State.WITHDRAWN, State.HIRED]
OF_OPEN, OF_CLOSED = (60, 36, 3, 1), (0, 92, 7, 1)

Move = tuple[str, str, str, int | None, dt.datetime]  # from, to, reason, who, when


@dataclass(frozen=True)
class Story:
    state: str
    reason: str
    moves: list[Move]

    @classmethod
    def make(cls, opening: Opening, at: dt.datetime, now: dt.datetime, chance: random.Random) -> Story:
        """Let an application arrive, and mostly be decided after some days."""
        moves: list[Move] = [("", State.ACTIVE, "", None, at)]
        end = chance.choices(ENDS, OF_CLOSED if opening.closed else OF_OPEN)[0]
        decided = at + dt.timedelta(days=chance.uniform(0.5, 25))
        if opening.closed:
            decided = min(decided, opening.closed)
        if end == State.ACTIVE or decided > now:
            return cls(State.ACTIVE, "", moves)
        reason = chance.choice(REASONS) if end == State.REJECTED else ""
        by = None if end == State.WITHDRAWN else opening.members[0]
        moves.append((State.ACTIVE, end, reason, by, max(decided, at)))
        return cls(end, reason, moves)
