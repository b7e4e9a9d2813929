"""Remembering who was erased without knowing who it was, so that a restored backup or an import brings nobody back.

An erasure is a row, and beside it a small file in the private folder, which outlives a database that is
restored from a backup. Both hold only an HMAC-SHA-256 of the address under a random salt that never leaves
that folder.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from .models import Candidate, Erasure, normalise_email

FOLDER = "erasures"
SALT = f"{FOLDER}/salt"


def digest_of(email: str, *, salt: bytes | None = None) -> str:
    """Return the digest that an address is remembered by, 64 hexadecimal digits; `salt` where it was read before."""
    return hmac.new(salt or _salt(), normalise_email(email).encode(), hashlib.sha256).hexdigest()


def was_erased(email: str) -> bool:
    """Whether the person of an address asked to be erased, or was at the end of the time."""
    return Erasure.objects.filter(digest=digest_of(email)).exists()


def erased_among(emails: Iterable[str]) -> set[str]:
    """Return those of some addresses whose people were erased."""
    salt = _salt()
    by_digest = {digest_of(email, salt=salt): email for email in emails}
    found = Erasure.objects.filter(digest__in=list(by_digest)).values_list("digest", flat=True)
    return {by_digest[digest] for digest in found}


def mirror() -> int:
    """Write the erasures that only the database knows beside the files; return how many."""
    rows = list(Erasure.objects.filter(mirrored=False))
    for row in rows:
        path = _path(row.digest)
        if default_storage.exists(path):
            default_storage.delete(path)
        default_storage.save(path, ContentFile(row.at.isoformat().encode()))
    return Erasure.objects.filter(pk__in=[row.pk for row in rows]).update(mirrored=True)


def brought_back() -> Iterator[Candidate]:
    """Yield candidates whom a restored database brought back: erased, by the files, after their row was made.

    Candidates are looked through only where the files know of an erasure that the database doesn't.
    """
    noted = set(_noted())
    lost = noted - set(Erasure.objects.filter(digest__in=noted).values_list("digest", flat=True))
    if not lost:
        return
    times, salt = {digest: _erased_at(digest) for digest in lost}, _salt()
    for candidate in Candidate.objects.filter(erased_at=None).exclude(email=None).order_by("pk").iterator():
        digest = digest_of(candidate.email, salt=salt)
        if digest in lost and candidate.created_at < times[digest]:
            yield candidate
    Erasure.objects.bulk_create(
        [Erasure(digest=digest, at=at, mirrored=True) for digest, at in times.items()], ignore_conflicts=True
    )


def _noted() -> Iterator[str]:
    """Yield the digests that the files know."""
    try:
        folders = default_storage.listdir(FOLDER)[0]
    except FileNotFoundError:
        return
    for folder in folders:
        yield from default_storage.listdir(f"{FOLDER}/{folder}")[1]


def _erased_at(digest: str) -> datetime:
    with default_storage.open(_path(digest)) as file:
        return datetime.fromisoformat(file.read().decode())


def _path(digest: str) -> str:
    return f"{FOLDER}/{digest[:2]}/{digest}"


def _salt() -> bytes:
    """Return the installation's salt, made at the first use."""
    if not default_storage.exists(SALT):
        taken = default_storage.save(SALT, ContentFile(secrets.token_bytes(32)))
        if taken != SALT:  # another process was quicker
            default_storage.delete(taken)
    with default_storage.open(SALT) as file:
        return file.read()
