"""Static files for production: collected, hashed and compressed where anything has changed since the last time."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

# Parts of Bootstrap that no page asks for: what is used of it is in the house's one style sheet.
UNUSED = ["*.rtl.*", "bootstrap-grid*", "bootstrap-reboot*", "bootstrap-utilities*", "bootstrap.css*", "bootstrap*.js*"]


def collect_changed() -> bool:
    """Collect static files unless that was done with the very same ones; say whether it was necessary."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    now = fingerprint()
    if stamp.exists() and stamp.read_text() == now:
        return False
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=UNUSED)
    stamp.write_text(now)
    return True


def fingerprint() -> str:
    """A digest of every static file's name, size and time."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list(UNUSED), key=lambda item: item[0]):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path).timestamp()}\n".encode())
    return digest.hexdigest()
