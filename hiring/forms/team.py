"""Forms of who looks at an application, and of revealing a name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User

from ..actions.assigning import assignable
from ..models import Application


class AssignForm(forms.Form):
    """A member of the posting's team who is to look at an application."""

    use_required_attribute = False

    user = forms.ModelChoiceField(
        queryset=None,
        label=_("Somebody of the team"),
        empty_label=_("Choose somebody"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose somebody."),
            "invalid_choice": _("This person is no active member of the team, or is assigned already."),
        },
    )

    def __init__(
        self, *args: Any, application: Application, people: Iterable[User] | None = None, **kwargs: Any
    ) -> None:
        """`people` are those whom one may assign, where they are known already."""
        super().__init__(*args, **kwargs)
        field = self.fields["user"]
        field.queryset = assignable(application)
        if people is not None:
            field.choices = [("", field.empty_label), *((person.pk, str(person)) for person in people)]


class RevealForm(forms.Form):
    """Why a name is revealed; it may be left empty."""

    use_required_attribute = False

    reason = forms.CharField(
        label=_("Why (the team reads it)"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off"}),
    )
