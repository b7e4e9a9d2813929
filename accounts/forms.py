"""The forms of the users' pages in the admin."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Kind, User


class KindsField(forms.MultipleChoiceField):
    """Kinds of user as checkboxes."""

    def __init__(self, **kwargs):
        super().__init__(
            label=_("Kinds"),
            choices=Kind.choices,
            widget=forms.CheckboxSelectMultiple,
            help_text=_(
                "Curators keep the reference, leads see every posting, recruiters draft and hire."
                " Hiring managers and interviewers are members of single postings."
            ),
            **kwargs,
        )


class InviteForm(forms.ModelForm):
    """Somebody new: the address that the invitation goes to, and what they will be."""

    kinds = KindsField()

    class Meta:
        model = User
        fields = ("email", "name", "is_superuser")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if "is_superuser" in self.fields:
            self.fields["kinds"].required = False

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict:
        cleaned = super().clean()
        if not cleaned.get("kinds") and not cleaned.get("is_superuser") and "kinds" not in self.errors:
            self.add_error("kinds", _("Tick at least one: somebody of no kind can do nothing here."))
        return cleaned


class UserForm(forms.ModelForm):
    """Somebody's name and what they may do."""

    kinds = KindsField(required=False)

    class Meta:
        model = User
        fields = ("name", "is_active", "is_superuser")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["kinds"] = sorted(self.instance.kinds)


class NameForm(forms.ModelForm):
    """Somebody's name, where their access is not for the reader to change."""

    class Meta:
        model = User
        fields = ("name",)
