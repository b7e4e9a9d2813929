"""What tells an ad's stage: patterns over the flat text, what each weighs for stage 1, 2 and 3, and why.

Weights are log-odds, our own judgement of a sample of real ads: facts about the company (who is there, who built
it, how it is funded, who reports to whom) weigh 1.5 and more, verbs and topics less, since founding CTOs "own the
vision" too. No single phrase decides.
"""

# ruff: noqa: E501 -- a pattern reads best on one line

from __future__ import annotations

import re

from .building import BUILDING
from .company import COMPANY
from .directing import DIRECTING
from .signal import Signal

__all__ = ["SIGNALS", "Signal", "is_denied"]

SIGNALS: tuple[Signal, ...] = (*COMPANY, *BUILDING, *DIRECTING)

DENIAL = re.compile(
    r"\b(not|no|never|without|don't|doesn't|won't|isn't|aren't|neither|nor|instead of|rather than|pas|ni|sans|aucune?|jamais|plutot que)\b(?! (only|just|seulement|simplement))[^.,;:]{0,25}$"
)


# A sentence that names things to say that the job is something else.
NOT_THIS_JOB = re.compile(
    r"\b((this |it )?(is|'s) not (the|this|a) (job|role|position|one)|not for you|look elsewhere|wrong (job|place|ad)|passez votre chemin"
    r"|n'est pas (pour (vous|toi)|ce que nous|le poste|fait pour))\b"
)


def is_denied(said: str, start: int) -> bool:
    """Whether the words before an offset of a flat text deny what stands there."""
    return DENIAL.search(said, max(0, start - 40), start) is not None or NOT_THIS_JOB.search(said) is not None
