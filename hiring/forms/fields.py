"""Fields that several forms have."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from accounts.typed import whole_number
from candidates.files import CheckedFile, read_cv


class TextField(forms.CharField):
    """Text of several lines; a line end counts as one character, as the browser counts it."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class CvField(forms.Field):
    """An upload as it came; `ApplyForm.clean_cv` checks it, for one that was put aside will do as well."""

    widget = forms.FileInput(attrs={"accept": ".pdf,.docx"})

    def clean(self, value: UploadedFile | None) -> UploadedFile | None:
        return value


class FilesInput(forms.FileInput):
    """An input that takes several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of the kinds that a CV may be, each checked in the same way."""

    widget = FilesInput(attrs={"accept": ".pdf,.docx"})

    def clean(self, value: list[UploadedFile] | None, initial: object = None) -> list[CheckedFile]:
        return [read_cv(upload) for upload in value or []]


class RowsField(forms.ModelMultipleChoiceField):
    """Several rows to choose; a number that no row can have is no choice, where the database would refuse it."""

    def _check_values(self, value: Iterable[object]) -> QuerySet:
        for key in value:
            if whole_number(str(key)) is None:
                raise ValidationError(
                    self.error_messages["invalid_choice"], code="invalid_choice", params={"value": key}
                )
        return super()._check_values(value)


class TrapInput(forms.TextInput):
    """An input that forgets what was typed: whoever filled the trap by mistake sends again and is through."""

    def get_context(self, name, value, attrs):
        return super().get_context(name, None, attrs)
