"""Reading the file of an ad that a stranger sent: what needs a parser is opened in a process of its own."""

from __future__ import annotations

import json
from pathlib import Path

from ..isolated import Crashed, TooSlow, run_isolated
from .formats import (
    MAX_BYTES,
    ZIP_START,
    EmptyAd,
    MalformedAd,
    ProtectedAd,
    TooLongAd,
    UnknownFormat,
    UnreadableAd,
    clean,
    read_file,
)

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 15
PROBLEMS = {kind.code: kind for kind in (UnreadableAd, EmptyAd, MalformedAd, ProtectedAd, TooLongAd, UnknownFormat)}


def read_apart(data: bytes, name: str = "", *, command: tuple[str, ...] = ()) -> str:
    """Return the text of an ad's file as `formats.read_file` does, and raise what it raises.

    `command` replaces the process, for tests.
    """
    if len(data) > MAX_BYTES or not data.startswith((b"%PDF-", ZIP_START)):
        return read_file(data, name)
    try:
        said = json.loads(run_isolated(WORKER, data, seconds=SECONDS, command=command))
        text = None if "problem" in said else str(said["text"])
        problem = PROBLEMS[said["problem"]] if text is None else None
    except TooSlow:
        raise TooLongAd from None
    except (Crashed, ValueError, TypeError, KeyError, RecursionError):
        raise MalformedAd from None
    if problem:
        raise problem
    return clean(text)
