"""A CV that arrived with a form that has an error elsewhere: kept for a day, so that nobody sends it twice.

The form carries a signed reference to it; the file itself lies in the private folder under a random name.
"""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.core.files.storage import default_storage

from .files import CheckedFile, private_path, store

FOLDER = "pending"
KEPT_FOR = timedelta(hours=24)
SALT = "candidates.pending"


def keep(checked: CheckedFile) -> str:
    """Put a checked CV aside and return the reference that `take` reads it by."""
    path = store(checked.data, private_path(folder=FOLDER))
    return refer(path, name=checked.name, format=checked.format)


def refer(path: str, *, name: str, format: str) -> str:
    """Return a reference, good for a day, to a file that was checked and is kept elsewhere."""
    return signing.dumps({"path": path, "name": name, "format": format}, salt=SALT)


def take(reference: str) -> CheckedFile | None:
    """Return the CV that was put aside; None where the reference is none of ours, too old, or the file is gone.

    The file stays until the sweep: the same form sent twice must find it twice.
    """
    kept = _read(reference)
    try:
        with default_storage.open(kept["path"]) as file:
            return CheckedFile(data=file.read(), name=kept["name"], format=kept["format"])
    except (KeyError, OSError):
        return None


def name_of(reference: str) -> str:
    """Return the name of the CV that was put aside; empty where `take` would find none."""
    kept = _read(reference)
    return kept["name"] if kept and default_storage.exists(kept["path"]) else ""


def _read(reference: str) -> dict[str, str]:
    try:
        return signing.loads(reference, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return {}
