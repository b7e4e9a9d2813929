"""The apply form."""

from __future__ import annotations

import re
import unicodedata

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Div, Field, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates import pending
from candidates.files import CheckedFile, read_cv, refuse
from candidates.links import LINK_MAX, LINKS_MAX, tidy_links
from candidates.models import normalise_email
from candidates.privacy import keep_wording
from postings.forms import FormKeyField
from postings.models import Posting, Version

from ..actions import Sent
from .fields import CvField, TextField, TrapInput


class ApplyForm(forms.Form):
    """What a candidate sends. A CV that passed its checks survives an error in another field."""

    use_required_attribute = False  # the server has the better words

    form_key = FormKeyField(required=False, widget=forms.HiddenInput)
    version = forms.CharField(required=False, widget=forms.HiddenInput)
    kept_cv = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Your name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": _("Enter your name.")},
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("The answer goes there."),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Enter an e-mail address like name@example.com."),
        },
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    cv = CvField(label=_("CV"), help_text=_("A PDF or Word file (DOCX), up to 5 MB."))
    links = TextField(
        label=_("Links"),
        help_text=_("Your profile, code, talks or articles; one a line."),
        required=False,
        max_length=LINKS_MAX * LINK_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "none"}),
    )
    words = TextField(
        label=_("A few words"),
        help_text=_("Why this job, and what you would bring to it. Up to 3,000 characters."),
        required=False,
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    keep = forms.BooleanField(required=False)
    website = forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=TrapInput(attrs={"autocomplete": "off", "tabindex": "-1"}),
    )

    def __init__(self, *args, posting: Posting, **kwargs):
        super().__init__(*args, **kwargs)
        self.posting = posting
        self.fields["keep"].label = keep_wording(company=posting.live_version.company_name)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.layout = Layout(
            "form_key",
            "version",
            "kept_cv",
            "name",
            "email",
            "phone",
            HTML("{% include 'hiring/public/kept_cv.html' %}"),
            "cv",
            "links",
            "words",
            Div(Field("website"), css_class="trap", aria_hidden="true"),
        )

    def clean_name(self) -> str:
        shown = (" " if unicodedata.category(c) in {"Cc", "Zl", "Zp"} else c for c in self.cleaned_data["name"])
        name = " ".join("".join(shown).split())
        if not name:
            raise ValidationError(_("Enter your name."))
        return name

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        if phone and (not re.fullmatch(r"[\d\s+()./x-]+", phone) or len(re.findall(r"\d", phone)) < 6):
            raise ValidationError(_("Enter a phone number like +33 1 23 45 67 89."))
        return phone

    def clean_cv(self) -> CheckedFile:
        if upload := self.cleaned_data["cv"]:
            return read_cv(upload)
        if kept := pending.take(self.cleaned_data["kept_cv"]):
            return kept
        raise refuse("missing")

    def clean_links(self) -> str:
        return tidy_links(self.cleaned_data["links"])

    def clean_version(self) -> Version:
        """The version that the candidate read, if it is one of this posting's; else the one shown now."""
        number = self.cleaned_data["version"]
        read = None
        if re.fullmatch(r"[0-9]{1,6}", number):
            read = self.posting.versions.filter(number=number).first()
        return read or self.posting.live_version

    def clean(self) -> None:
        if self.cleaned_data.get("website"):  # an error of the whole form: nobody sees the field
            self.add_error(None, _("A hidden field was filled in, as robots do. It is empty again: send once more."))

    @property
    def kept_name(self) -> str:
        """The name of the CV that was put aside for this form; empty where there is none."""
        return pending.name_of(self["kept_cv"].value() or "")

    def put_cv_aside(self) -> None:
        """Keep a good CV although another field is wrong: the form that goes back carries the reference."""
        checked = self.cleaned_data.get("cv")
        if checked and "cv" in self.files:
            self.data = self.data.copy()
            self.data["kept_cv"] = pending.keep(checked)

    def sent(self) -> Sent:
        """What was sent, as the action takes it."""
        names = ("form_key", "name", "email", "cv", "phone", "links", "words", "keep")
        return Sent(**{name: self.cleaned_data[name] for name in names})
