"""The form that candidates fill in: its fields, and its questions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..asking import refusals
from ..choices import FORM_FIELD_LABELS, FORM_FIELDS, Asked, QuestionKind
from ..content import split_lines
from ..models import Posting, Question
from ..questions import TEXT_MAX, YES_NO, QuestionValues
from .helper import PlainHelper
from .once import OnceForm

OPTION_MAX = 120
OPTIONS_MAX = 20


class FormFieldsForm(forms.Form):
    """Whether the form has each of the fields that a posting may leave out; what was shown goes along."""

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, initial=FORM_FIELDS | posting.form_fields, **kwargs)
        for name in FORM_FIELDS:
            self.fields[name] = forms.ChoiceField(
                label=FORM_FIELD_LABELS[name],
                choices=Asked.choices,
                widget=forms.RadioSelect,
                show_hidden_initial=True,
                error_messages={"required": _("Choose one.")},
            )
        self.helper = PlainHelper()

    def changes(self) -> dict[str, str]:
        """The fields that were set otherwise than the page showed them."""
        return {name: self.cleaned_data[name] for name in self.changed_data}


class QuestionForm(OnceForm):
    """One question. Parts that a question of its kind does not have are left alone, whatever stands in them."""

    hide_optional = True  # what may be left empty says so

    kind = forms.ChoiceField(label=gettext_lazy("Kind of answer"), choices=QuestionKind.choices)
    text = forms.CharField(
        label=gettext_lazy("Question"),
        max_length=TEXT_MAX,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Write the question.")},
    )
    help_text = forms.CharField(
        label=gettext_lazy("Explanation"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Candidates read it under the question. Leave it empty where the question says all."),
    )
    options = forms.CharField(
        label=gettext_lazy("Answers to choose from"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("One a line."),
    )
    is_required = forms.BooleanField(label=gettext_lazy("Must be answered"), required=False)
    last_yes_no = forms.MultipleChoiceField(
        label=gettext_lazy("Answers that put last"),
        choices=list(YES_NO.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    last_options = forms.CharField(
        label=gettext_lazy("Answers that put last"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One a line, as written above."),
    )
    last_below = forms.DecimalField(
        label=gettext_lazy("Numbers below this put last"), required=False, max_digits=12, decimal_places=2
    )
    last_above = forms.DecimalField(
        label=gettext_lazy("Numbers above this put last"), required=False, max_digits=12, decimal_places=2
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, question: Question | None = None, **kwargs: Any) -> None:
        initial = _initial(question) if question else {"kind": QuestionKind.SHORT}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = PlainHelper()

    def clean(self) -> dict[str, Any]:
        """Read what belongs to the kind, and refuse what the law forbids to ask, beside the field that asks it."""
        data = super().clean()
        kind = data.get("kind", "")
        for name in ("text", "help_text"):
            for refusal in refusals(data.get(name) or ""):
                self.add_error(name, refusal.message)
        options = self._options(data) if kind in QuestionKind.choosing() else ()
        knock_out = self._knock_out(kind, options, data)
        if not self.errors:
            self.values = QuestionValues(
                kind=kind,
                text=data["text"],
                help_text=data["help_text"],
                options=options,
                is_required=data["is_required"],
                knock_out=knock_out,
            )
        return data

    def _options(self, data: dict[str, Any]) -> tuple[str, ...]:
        options = split_lines(data.get("options") or "")
        if len(options) < 2:
            self.add_error("options", _("Give at least two answers to choose from, one a line."))
        if len(options) > OPTIONS_MAX:
            self.add_error("options", _("Give at most %(most)d answers.") % {"most": OPTIONS_MAX})
        if len({option.casefold() for option in options}) < len(options):
            self.add_error("options", _("Two answers are the same."))
        if long := [option for option in options if len(option) > OPTION_MAX]:
            said = ngettext(
                "An answer has at most %(most)d characters; “%(start)s…” has more.",
                "An answer has at most %(most)d characters; “%(start)s…” and others have more.",
                len(long),
            )
            self.add_error("options", said % {"most": OPTION_MAX, "start": long[0][:30]})
        for option in options:
            for refusal in refusals(option, is_answer=True):
                self.add_error("options", refusal.message)
        return options

    def _knock_out(self, kind: str, options: tuple[str, ...], data: dict[str, Any]) -> Any:
        if kind == QuestionKind.NUMBER:
            return self._bounds(data.get("last_below"), data.get("last_above"))
        if kind == QuestionKind.YES_NO:
            chosen = data.get("last_yes_no") or []
            if len(chosen) == len(YES_NO):
                self.add_error("last_yes_no", _("Leave one answer that doesn’t put last."))
            return chosen or None
        if kind in QuestionKind.choosing():
            return self._last_options(options, data)
        return None

    def _last_options(self, options: tuple[str, ...], data: dict[str, Any]) -> list[str] | None:
        known = {option.casefold(): option for option in options}
        named = split_lines(data.get("last_options") or "")
        if others := [name for name in named if name.casefold() not in known]:
            self.add_error("last_options", _("“%(answer)s” is not among the answers above.") % {"answer": others[0]})
        chosen = list(dict.fromkeys(known[name.casefold()] for name in named if name.casefold() in known))
        if options and len(chosen) == len(options):
            self.add_error("last_options", _("Leave one answer that doesn’t put last."))
        return chosen or None

    def _bounds(self, below: Decimal | None, above: Decimal | None) -> dict[str, int | float | None] | None:
        if below is None and above is None:
            return None
        if below is not None and above is not None and below > above:
            self.add_error("last_above", _("Then every number puts last: give a number above the other one."))
        return {"min": _plain(below), "max": _plain(above)}


def _plain(number: Decimal | None) -> int | float | None:
    """A number as JSON has it: whole where it is."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _initial(question: Question) -> dict[str, Any]:
    initial = {name: getattr(question, name) for name in ("kind", "text", "help_text", "is_required", "revision")}
    initial["options"] = "\n".join(question.options)
    last = question.knock_out
    if question.kind == QuestionKind.NUMBER and last:
        initial |= {"last_below": last.get("min"), "last_above": last.get("max")}
    elif question.kind == QuestionKind.YES_NO:
        initial["last_yes_no"] = last or []
    elif last:
        initial["last_options"] = "\n".join(last)
    return initial
