"""Sentences that a rejected candidate may be told: which of them suit which reason, as data.

The reason itself is for the house's statistics. A sentence says no more than the posting said, and nothing of who the
person is.
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .choices import RejectionReason

SHAREABLE: dict[str, tuple[str | Promise, ...]] = {
    RejectionReason.EXPERIENCE: (
        _("We look for experience that is closer to what the posting describes."),
        _("Others have done more of what this job is about."),
    ),
    RejectionReason.STAGE: (_("Your experience suits a company at another stage better than ours."),),
    RejectionReason.SKILLS: (_("We did not find in your application a skill that the posting calls necessary."),),
    RejectionReason.PLACE: (_("Where you want to work and where this job is done do not go together."),),
    RejectionReason.PAY: (_("What you expect to earn and the range of this job do not go together."),),
    RejectionReason.OTHER_HIRED: (
        _("Somebody else was hired."),
        _("The choice was a close one; in the end somebody else was hired."),
    ),
    RejectionReason.OTHER: (),
}


def sentence(key: str) -> str:
    """Return the sentence of a key ("skills:1") in the active language; empty for no key."""
    reason, _colon, number = key.partition(":")
    return str(SHAREABLE[reason][int(number)]) if key else ""


def all_keys() -> set[str]:
    """The keys of all sentences."""
    return {f"{reason}:{number}" for reason, sentences in SHAREABLE.items() for number in range(len(sentences))}


def suits(key: str, reason: str) -> bool:
    """Whether a sentence may be shared for a reason; none always may."""
    return not key or key.partition(":")[0] == reason


def choices() -> list:
    """The sentences as choices, by reason."""
    groups = [
        (RejectionReason(reason).label, [(f"{reason}:{number}", words) for number, words in enumerate(sentences)])
        for reason, sentences in SHAREABLE.items()
        if sentences
    ]
    return [("", _("Share no reason")), *groups]
