"""A pattern that speaks for a stage, with its weights and its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class Signal:
    """A pattern with its weights for the three stages and the reason that the page gives.

    `denies` marks patterns that are denials themselves ("no engineers yet"); others don't count after a "not".
    """

    key: str
    weights: tuple[float, float, float]
    reason: str | Promise
    pattern: re.Pattern
    denies: bool = False


def signal(key: str, weights: tuple[float, float, float], reason, *patterns: str, denies: bool = False) -> Signal:
    return Signal(key, weights, reason, re.compile(rf"\b(?:{'|'.join(patterns)})"), denies)
