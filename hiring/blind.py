"""Screening without names: what is hidden of an application while it is blind, and what stands in its place.

An application is hidden while its posting is screened blind, nobody has decided on it and nobody has revealed it
(`Application.is_hidden`; in SQL `HIDDEN`). It is called by `Application.shown_name` everywhere in the studio.
No queries in here: pure functions over texts and loaded rows.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import BigIntegerField, Case, F, Q, Value, When
from django.utils.translation import gettext as _

from .choices import State
from .redacting import redact

if TYPE_CHECKING:
    from .models import Application

DECIDED = (State.HIRED, State.REJECTED)
HIDDEN = Q(posting__is_blind=True, revealed_at=None) & ~Q(state__in=DECIDED)

# Digits and letters without those that are mistaken for each other (Crockford's base 32).
_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHORT, _LONG = 20, 40  # bits: four letters up to a million applications, eight beyond
_FACTOR = 0x9E3779B1  # odd, so that multiplying by it modulo a power of two mixes without any two falling together


def pseudonym_code(key: int) -> str:
    """Return the letters that stand for an application's number: always the same, and no other number's."""
    bits = _SHORT if key < 1 << _SHORT else _LONG
    mixed = key * _FACTOR % (1 << bits)
    return "".join(_DIGITS[mixed >> shift & 31] for shift in range(bits - 5, -1, -5))


def keys_meant(text: str) -> list[int]:
    """Return the numbers of the applications that a text may name by what stands for them: “Candidate 1A2B”, “1a2b”."""
    return [key for word in text.split()[:8] if (key := _key_of(word.upper())) is not None]


def _key_of(code: str) -> int | None:
    if len(code) * 5 not in (_SHORT, _LONG) or not set(code) <= set(_DIGITS):
        return None
    mixed = 0
    for digit in code:
        mixed = mixed << 5 | _DIGITS.index(digit)
    size = 1 << len(code) * 5
    key = mixed * pow(_FACTOR, -1, size) % size
    return key if pseudonym_code(key) == code else None


def is_hidden(application: Application) -> bool:
    """Whether name, contact, links, school and files of an application are hidden from everybody in the studio."""
    return application.posting.is_blind and application.revealed_at is None and application.state not in DECIDED


def shown_name(application: Application) -> str:
    """What an application's candidate is called in the studio."""
    if is_hidden(application):
        return _("Candidate %(code)s") % {"code": pseudonym_code(application.pk)}
    return application.candidate.name


def redacted(text: str, application: Application) -> str:
    """A text about an application, as the studio may show it: as it is, or without name, contact, links and schools."""
    if not text or not is_hidden(application):
        return text
    person = application.candidate
    return redact(
        text,
        names=(person.name, application.sent_name),
        emails=(person.email or "",),
        links=(*person.link_list, *application.sent_link_list),
    )


def name_order() -> Case:
    """What lists sort applications' names by: hidden ones stand together, for their order would tell of the name."""
    return Case(When(HIDDEN, then=Value("")), default=F("candidate__name"))


def group_order() -> Case:
    """By what those of one name stand together: the person; hidden ones by the posting, for people would tell who."""
    hidden = When(HIDDEN, then=F("posting"))
    return Case(hidden, default=F("candidate"), output_field=BigIntegerField())
