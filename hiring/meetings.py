"""Interviews as the studio's first page lists them. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from .choices import State
from .places import Words, parts_of
from .today_items import Item


@dataclass(frozen=True)
class Meeting:
    """An interview: with whom, for what, who holds it, and where. `title` is how the studio may name the candidate."""

    item: Item
    names: list[str]
    minutes: int
    state: str
    step: str
    place: str

    @classmethod
    def of(cls, item: Item) -> Meeting:
        minutes, state, step, place, _rest = (item.more or "").split("\n", 4)
        return cls(item, json.loads(item.who), int(minutes), state, step, place)

    @property
    def title(self) -> str:
        return self.item.title

    @property
    def url(self) -> str:
        return self.item.url

    @property
    def starts_at(self) -> datetime:
        return self.item.at

    @property
    def ends_at(self) -> datetime:
        return self.item.at + timedelta(minutes=self.minutes)

    @property
    def is_tomorrow(self) -> bool:
        return timezone.localdate(self.item.at) > timezone.localdate()

    @property
    def is_active(self) -> bool:
        """Whether the application waits still; else the interview is not to be held."""
        return self.state == State.ACTIVE

    def get_state_display(self) -> str:
        return str(State(self.state).label)

    @property
    def place_parts(self) -> list[Words]:
        """Where it is; while names are hidden no more than the ways to its calls, for the words may have a name."""
        parts = parts_of(self.place)
        if self.item.name:
            return parts
        numbers = [number for number, part in enumerate(parts, start=1) if part.url]
        return [Words(_("Open the call"), reverse("studio:open_call", args=[self.item.pk, n])) for n in numbers]
