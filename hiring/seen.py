"""What somebody saw of a thing that they change, as a short print: to tell whether it is another by now. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256


def print_of(parts: Iterable[object]) -> str:
    """Return a short print of the parts that a change is made from, in order."""
    words = "\n".join(str(part) for part in parts)
    return sha256(words.encode()).hexdigest()[:16]
