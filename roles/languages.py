"""A public page and its twin in the other language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation


def page_languages(name: str, *args: str) -> dict[str, Any]:
    """The page's address in each language, in full, and its path in the other one."""
    paths = {}
    for code, _label in settings.LANGUAGES:
        with translation.override(code):
            paths[code] = reverse(name, args=args)
    other = next(code for code in paths if code != translation.get_language())
    return {
        "alternate_url": paths[other],
        "alternates": [(code, settings.BASE_URL + path) for code, path in paths.items()],
        "canonical": settings.BASE_URL + paths[translation.get_language()],
    }
