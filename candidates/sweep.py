"""What a crash left behind: files that no row knows of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice

from django.core.files.storage import default_storage
from django.db.models import Model
from django.utils import timezone

from . import pending
from .models import Document, DocumentPage

HOLDERS: dict[str, type[Model]] = {"documents": Document, "pages": DocumentPage}  # who has the files of a folder
BATCH = 500


def add_holder(folder: str, model: type[Model]) -> None:
    """Say that the files of a folder are those of a model's column `file`."""
    HOLDERS[folder] = model


def delete_orphan_files(*, older_than: timedelta = timedelta(hours=1)) -> int:
    """Delete files that no row has: no document, no page of one, no saved form; return how many.

    A younger one may belong to a transaction that is still open, so it is left alone.
    """
    deleted = 0
    for folder, model in HOLDERS.items():
        old_files = _files_older_than(folder, older_than)
        while paths := list(islice(old_files, BATCH)):
            known = set(model.objects.filter(file__in=paths).values_list("file", flat=True))
            deleted += _delete(path for path in paths if path not in known)
    return deleted


def delete_pending_files(*, older_than: timedelta = pending.KEPT_FOR) -> int:
    """Delete CVs that were put aside for a form that was never sent again; return how many."""
    return _delete(_files_older_than(pending.FOLDER, older_than))


def _files_older_than(folder: str, age: timedelta) -> Iterator[str]:
    """Yield the paths of a folder's files, two levels deep, that were last written at least `age` ago."""
    limit = timezone.now() - age
    for subfolder in _list(folder)[0]:
        for name in _list(f"{folder}/{subfolder}")[1]:
            path = f"{folder}/{subfolder}/{name}"
            try:
                if default_storage.get_modified_time(path) <= limit:
                    yield path
            except FileNotFoundError:  # deleted meanwhile
                continue


def _list(folder: str) -> tuple[list[str], list[str]]:
    try:
        return default_storage.listdir(folder)
    except FileNotFoundError:
        return [], []


def _delete(paths: Iterable[str]) -> int:
    deleted = 0
    for path in paths:
        default_storage.delete(path)
        deleted += 1
    return deleted
