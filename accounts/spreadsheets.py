"""Cells of tables that spreadsheets open: text that somebody typed is never a formula."""

from __future__ import annotations

import re

RISKY = tuple("=+-@\t\r\n＝＋－＠")  # what a formula may start with
_ANY = f"[{re.escape(''.join(RISKY))}]"
ESCAPE, UNESCAPE = re.compile(f"'*{_ANY}"), re.compile(f"'+{_ANY}")


def escape(value: str) -> str:
    """Return a value that no spreadsheet takes for a formula: an apostrophe goes before what might start one.

    A value that starts with an apostrophe before such a character gets one more, so that `unescape` gives it back.
    """
    return f"'{value}" if ESCAPE.match(value) else value


def unescape(value: str) -> str:
    """Return what `escape` was given."""
    return value[1:] if UNESCAPE.match(value) else value
