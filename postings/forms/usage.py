"""What of the sheet's use to look at."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from roles.models import Role

from ..filters import STAGE_NUMBERS


class UsageForm(forms.Form):
    """Role, stage, since when, and in which order; all may be left open."""

    role = forms.ModelChoiceField(
        label=gettext_lazy("Role"),
        queryset=Role.objects.all(),
        to_field_name="key",
        required=False,
        empty_label=None,
    )
    stage = forms.TypedChoiceField(
        label=gettext_lazy("Stage"),
        choices=[("", gettext_lazy("All stages")), *STAGE_NUMBERS],
        coerce=int,
        empty_value=None,
        required=False,
    )
    since = forms.DateField(
        label=gettext_lazy("Postings started since"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    order = forms.ChoiceField(
        label=gettext_lazy("Order"),
        choices=[
            ("", gettext_lazy("As on the sheet")),
            ("dropped", gettext_lazy("Dropped most first")),
            ("reworded", gettext_lazy("Reworded most first")),
            ("kept", gettext_lazy("Kept least first")),
        ],
        required=False,
    )
