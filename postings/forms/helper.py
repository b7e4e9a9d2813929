"""What the forms share."""

from __future__ import annotations

from crispy_forms.helper import FormHelper
from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy

NOTHING = [("", gettext_lazy("not said"))]


class PlainHelper(FormHelper):
    """A crispy helper for forms whose `<form>`, buttons and hidden fields the template writes."""

    def __init__(self) -> None:
        super().__init__()
        self.form_tag = self.disable_csrf = False


def bound(field: forms.Field, least: int, most: int | None) -> None:
    """Limit a number here too: the model's own validators run on instances only."""
    field.validators.append(MinValueValidator(least))
    field.widget.attrs["min"] = least
    if most is not None:
        field.validators.append(MaxValueValidator(most))
        field.widget.attrs["max"] = most


def offer_nothing(field: forms.ChoiceField) -> None:
    """Call the empty choice "not said"."""
    field.choices = [*NOTHING, *(choice for choice in field.choices if choice[0])]
