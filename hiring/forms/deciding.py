"""The forms that decide on an application."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from ..choices import RejectionReason, State
from .helper import FieldsHelper


class MoveForm(forms.Form):
    """A decision on an application: where it goes, and the state that the user saw when deciding."""

    to_state = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    use_required_attribute = False
    note = forms.CharField(
        label=_("Note for the team"),
        help_text=_("The candidate never sees it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()


class RejectForm(MoveForm):
    """A rejection, which has a reason."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        help_text=_("For your statistics; the candidate does not see it."),
        choices=[("", _("Choose a reason")), *RejectionReason.choices],
        error_messages={"required": _("Choose a reason.")},
    )
    field_order = ["to_state", "seen", "reason", "note"]


def move_form(to_state: str, *args, **kwargs) -> MoveForm:
    """Return the form of a move to a state; the ids of its fields say which, as a page shows several."""
    form = RejectForm if to_state == State.REJECTED else MoveForm
    return form(*args, auto_id=f"id_{to_state}_%s", **kwargs)
