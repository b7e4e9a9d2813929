"""Names and phone numbers as people type them."""

from __future__ import annotations

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def tidy_name(typed: str, *, missing: str = "") -> str:
    """Return a name on one line, without hidden line ends; raise ValidationError, `missing`, where nothing is left."""
    shown = (" " if unicodedata.category(character) in {"Cc", "Zl", "Zp"} else character for character in typed)
    name = " ".join("".join(shown).split())
    if not name:
        raise ValidationError(missing or _("Enter a name."))
    return name


def tidy_phone(typed: str) -> str:
    """Return a phone number as typed; raise ValidationError where it is none. Nothing typed is nothing wrong."""
    if typed and (not re.fullmatch(r"[\d\s+()./x-]+", typed) or len(re.findall(r"\d", typed)) < 6):
        raise ValidationError(_("Enter a phone number like +33 1 23 45 67 89."))
    return typed
