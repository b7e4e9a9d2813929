"""A token bucket: so many at once, and from then on as many as drip in."""

from __future__ import annotations

from dataclasses import dataclass

ROUNDING = 1e-6  # of a token: what is a whole one but for the last digits is one


@dataclass(frozen=True)
class Level:
    """How full a bucket was at a moment: tokens, and the moment in seconds."""

    tokens: float
    at: float


def take(level: Level | None, *, capacity: int, per_second: float, now: float) -> tuple[Level, float]:
    """Take one token: return the new level, and 0 or the seconds until there is one again.

    A bucket that nobody took from (None) is full. What has to wait takes nothing. Where `now` lies before the last
    moment, as another machine's clock may say, nothing has dripped in.
    """
    if level is None:
        level = Level(capacity, now)
    at = max(now, level.at)
    tokens = min(capacity, level.tokens + (at - level.at) * per_second)
    if tokens >= 1 - ROUNDING:
        return Level(max(0, tokens - 1), at), 0
    return Level(tokens, at), (1 - tokens) / per_second
