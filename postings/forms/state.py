"""Closing a posting, and who takes part in it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User

from ..choices import CloseReason, Part
from .helper import PlainHelper


class CloseForm(forms.Form):
    """Why a posting closes; candidates who look at it read the reason."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why does it close?"),
        choices=CloseReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a reason.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()


class MemberForm(forms.Form):
    """Somebody, by e-mail, and the part to play."""

    email = forms.EmailField(label=gettext_lazy("E-mail of a colleague"))
    part = forms.ChoiceField(
        label=gettext_lazy("Part"),
        choices=[(part.value, capfirst(part.label)) for part in Part],
        initial=Part.RECRUITER,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = PlainHelper()

    def clean_email(self) -> User:
        user = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if user is None:
            raise ValidationError(_("Nobody here has this e-mail. Somebody with access to the admin can invite them."))
        return user
