"""How often somebody wants to be reminded."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import ReminderChoice
from .helper import FieldsHelper


class RemindersForm(forms.Form):
    """One choice."""

    often = forms.ChoiceField(
        label=_("Remind me"),
        choices=ReminderChoice.Often.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose how often.")},
    )
    use_required_attribute = False

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()
