"""Compiled translations: made from the .po files by Babel, wherever they are missing or older."""

import os
import tempfile
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_stale(folder: Path = LOCALE) -> list[Path]:
    """Compile each catalogue that is missing or older than its source; return the files written."""
    return [
        compile_catalogue(source)
        for source in sorted(folder.glob("*/LC_MESSAGES/*.po"))
        if is_stale(source, source.with_suffix(".mo"))
    ]


def is_stale(source: Path, compiled: Path) -> bool:
    return not compiled.exists() or compiled.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_catalogue(source: Path) -> Path:
    """Write the .mo beside its .po in one step, so that two processes may do it at once."""
    compiled = source.with_suffix(".mo")
    with source.open("rb") as file:
        catalogue = read_po(file, locale=source.parent.parent.name, domain=source.stem)
    handle, name = tempfile.mkstemp(dir=source.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        write_mo(file, catalogue)
    os.chmod(name, 0o644)
    os.replace(name, compiled)
    return compiled
