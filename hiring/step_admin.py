"""Templates of steps: the pages of those who look after them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .actions import save_step_template
from .choices import StepKind
from .models import StepTemplate


class StepsField(forms.CharField):
    """Steps as lines, "kind: name"; as data, a list of dictionaries."""

    widget = forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        return "\n".join(f"{step.get('kind')}: {step.get('name')}" for step in value if isinstance(step, dict))

    def clean(self, value: Any) -> list[dict[str, str]]:
        steps = []
        for line in filter(None, map(str.strip, super().clean(value).splitlines())):
            kind, colon, name = (part.strip() for part in line.partition(":"))
            if not colon or not name or kind.lower() not in StepKind.values:
                raise ValidationError(
                    _now("“%(line)s”: write the kind (%(kinds)s), a colon, then the name.")
                    % {"line": line, "kinds": ", ".join(StepKind.values)}
                )
            steps.append({"name": name, "kind": kind.lower()})
        return steps

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != data


class StepTemplateForm(forms.ModelForm):
    """A template, its steps one a line."""

    steps = StepsField(
        label=_("Steps"),
        help_text=_("One a line, in order: “inbox: New”, “screen: Screening”, “interview: Team”, “offer: Offer”."),
    )

    class Meta:
        model = StepTemplate
        fields = ("name", "company", "language", "steps", "is_default")


@admin.register(StepTemplate)
class StepTemplateAdmin(admin.ModelAdmin):
    form = StepTemplateForm
    list_display = ("name", "company", "language", "is_default")
    list_filter = ("language", "is_default")
    list_select_related = ("company",)
    list_per_page = 100
    search_fields = ("name", "company__name")
    actions: ClassVar = None

    def save_model(self, request: HttpRequest, obj: StepTemplate, form: forms.ModelForm, change: bool) -> None:
        save_step_template(template=obj, by=request.user)
