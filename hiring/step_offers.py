"""The templates of steps that a posting can take: those that ship, its company's and those of all companies."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import translation
from django.utils.functional import Promise

from postings.models import Posting

from .models import StepTemplate
from .steps import SHIPPED, StepValues


@dataclass(frozen=True)
class Offer:
    """Steps under a name; `key` names them in an address."""

    key: str
    name: str | Promise
    steps: tuple[StepValues, ...]
    is_default: bool = False


def offers(posting: Posting) -> list[Offer]:
    """Return what a posting can take, in its language; one query."""
    kept = [
        Offer(str(template.pk), template.name, template.values, template.is_default)
        for template in StepTemplate.objects.usable(posting)
    ]
    with translation.override(posting.language):
        shipped = [
            Offer(item.key, item.name, tuple(StepValues(str(step.name), step.kind) for step in item.steps))
            for item in SHIPPED
        ]
    return kept + shipped


def offer_of(posting: Posting, key: str) -> Offer | None:
    """Return the one of a key; None where the posting can't take it."""
    return next((offer for offer in offers(posting) if offer.key == key), None)
