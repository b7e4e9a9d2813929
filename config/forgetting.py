"""Traces that other parts of the house keep of people: removed when somebody is erased."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import transaction


def forget_sent_mail(sender, *, email: str, **kwargs) -> None:
    """Delete the files of messages to an erased address, where mail is written into a folder."""
    folder = getattr(settings, "EMAIL_FILE_PATH", None)
    if folder:
        transaction.on_commit(lambda: _delete_messages(Path(folder), email), robust=True)


def _delete_messages(folder: Path, email: str) -> None:
    address = email.encode()
    for path in folder.glob("*.log"):
        if address in path.read_bytes():
            path.unlink(missing_ok=True)
