"""A new posting from another one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Prefetch
from django.utils import translation
from django.utils.translation import gettext_lazy

from accounts.models import User
from roles.models import MissionStage, Stage, Weight

from ..choices import Language
from ..models import Company
from ..originals import Original
from .helper import PlainHelper
from .once import OnceForm


class CopyForm(OnceForm):
    """For which company, at which stage, in which language."""

    company = forms.ModelChoiceField(
        Company.objects.none(),
        label=gettext_lazy("Company"),
        empty_label=gettext_lazy("choose"),
        help_text=gettext_lazy("Those whose facts you may change. Lines of a template stay with its company."),
    )
    stage = forms.ModelChoiceField(
        Stage.objects.none(),
        label=gettext_lazy("Which stage is the company at?"),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose a stage.")},
    )
    take_core = forms.BooleanField(
        required=False,
        initial=True,
        label=gettext_lazy("At another stage, take its core missions that the copy lacks"),
    )
    drop_foreign = forms.BooleanField(
        required=False,
        label=gettext_lazy("At another stage, leave out the lines that belong to other stages only"),
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of the posting"),
        choices=Language.choices,
        help_text=gettext_lazy(
            "In another language, lines of the sheet that nobody reworded take its wording there. All else is for you"
            " to translate."
        ),
    )
    title = forms.CharField(
        required=False,
        max_length=140,
        label=gettext_lazy("Title"),
        help_text=gettext_lazy("Leave empty to take the role’s title in the posting’s language."),
    )

    def __init__(self, *args: Any, user: User, original: Original, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.original = original
        self.fields["company"].queryset = Company.objects.editable_by(user)
        core = MissionStage.objects.filter(weight=Weight.CORE, mission__retired_at=None).select_related("mission")
        self.fields["stage"].queryset = (
            Stage.objects.filter(role=original.posting.role_id)
            .select_related("role")
            .prefetch_related(Prefetch("of_missions", core.order_by("mission__order"), to_attr="core"))
            .order_by("number")
        )
        self.initial |= {
            "company": original.posting.company_id,
            "stage": original.stage.pk,
            "language": original.language,
            "title": original.title,
        }
        self.helper = PlainHelper()

    def stages(self) -> list[dict[str, Any]]:
        """Each stage's choice, with what of the original doesn't belong there and what it would lack."""
        choices = []
        for radio in self["stage"]:
            stage = radio.data["value"].instance
            choices.append(
                {
                    "radio": radio,
                    "stage": stage,
                    "is_same": stage == self.original.stage,
                    "foreign": self.original.foreign_to(stage),
                    "lacking": self.original.lacking([item.mission for item in stage.core]),
                }
            )
        return choices

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if data.get("language") not in (None, self.original.language):
            with translation.override(self.original.language):
                if data.get("title") == self.original.posting.role.title:  # it has a title in the other language too
                    data["title"] = ""
        return data
