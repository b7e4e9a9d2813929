"""Lines of a posting."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from ..choices import LineKind
from ..models import Line
from .once import OnceForm


class LineForm(forms.ModelForm):
    """The words of one line, and the revision of it that the page showed."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    sent = forms.CharField(widget=forms.HiddenInput, required=False)  # words sent before that no answer came to

    class Meta:
        model = Line
        fields = ("text",)
        error_messages = {"text": {"required": gettext_lazy("A line needs words. To take it out, drop it.")}}

    def _post_clean(self) -> None:
        """Leave the instance as it is: the action compares with the row."""


class NewLineForm(OnceForm):
    """A line of the recruiter's own."""

    kind = forms.ChoiceField(label=gettext_lazy("Part"), choices=LineKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Your own line"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the line first.")},
    )
