"""Closing a posting."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ..choices import CloseReason
from .helper import PlainHelper


class CloseForm(forms.Form):
    """Why a posting closes; candidates who look at it read the reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it close?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()
