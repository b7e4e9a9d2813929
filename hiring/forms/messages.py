"""Forms around messages to candidates, and the words that they start from."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .. import wording
from ..models import MessageTemplate
from ..shipped import Words


def check_fields(text: str, kind: str) -> str:
    """Return a text whose fields are all known for a kind of message; raise ValidationError otherwise."""
    if unknown := wording.unknown_fields(text, kind):
        words = {
            "unknown": ", ".join(f"{{{name}}}" for name in unknown),
            "known": ", ".join(f"{{{name}}}" for name in wording.fields_of(kind)),
        }
        raise ValidationError(_("No such field here: %(unknown)s. There are %(known)s.") % words)
    return text


class MessageTemplateForm(forms.ModelForm):
    """A template; what stands in braces is a field that its kind knows."""

    class Meta:
        model = MessageTemplate
        fields = ("kind", "name", "language", "company", "subject", "body")
        widgets: ClassVar = {
            "subject": forms.TextInput(attrs={"class": "vLargeTextField"}),
            "body": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 16}),
        }
        help_texts: ClassVar = {
            "body": gettext_lazy(
                "Plain text, with **bold**, lists and [words](address) if you like. A line with a field that has no "
                "value is left out."
            ),
        }

    def clean(self) -> dict:
        data = super().clean()
        kind = data.get("kind") or self.instance.kind
        for name in ("subject", "body"):
            if kind in wording.ALLOWED and data.get(name):
                try:
                    check_fields(data[name], kind)
                except ValidationError as error:
                    self.add_error(name, error)
        return data


class TemplatePreviewForm(forms.Form):
    """What the preview of a template shows; nothing of it is saved."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in wording.KINDS])
    language = forms.ChoiceField(choices=[("en", "en"), ("fr", "fr")])
    subject = forms.CharField(required=False, max_length=200)
    body = forms.CharField(required=False, max_length=5000, strip=False)

    def words(self) -> Words:
        return Words(self.cleaned_data["subject"], self.cleaned_data["body"])

    def unknown(self) -> list[str]:
        text = f"{self.cleaned_data['subject']}\n{self.cleaned_data['body']}"
        return wording.unknown_fields(text, self.cleaned_data["kind"])
