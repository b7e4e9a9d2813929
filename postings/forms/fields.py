"""Fields that several forms of the studio share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..places import parse_places, places_as_text


class PlacesField(forms.CharField):
    """Places of work as people write them, one a line; as data, a list of dictionaries."""

    def __init__(self, **kwargs: Any) -> None:
        defaults = {
            "label": gettext_lazy("Places"),
            "required": False,
            "help_text": gettext_lazy("One a line, with the country: “Nantes, France”."),
            "widget": forms.Textarea(attrs={"rows": 2}),
        }
        super().__init__(**defaults | kwargs)

    def prepare_value(self, value: Any) -> Any:
        return places_as_text(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> list[dict[str, str]]:
        return [place.as_data() for place in parse_places(super().clean(value))]
