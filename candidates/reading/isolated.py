"""The side that starts the reading process and believes nothing that it says unseen."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from postings.isolated import Crashed, TooSlow, run_isolated

WORKER = Path(__file__).with_name("worker.py")
SECONDS = 30  # by the clock; the process limits its own computing to less
MOST_CHARACTERS = 200_000
MOST_PICTURES = 12
MOST_PIXELS = 5_000
JPEG = b"\xff\xd8\xff"
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn"}  # controls, direction marks, halves of pairs


class Problem(StrEnum):
    """Why a file could not be read."""

    DAMAGED = "damaged"
    PROTECTED = "protected"
    TIME = "time"
    MEMORY = "memory"


@dataclass(frozen=True)
class Picture:
    """One page as a JPEG; sizes in pixels."""

    width: int
    height: int
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Outcome:
    """What came of reading a file: its text, its number of pages (0 where the format has none), pictures of the first.

    Where `problem` is set there is nothing else.
    """

    text: str = ""
    pages: int = 0
    pictures: tuple[Picture, ...] = ()
    problem: Problem | None = None


def read_isolated(data: bytes, *, seconds: float = SECONDS, command: tuple[str, ...] = ()) -> Outcome:
    """Read a PDF or DOCX in a process of its own, which is killed after `seconds`.

    `command` replaces the process, for tests.
    """
    try:
        return _understood(run_isolated(WORKER, data, seconds=seconds, command=command))
    except TooSlow:
        return Outcome(problem=Problem.TIME)
    except Crashed:
        return Outcome(problem=Problem.MEMORY)


def _understood(answer: bytes) -> Outcome:
    """Return the outcome that an answer tells; one that makes no sense comes from a file that is not in order."""
    head, _end, rest = answer.partition(b"\n")
    try:
        said = json.loads(head)
        if "problem" in said:
            return Outcome(problem=Problem(said["problem"]))
        pages = max(0, min(int(said["pages"]), 10_000))
        return Outcome(text=tidy(str(said["text"])), pages=pages, pictures=tuple(_pictures(said["pictures"], rest)))
    except (ValueError, TypeError, KeyError, RecursionError):
        return Outcome(problem=Problem.DAMAGED)


def _pictures(sizes: list[list[int]], data: bytes) -> Iterator[Picture]:
    """Yield the pictures that lie one after the other in `data`; raise ValueError for what is none."""
    at = 0
    for width, height, size in sizes[:MOST_PICTURES]:
        picture = data[at : at + size]
        at += size
        if not picture.startswith(JPEG) or not 0 < width <= MOST_PIXELS or not 0 < height <= MOST_PIXELS:
            raise ValueError(f"page {width} x {height} is no picture")
        yield Picture(int(width), int(height), picture)


def tidy(text: str) -> str:
    """Return extracted text as it is kept: composed characters, plain line ends, nothing that shows nothing."""
    text = unicodedata.normalize("NFC", text[:MOST_CHARACTERS].replace("\r\n", "\n").replace("\r", "\n"))
    shown = "".join(c for c in text if c in "\n\t" or unicodedata.category(c) not in HIDDEN)
    lines = (re.sub(r"[ \t\u00a0]+", " ", line).strip() for line in shown.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()[:MOST_CHARACTERS]
