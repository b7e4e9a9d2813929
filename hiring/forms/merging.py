"""Whom of two stays, and which values."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidate, Pair

FIELDS = {"name": _("Name"), "email": _("E-mail"), "phone": _("Phone"), "links": _("Links")}
ONE, OTHER, BOTH = "one", "other", "both"


class MergeForm(forms.Form):
    """Which of two candidates stays, and for each field that they differ in whose value."""

    use_required_attribute = False

    def __init__(self, *args, pair: Pair, **kwargs):
        super().__init__(*args, **kwargs)
        self.pair = pair
        for name, label in FIELDS.items():
            mine, theirs = getattr(pair.one, name), getattr(pair.other, name)
            if not mine or not theirs or mine == theirs:
                continue
            choices = [(ONE, mine), (OTHER, theirs)]
            if name == "links":
                choices = [(BOTH, _("Both")), (ONE, "\n".join(pair.one.link_list)), (OTHER, theirs)]
            self.fields[name] = forms.ChoiceField(
                label=label,
                choices=choices,
                initial=choices[0][0],
                widget=forms.RadioSelect,
                error_messages={"required": _("Choose which one stays.")},
            )

    @property
    def survivor(self) -> Candidate:
        """The first of the two: known for longer, and both pages lead to the same afterwards."""
        return self.pair.one

    @property
    def take(self) -> list[str]:
        return [name for name in self.fields if self.cleaned_data[name] == OTHER]

    @property
    def both_links(self) -> bool:
        return self.cleaned_data.get("links") == BOTH
