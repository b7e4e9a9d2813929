"""The facts of a company."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.models import Kind, User

from ..choices import ProductPhase
from ..models import Company
from ..places import country_choices
from .helper import NOTHING, PlainHelper


class CompanyForm(forms.ModelForm):
    """The facts of a company; whether its postings need an approval is for leads to say."""

    website = forms.URLField(label=gettext_lazy("Website"), required=False, assume_scheme="https")
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)

    class Meta:
        model = Company
        fields = (
            "name",
            "website",
            "description",
            "people",
            "engineers",
            "product_phase",
            "place",
            "country",
            "review_required",
        )
        widgets = {"description": forms.Textarea(attrs={"rows": 6})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not user.is_kind(Kind.LEAD):
            del self.fields["review_required"]
        self.fields["country"].choices = [*NOTHING, *country_choices()]
        self.fields["product_phase"].choices = [*NOTHING, *ProductPhase.choices]
        self.helper = PlainHelper()
