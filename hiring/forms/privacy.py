"""Forms around people's data."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.addresses import AddressField

from ..models import DataLink
from .helper import FieldsHelper


class AskDataForm(forms.Form):
    """What somebody wants of their data, and the address that it is known under."""

    use_required_attribute = False

    purpose = forms.ChoiceField(
        label=_("What would you like?"),
        choices=[
            (purpose.value, purpose.label)
            for purpose in (DataLink.Purpose.EXPORT, DataLink.Purpose.ERASE, DataLink.Purpose.EMAIL)
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what you would like.")},
    )
    email = AddressField(
        label=_("The e-mail address that you applied with"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.com."),
        },
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()


class HoldForm(forms.Form):
    """Why somebody's data must be kept; empty where it need not."""

    reason = forms.CharField(
        label=_("Why must this data be kept?"),
        help_text=_("A dispute, an order of a court. Empty: it need not be kept."),
        required=False,
        max_length=200,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()
