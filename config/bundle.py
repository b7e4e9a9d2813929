"""One style sheet for every page, put together from one file a component: a page asks for one file, not seventeen.

Static files know the bundle through a finder, so `collectstatic` hashes and compresses it like any
other, and in development it is written anew whenever a part of it has changed.
"""

import os
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

BUNDLE = "css/rolecraft.css"
# In order: Bootstrap, our tokens over it, then the components.
PARTS = (
    "css/bootstrap.min.css",
    "css/tokens.css",
    "css/bootstrap-map.css",
    "css/base.css",
    "css/nav.css",
    "css/layout.css",
    "css/buttons.css",
    "css/badges.css",
    "css/cards.css",
    "css/bars.css",
    "css/findings.css",
    "css/lines.css",
    "css/forms.css",
    "css/tables.css",
    "css/messages.css",
    "css/pager.css",
    "css/print.css",
)


class BundleFinder(BaseFinder):
    """Finds the bundle, after writing it where it is missing or older than one of its parts."""

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.storage = FileSystemStorage(location=settings.VAR_DIR / "bundle", base_url=None)

    def check(self, **kwargs) -> list:
        return []

    def find(self, path: str, find_all: bool = False, **kwargs) -> str | list[str]:
        found = [str(self.build())] if path == BUNDLE else []
        return found if find_all else (found[0] if found else [])

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        self.build()
        yield BUNDLE, self.storage

    def build(self) -> Path:
        """Return the path of the bundle, up to date."""
        target = Path(self.storage.path(BUNDLE))
        parts = [Path(finders.find(part)) for part in PARTS]
        newest = max(part.stat().st_mtime for part in [*parts, Path(__file__)])
        if not target.exists() or target.stat().st_mtime < newest:
            write_whole(target, "\n".join(map(text_of, parts)))
        return target


def text_of(part: Path) -> str:
    """Return a part's text without the pointer to its source map, which stays behind."""
    return re.sub(r"/\*# sourceMappingURL=.*?\*/", "", part.read_text())


def write_whole(target: Path, text: str) -> None:
    """Write a file so that who reads it meanwhile sees the old text or the new, never a part."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("w", dir=target.parent, delete=False) as draft:
        draft.write(text)
    Path(draft.name).chmod(0o644)
    os.replace(draft.name, target)
