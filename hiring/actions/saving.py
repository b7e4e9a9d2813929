"""Saving an apply form to finish it later, and forgetting it: when it is sent, when its time is up, on a wish."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from candidates.files import CheckedFile, store
from candidates.models import normalise_email
from postings.models import Posting, Version

from .. import mail
from ..models import SavedFile, SavedForm
from ..models.saved_form import saved_path

logger = logging.getLogger(__name__)

KEPT_FOR = timedelta(days=7)


def save_form(
    *,
    posting: Posting,
    version: Version,
    form_key: UUID,
    email: str,
    data: dict[str, list[str]],
    files: dict[str, CheckedFile],
) -> SavedForm:
    """Keep a form as it was left, and send the link to it to its address; the same form saved before is replaced.

    Each time has a link of its own and ends the one before it: an address that was mistyped is out with the next.
    """
    kept = {"posting": posting, "version": version, "form_key": form_key, "email": normalise_email(email), "data": data}
    try:
        return _save(kept, files)
    except IntegrityError:  # the same came in at the same time, and is there now
        return _save(kept, files)


def _save(kept: dict[str, object], files: dict[str, CheckedFile]) -> SavedForm:
    paths: list[str] = []
    secret, now = secrets.token_urlsafe(32), timezone.now()
    try:
        with transaction.atomic():
            # The files of the one before are left to the sweep: a form saved twice at once must find them twice.
            SavedForm.objects.filter(posting=kept["posting"], form_key=kept["form_key"]).delete()
            saved = SavedForm.objects.create(**kept, digest=_digest(secret), saved_at=now, expires_at=now + KEPT_FOR)
            for field, checked in files.items():
                paths.append(store(checked.data, saved_path()))
                SavedFile.objects.create(
                    form=saved, field=field, file=paths[-1], name=checked.name, format=checked.format
                )
            mail.queue_saved_form(saved, secret=secret)
    except BaseException:
        _delete_files(paths)
        raise
    return saved


def find_form(secret: str) -> SavedForm | None:
    """Return the form that a link opens, with its posting and version; None where it is gone."""
    forms = SavedForm.objects.select_related("version", "posting__live_version").prefetch_related("files")
    return forms.filter(digest=_digest(secret), expires_at__gt=timezone.now()).first()


@transaction.atomic
def forget_forms(forms: QuerySet[SavedForm]) -> int:
    """Delete saved forms; their files go once the transaction is through. Return how many there were."""
    found = list(forms.values_list("pk", flat=True))
    if not found:
        return 0
    paths = list(SavedFile.objects.filter(form__in=found).values_list("file", flat=True))
    SavedForm.objects.filter(pk__in=found).delete()
    # What a crash leaves behind here has no row any more: the sweep takes it.
    transaction.on_commit(lambda: _delete_files(paths), robust=True)
    return len(found)


def forget_expired_forms() -> int:
    """Delete the saved forms whose time is up; return how many."""
    return forget_forms(SavedForm.objects.filter(expires_at__lte=timezone.now()))


def _delete_files(paths: Iterable[str]) -> None:
    for path in paths:
        try:
            default_storage.delete(path)
        except OSError:
            logger.warning("a file that no row knows of is left for the sweep")


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
