"""The fields that ask a posting's own questions: one for each kind."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from postings.choices import QuestionKind
from postings.content import ContentQuestion

from ..typed import parse_day, parse_number, plain_number
from .fields import CvField, TextField

SHORT_MAX, LONG_MAX = 300, 3000
UNANSWERED = _("Answer this question.")
TOO_LONG = _("Your answer has %(show_value)d characters. Shorten it to %(limit_value)d.")
NOT_OFFERED = _("Choose one of the answers offered.")


def field_name(question: ContentQuestion) -> str:
    """Return the name of a question's field."""
    return f"question_{question.id}"


def question_field(question: ContentQuestion) -> forms.Field:
    """Return the field that asks a question, in the active language."""
    field = FIELDS[question.kind](question)
    field.question = question
    return field


class NumberField(forms.CharField):
    """A number as text: an input of type number drops what it does not understand, and a wheel changes it."""

    def clean(self, value: object) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        number = parse_number(typed, translation.get_language() or "en")
        if number is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return plain_number(number)


class DayInput(forms.MultiWidget):
    """Day, month and year as three numbers.

    Not `type=date`: that drops a day that does not exist instead of sending it back to be mended, is hard to use by
    voice, and shows its parts in the browser's order, not in the posting's language.
    """

    use_fieldset = True
    template_name = "hiring/widgets/day.html"

    def __init__(self, attrs: dict[str, Any] | None = None):
        number = {"inputmode": "numeric", "autocomplete": "off"}
        parts = {"day": 2, "month": 2, "year": 4}
        super().__init__({name: forms.TextInput(number | {"maxlength": size}) for name, size in parts.items()}, attrs)

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        labels = (gettext("Day"), gettext("Month"), gettext("Year"))
        for part, label in zip(context["widget"]["subwidgets"], labels, strict=True):
            part["label"] = label
        return context

    def decompress(self, value: object) -> list[object]:
        return [value.day, value.month, value.year] if isinstance(value, date) else ["", "", ""]


class DayField(forms.Field):
    """A day; its clean value is ISO 8601 text."""

    widget = DayInput

    def clean(self, value: list[str | None]) -> str:
        day, month, year = ((part or "").strip() for part in value)
        if not (day or month or year):
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return ""
        found = parse_day(day, month, year)
        if found is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return found.isoformat()


# One maker a kind ------------------------------------------------------------------------------------


def _short(question: ContentQuestion) -> forms.Field:
    messages = {"required": UNANSWERED, "max_length": TOO_LONG}
    return forms.CharField(max_length=SHORT_MAX, error_messages=messages, **_shared(question))


def _long(question: ContentQuestion) -> forms.Field:
    return TextField(
        max_length=LONG_MAX,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": UNANSWERED, "max_length": TOO_LONG},
        **_shared(question, gettext("Up to 3,000 characters.")),
    )


def _yes_no(question: ContentQuestion) -> forms.Field:
    return _radios(question, [("yes", gettext("Yes")), ("no", gettext("No"))])


def _one(question: ContentQuestion) -> forms.Field:
    return _radios(question, [(option, option) for option in question.options])


def _radios(question: ContentQuestion, choices: list[tuple[str, str]]) -> forms.Field:
    if not question.is_required:  # a radio button can't be let go of again
        choices = [*choices, ("", gettext("No answer"))]
    return forms.ChoiceField(
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose an answer."), "invalid_choice": NOT_OFFERED},
        **_shared(question),
    )


def _several(question: ContentQuestion) -> forms.Field:
    return forms.MultipleChoiceField(
        choices=[(option, option) for option in question.options],
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one answer."),
            "invalid_choice": NOT_OFFERED,
            "invalid_list": NOT_OFFERED,
        },
        **_shared(question, gettext("Choose all that apply.")),
    )


def _number(question: ContentQuestion) -> forms.Field:
    return NumberField(
        max_length=60,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "class": "number"}),
        error_messages={
            "required": _("Enter a number."),
            "invalid": _("Enter a number like 3 or 3.5."),
            "max_length": _("Enter a number like 3 or 3.5."),
        },
        **_shared(question),
    )


def _date(question: ContentQuestion) -> forms.Field:
    return DayField(
        error_messages={"required": _("Enter a date."), "invalid": _("Enter a real date, like 27 3 2027.")},
        **_shared(question, gettext("For example, 27 3 2027.")),
    )


def _file(question: ContentQuestion) -> forms.Field:
    return CvField(**_shared(question, gettext("A PDF or Word file (DOCX), up to 5 MB.")))


FIELDS: dict[str, Callable[[ContentQuestion], forms.Field]] = {
    QuestionKind.SHORT: _short,
    QuestionKind.LONG: _long,
    QuestionKind.YES_NO: _yes_no,
    QuestionKind.ONE: _one,
    QuestionKind.SEVERAL: _several,
    QuestionKind.NUMBER: _number,
    QuestionKind.DATE: _date,
    QuestionKind.FILE: _file,
}


def _shared(question: ContentQuestion, more_help: str = "") -> dict[str, Any]:
    return {"label": question.text, "required": question.is_required, "help_text": _help(question, more_help)}


def _help(question: ContentQuestion, more: str) -> SafeString:
    """A recruiter's explanation and what we say of the kind; escaped, for the field's template takes help as HTML."""
    if question.help_text and more:
        return format_html("{} {}", question.help_text, more)
    return conditional_escape(question.help_text or more)
