"""Deciding about a line that is behind the reference."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from ..drift import LONGEST
from ..studio_choices import DriftChoice


class DriftForm(forms.Form):
    """The decision, which wording of the reference and which revision of the line it is about, and other words."""

    choice = forms.ChoiceField(choices=DriftChoice.choices)
    seen = forms.CharField(max_length=16, widget=forms.HiddenInput)
    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    text = forms.CharField(max_length=LONGEST, required=False, widget=forms.Textarea)

    def clean(self) -> dict:
        cleaned = super().clean()
        if cleaned.get("choice") == DriftChoice.EDIT and not cleaned.get("text") and "text" not in self.errors:
            self.add_error("text", gettext_lazy("Write the line’s words first."))
        return cleaned
