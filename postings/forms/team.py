"""Who takes part in a posting: adding somebody, and giving them another part."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.access import may_invite
from accounts.addresses import AddressField
from accounts.models import User

from ..actions.members import KIND_OF_PART
from ..choices import Part
from .helper import PlainHelper

PARTS = [(part.value, capfirst(part.label)) for part in Part]


class MemberForm(forms.Form):
    """Somebody, by e-mail, and the part to play; with a name, somebody who is to be invited.

    `user` is the colleague who has the address; None for somebody new.
    """

    use_required_attribute = False
    user: User | None = None

    email = AddressField(label=gettext_lazy("E-mail"), max_length=254)
    name = forms.CharField(
        label=gettext_lazy("Name, if they are new here"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Whoever has no account yet gets an invitation by e-mail."),
    )
    part = forms.ChoiceField(label=gettext_lazy("Part"), choices=PARTS, initial=Part.INTERVIEWER)

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.helper = PlainHelper()

    def clean_email(self) -> str:
        return self.cleaned_data["email"].lower()

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        email, part = data.get("email"), data.get("part")
        self.user = User.objects.filter(email=email).first() if email else None
        if not email or not part or self.user:
            return data
        if not may_invite(self.by, kinds=[KIND_OF_PART[Part(part)]]):
            self.add_error("email", _("Nobody here has this e-mail. A lead can invite them for this part."))
        elif not data.get("name"):
            self.add_error("name", _("Nobody here has this e-mail yet: give a name, and they get an invitation."))
        return data


class PartForm(forms.Form):
    """Another part for a member."""

    use_required_attribute = False

    part = forms.ChoiceField(
        label=gettext_lazy("Part"), choices=PARTS, widget=forms.Select(attrs={"class": "form-select"})
    )

    def __init__(self, *args: Any, may_hand_over: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_hand_over:
            self.fields["part"].choices = [choice for choice in PARTS if choice[0] != Part.OWNER]
