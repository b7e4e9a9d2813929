"""Work on bytes that a stranger sent, in a process of its own: whoever takes it over gets nothing but that process.

A script for it takes the bytes on stdin, calls `limit` of `limits.py` before it looks at them, and writes its answer
to stdout. What it says is as little to be believed as the bytes.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path


class TooSlow(Exception):
    """It took longer than it may, by the clock or in computing."""


class Crashed(Exception):
    """It was killed by another limit, or by a fault in a parser."""


OVER_CPU_TIME = -24  # SIGXCPU


def run_isolated(script: Path, data: bytes, *, seconds: float, command: tuple[str, ...] = ()) -> bytes:
    """Return what a script answers; raise TooSlow or Crashed. It is killed after `seconds`.

    `command` replaces the process, for tests of what a crashed or taken-over one may do.
    """
    # -I: neither the current folder nor the user's own packages can put another module in a parser's place
    command = command or (sys.executable, "-I", str(script))
    with tempfile.TemporaryFile() as answer:
        try:
            done = subprocess.run(  # noqa: S603
                command,
                input=data,
                stdout=answer,
                stderr=subprocess.DEVNULL,
                env={"PYTHONIOENCODING": "utf-8"},
                timeout=seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise TooSlow from None
        if done.returncode:
            raise TooSlow if done.returncode == OVER_CPU_TIME else Crashed
        answer.seek(0)
        return answer.read()
