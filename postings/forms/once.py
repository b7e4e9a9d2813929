"""Forms that count once, however often they are sent."""

from __future__ import annotations

from uuid import UUID, uuid4, uuid5

from django import forms
from django.core.exceptions import ValidationError


class FormKeyField(forms.UUIDField):
    """The key that makes a form count once; one that somebody broke is a new one, not an error to read."""

    def to_python(self, value: object) -> UUID:
        try:
            return super().to_python(value) or uuid4()
        except ValidationError:
            return uuid4()


class OnceForm(forms.Form):
    """A form that makes a posting, or a line, once; its template writes the field `creation_key`."""

    creation_key = FormKeyField(required=False, widget=forms.HiddenInput, initial=uuid4)

    def once_key(self) -> UUID:
        """The key of what was sent, for an action: the same page sent with other answers makes another one."""
        answers = (f"{name}={getattr(value, 'pk', value)}" for name, value in sorted(self.cleaned_data.items()))
        return uuid5(self.cleaned_data["creation_key"], "\n".join(answers))
