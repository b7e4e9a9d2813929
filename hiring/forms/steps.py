"""Forms around the steps of a posting."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .. import wording
from ..choices import StepKind
from ..models import Step
from ..steps import NAME_MAX, StepValues, matched, nearest, print_of
from .helper import FieldsHelper

KINDS = [(kind.value, kind.label) for kind in StepKind if kind != StepKind.INBOX]


class StepForm(forms.Form):
    """A step's name and kind; the inbox has its kind for good. `seen` is the print of the step that the page showed."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=NAME_MAX, error_messages={"required": _("Give the step a name.")}
    )
    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=KINDS,
        help_text=_("Screening is reading and sorting; an interview is anything that people meet for."),
    )

    def __init__(self, *args: Any, step: Step | None = None, **kwargs: Any) -> None:
        if step:
            kwargs["initial"] = {"name": step.name, "kind": step.kind, "seen": print_of([step])}
        super().__init__(*args, **kwargs)
        if step and step.kind == StepKind.INBOX:
            del self.fields["kind"]
        self.helper = FieldsHelper()

    def clean_name(self) -> str:
        if name := wording.one_line(self.cleaned_data["name"]):
            return name
        raise forms.ValidationError(self.fields["name"].error_messages["required"])

    def values(self) -> dict[str, str]:
        """The name and the kind, for an action."""
        return {"name": self.cleaned_data["name"], "kind": self.cleaned_data.get("kind", StepKind.INBOX)}


class RemoveStepForm(forms.Form):
    """Where the applications of a step go that is removed; not asked where nobody is in it."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    to = forms.ModelChoiceField(
        label=_("Where do they go?"),
        queryset=Step.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a step."), "invalid_choice": _("This step is gone: choose another.")},
    )

    def __init__(self, *args: Any, step: Step, others: Sequence[Step], is_empty: bool, **kwargs: Any) -> None:
        before = [other for other in others if other.position < step.position]
        kwargs["initial"] = {"to": before[-1] if before else None, "seen": print_of([step])}
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = Step.objects.live().filter(posting=step.posting_id).exclude(pk=step.pk)
        self.fields["to"].required = not is_empty
        self.helper = FieldsHelper()


class UseStepsForm(forms.Form):
    """Where the applications of each step go that the template does not have; steps come `with_counts`."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, old: Sequence[Step], new: Sequence[StepValues], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stay = matched(old, new)
        self.going = [step for step in old if step.pk not in stay and (step.active or step.decided)]
        choices = [(place, values.name) for place, values in enumerate(new)]
        for step in self.going:
            initial = nearest(step, old, new)
            self.fields[f"to_{step.pk}"] = forms.TypedChoiceField(
                label=_now("Those in “%(step)s” go to") % {"step": step},
                choices=choices if initial is not None else [("", _now("Choose a step")), *choices],
                coerce=int,
                initial=initial,
                help_text=_now("%(active)d active, %(decided)d decided")
                % {"active": step.active, "decided": step.decided},
                error_messages={"required": _now("Choose a step.")},
            )
        self.helper = FieldsHelper()

    def places(self) -> dict[int, int]:
        """The place of the new step by the number of the one that goes."""
        return {step.pk: self.cleaned_data[f"to_{step.pk}"] for step in self.going}


class KeepStepsForm(forms.Form):
    """The name of a template that a posting's steps are kept as."""

    name = forms.CharField(
        label=_("Name of the template"), max_length=80, error_messages={"required": _("Give the template a name.")}
    )
    is_default = forms.BooleanField(
        label=_("New postings of this company in this language start with these steps"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="id_template_%s", **kwargs)
        self.helper = FieldsHelper()
