"""Forms that add somebody by hand, and that note how they were told."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.addresses import AddressField
from accounts.models import User
from candidates import pending
from candidates.files import CheckedFile, read_cv
from candidates.links import LINK_MAX, LINKS_MAX, tidy_links
from candidates.models import Candidate, normalise_email
from candidates.names import tidy_name, tidy_phone
from postings.choices import Language
from postings.forms import FormKeyField
from postings.models import Company

from .fields import CvField, TextField
from .helper import FieldsHelper

NOON = time(12)
SOURCES = [choice for choice in Candidate.Source.choices if choice[0] not in {"applied", "import"}]


class CompanyChoice(forms.ModelChoiceField):
    """A company that the user may write for; the only one is chosen already."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Company.objects.none(),
            label=_("For which company?"),
            error_messages={"required": _("Choose a company: the person hears who holds their data.")},
            empty_label=_("Choose a company"),
            **kwargs,
        )

    def of(self, user: User) -> None:
        """Offer the companies of a user."""
        self.queryset = Company.objects.visible_to(user).order_by("name", "pk")
        if (companies := list(self.queryset[:2])) and len(companies) == 1:
            self.initial = companies[0].pk


class AddCandidateForm(forms.Form):
    """Somebody who didn't apply. A CV that passed its checks survives an error in another field."""

    use_required_attribute = False  # the server has the better words

    form_key = FormKeyField(required=False, widget=forms.HiddenInput, initial=uuid4)
    kept_cv = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": _("Enter a name.")},
    )
    email = AddressField(
        label=_("E-mail"),
        help_text=_("With one, we can tell them for you."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
        error_messages={"invalid": _("Enter an e-mail address like name@example.com.")},
    )
    phone = forms.CharField(
        label=_("Phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )
    links = TextField(
        label=_("Links"),
        help_text=_("Their profile, code, talks or articles; one a line."),
        required=False,
        max_length=LINKS_MAX * LINK_MAX,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocapitalize": "none"}),
    )
    cv = CvField(label=_("CV"), required=False, help_text=_("A PDF or Word file (DOCX), up to 5 MB."))
    source = forms.ChoiceField(
        label=_("Where is it from?"),
        choices=[("", _("Choose a source")), *SOURCES],
        error_messages={"required": _("Choose where you have this data from.")},
    )
    source_note = forms.CharField(
        label=_("Where exactly"),
        help_text=_("Who recommended them, which network or event. They read it: the law wants them to know."),
        max_length=200,
        required=False,
    )
    basis = forms.ChoiceField(
        label=_("On what basis do you hold it?"),
        choices=Candidate.Basis.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the lawful basis: without one the data must not be held.")},
    )
    company = CompanyChoice()
    language = forms.ChoiceField(
        label=_("Language to write to them in"), choices=Language.choices, initial=Language.ENGLISH
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].of(user)
        self.helper = FieldsHelper()

    def clean_name(self) -> str:
        return tidy_name(self.cleaned_data["name"])

    def clean_email(self) -> str:
        return normalise_email(self.cleaned_data["email"])

    def clean_phone(self) -> str:
        return tidy_phone(self.cleaned_data["phone"])

    def clean_links(self) -> str:
        return tidy_links(self.cleaned_data["links"])

    def clean_cv(self) -> CheckedFile | None:
        if upload := self.cleaned_data["cv"]:
            return read_cv(upload)
        return pending.take(self.cleaned_data.get("kept_cv", ""))

    def clean(self) -> None:
        reach = ("email", "phone", "links")
        if not any(self.cleaned_data.get(name) for name in reach) and not any(name in self.errors for name in reach):
            self.add_error("email", _("Enter an e-mail address, a phone number or a link: one of them at least."))

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


class TellForm(forms.Form):
    """The message to somebody added by hand: for which company, in which language."""

    use_required_attribute = False

    company = CompanyChoice()
    language = forms.ChoiceField(label=_("Language"), choices=Language.choices)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["company"].of(user)
        self.helper = FieldsHelper()


class ToldForm(forms.Form):
    """That the user told the person themself: when, and how."""

    use_required_attribute = False

    on = forms.DateField(
        label=_("When did you tell them?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Enter the day."), "invalid": _("Enter a day like 2026-05-31.")},
    )
    how = forms.CharField(
        label=_("How?"),
        help_text=_("By phone, in a message on a network, in person."),
        max_length=200,
        error_messages={"required": _("Say how you told them.")},
    )

    def __init__(self, *args: Any, candidate: Candidate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.candidate = candidate
        self.helper = FieldsHelper()

    def clean_on(self) -> datetime:
        """The day, as a moment: noon of it, or now where it is today."""
        day, today = self.cleaned_data["on"], timezone.localdate()
        if day > today:
            raise ValidationError(_("That day is still to come."))
        if day < timezone.localdate(self.candidate.created_at):
            raise ValidationError(_("That is before they were added."))
        return timezone.now() if day == today else datetime.combine(day, NOON, timezone.get_current_timezone())
