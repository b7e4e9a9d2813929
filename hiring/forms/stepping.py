"""The form on an application's page that takes it to another step."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from postings.models import Posting

from ..models import Step
from .board import ToStepForm


class StepForm(ToStepForm):
    """Where an application goes, to be chosen from a list, and the step where the user saw it."""

    use_required_attribute = False

    def __init__(self, *args: Any, posting: Posting | int, steps: Iterable[Step], **kwargs: Any) -> None:
        kwargs.setdefault("auto_id", "id_step_%s")
        super().__init__(*args, posting=posting, **kwargs)
        self.fields["seen_step"].widget = forms.HiddenInput()
        field = self.fields["to_step"]
        field.label = _("Another step")
        field.widget = forms.Select(attrs={"class": "form-select", "data-key-select": ""})
        field.choices = [("", _("Choose a step")), *((step.pk, step.name) for step in steps)]
