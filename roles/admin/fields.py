"""Form fields that the reference needs and Django lacks."""

from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Textarea(forms.Textarea):
    """A text of several lines, with the line ends that files have: browsers send CRLF, which would look edited."""

    def __init__(self, attrs: dict | None = None, *, one_line: bool = False):
        super().__init__({"rows": 2 if one_line else 4, "cols": 60, **(attrs or {})})
        self.one_line = one_line

    def value_from_datadict(self, data, files, name) -> str | None:
        value = super().value_from_datadict(data, files, name)
        if value is None:
            return None
        value = value.replace("\r\n", "\n").replace("\r", "\n")
        return " ".join(value.split("\n")) if self.one_line else value


class FactsField(forms.CharField):
    """Ids of facts, written one after the other, kept as a list."""

    def prepare_value(self, value) -> str:
        return ", ".join(value) if isinstance(value, list) else value

    def to_python(self, value) -> list[str]:
        if isinstance(value, list):
            return value
        facts = re.split(r"[\s,;]+", super().to_python(value).strip())
        return [fact for fact in facts if fact]

    def validate(self, value: list[str]) -> None:
        for fact in value:
            if not re.fullmatch("[A-Z][A-Z0-9]{0,19}", fact):
                raise ValidationError(
                    _("“%(fact)s” is not an id: capitals and digits, such as S2."), params={"fact": fact}
                )

    def run_validators(self, value: list[str]) -> None:
        """A list has no length or pattern to check."""

    def has_changed(self, initial, data) -> bool:
        try:
            return list(initial or []) != self.to_python(data or "")
        except ValidationError:
            return True


def formfield_overrides() -> dict:
    return {models.TextField: {"widget": Textarea()}}
