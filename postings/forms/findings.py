"""What is said of a finding, and of what a line is about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..models import Waiver


class WaiveForm(forms.Form):
    """Why a finding is waved off; `where` says which of its two places on the page was used."""

    reason = forms.CharField(
        label=gettext_lazy("Why do you wave it off?"),
        max_length=Waiver._meta.get_field("reason").max_length,
        error_messages={"required": gettext_lazy("Say why in a word.")},
    )
    where = forms.ChoiceField(choices=[("panel", "panel"), ("line", "line")], required=False)


class FixForm(forms.Form):
    """What the page showed when a fix was asked for: the line's revision, or the title."""

    revision = forms.IntegerField(required=False, min_value=1)
    seen = forms.CharField(required=False, strip=False)
    base = forms.CharField(required=False)


class AboutForm(forms.Form):
    """What a line is about: an entry of the sheet, nothing of it, or back to the guess."""

    about = forms.ChoiceField(
        label=gettext_lazy("What is this line about?"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("Choose one of the list.")},
    )

    def __init__(self, *args: Any, choices: list, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["about"].choices = choices
