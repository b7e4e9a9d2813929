"""Forms of the candidate's own page."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.addresses import AddressField
from candidates.files import CheckedFile, read_cv
from candidates.links import LINK_MAX, LINKS_MAX
from candidates.models import normalise_email

from .apply import ApplyForm
from .fields import CvField, TextField
from .helper import FieldsHelper


class OwnForm(forms.Form):
    """A form whose `<form>`, token and button the template writes."""

    use_required_attribute = False  # the server has the better words

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()


class DocumentForm(OwnForm):
    """A document more, checked as a CV is."""

    file = CvField(label=_("Document"), help_text=_("A PDF or Word file (DOCX), up to 5 MB."))

    def clean_file(self) -> CheckedFile:
        if upload := self.cleaned_data["file"]:
            return read_cv(upload)
        raise ValidationError(_("Choose the file of your document."), code="required")


class ContactForm(OwnForm):
    """What an application says of its sender, but for the e-mail address."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    links = TextField(
        label=_("Links"),
        help_text=_("Your profile, code, talks or articles; one a line."),
        required=False,
        max_length=LINKS_MAX * LINK_MAX,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocapitalize": "none"}),
    )
    clean_name = ApplyForm.clean_name
    clean_phone = ApplyForm.clean_phone
    clean_links = ApplyForm.clean_links


class NewEmailForm(OwnForm):
    """The new address."""

    email = AddressField(
        label=_("Your new e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.com."),
        },
    )

    def __init__(self, *args, current: str | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.current = current

    def clean_email(self) -> str:
        email = normalise_email(self.cleaned_data["email"])
        if email == self.current:
            raise ValidationError(_("This is your address already. Enter the new one."))
        return email
