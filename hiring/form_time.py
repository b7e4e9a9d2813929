"""When an apply form was opened, signed: robots send at once, and a form from long ago may ask what nobody asks now.

Whoever is too quick or too late is asked to send again, once, and loses nothing. The form that goes back is `settled`:
it may be sent at once, so that mending a slip or a second Enter never meets the question twice.
"""

from __future__ import annotations

import time
from enum import StrEnum

from django.conf import settings
from django.core import signing
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SALT = "hiring.form_time"
HOUR = 3600


class Trouble(StrEnum):
    """Why a form has to be sent again."""

    QUICK = "quick"
    OLD = "old"
    UNKNOWN = "unknown"


WORDS: dict[Trouble, Promise] = {
    Trouble.QUICK: _("That was quick, as robots are. Nothing is lost: look it over, then send it again."),
    Trouble.OLD: _("The form was open for more than a day. Nothing is lost: look it over, then send it again."),
    Trouble.UNKNOWN: _("We can’t tell when the form was opened. Nothing is lost: look it over, then send it again."),
}


def stamp(*, settled: bool = False) -> str:
    """Return the moment as the form carries it."""
    return signing.dumps({"at": time.time(), "settled": settled}, salt=SALT)


def trouble_with(stamp: str) -> Trouble | None:
    """Return what is wrong with the moment that a form came back with; None where nothing is."""
    try:
        opened = signing.loads(stamp, salt=SALT)
    except signing.BadSignature:
        return Trouble.UNKNOWN
    seconds = time.time() - opened["at"]
    if seconds > settings.FORM_MAX_HOURS * HOUR:
        return Trouble.OLD
    if seconds < settings.FORM_MIN_SECONDS and not opened["settled"]:
        return Trouble.QUICK
    return None
