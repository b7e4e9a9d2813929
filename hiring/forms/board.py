"""Moving one card, and what a board shows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.models import Posting

from ..models import Step


class ToStepForm(forms.Form):
    """Where an application goes, and the step where the user saw it."""

    to_step = forms.ModelChoiceField(
        queryset=Step.objects.none(),
        error_messages={
            "required": _("Choose a step."),
            "invalid_choice": _("This step is no longer one of the posting’s. Reload the page and choose another."),
        },
    )
    seen_step = forms.IntegerField(min_value=1, max_value=2**62)

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["to_step"].queryset = Step.objects.live().filter(posting=posting)

    @property
    def first_error(self) -> str:
        return next((error for errors in self.errors.values() for error in errors), "")
