"""Forms around a posting's list: bulk actions, columns, saved filters."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid5

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from postings.forms.once import OnceForm
from postings.models import Posting

from ..chosen import Chosen, read, written
from ..list_columns import COLUMNS
from ..list_filter import ListForm, query_of
from ..models import Step
from ..shipped import LANGUAGES
from .deciding import RejectForm
from .helper import FieldsHelper


class MoveManyForm(OnceForm):
    """Where the chosen go."""

    use_required_attribute = False

    to_step = forms.ModelChoiceField(
        label=gettext_lazy("Move to"),
        queryset=Step.objects.none(),
        empty_label=gettext_lazy("Choose a step"),
        error_messages={
            "required": gettext_lazy("Choose a step."),
            "invalid_choice": gettext_lazy("This step is gone. Choose another."),
        },
    )

    def __init__(self, *args: Any, posting: Posting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to_step"].queryset = Step.objects.live().filter(posting=posting)

    def key_for(self, chosen: Chosen) -> UUID:
        """The key of moving some rows: the same page sent for others is another move."""
        return uuid5(self.once_key(), written(chosen))


class RejectManyForm(OnceForm, RejectForm):
    """A rejection of many, and the message that each gets with their own name; shown to one of them at a time."""

    to_state = seen = None  # all of them wait; in which step each was seen is in `people`
    people = forms.CharField(widget=forms.HiddenInput)
    field_order = ("creation_key", "people", "reason", "share_reason", "tell", "subject", "text", "when", "note")

    def clean_people(self) -> Chosen:
        return read(self.cleaned_data["people"])

    def check_address(self) -> None:
        """Who has no address is left out by the action, and said."""

    def decision(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "chosen": data["people"],
            "reason": data["reason"],
            "shared_reason": {language: self.shared_words(language) for language in LANGUAGES},
            "words": self.words if data["tell"] else None,
            "delay": self.delay,
            "note": data["note"],
            "keep_interviews": data["keep_interviews"],
        }


class ColumnsForm(forms.Form):
    """Which columns a list shows."""

    columns = forms.MultipleChoiceField(
        label=gettext_lazy("Columns"),
        choices=list(COLUMNS.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )


class NameViewForm(forms.Form):
    """A name for filters."""

    use_required_attribute = False

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, error_messages={"required": gettext_lazy("Enter a name.")}
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())


class SaveViewForm(NameViewForm):
    """Filters to keep: what an address says, and for whom."""

    MINE, TEAM, EVERYWHERE = "mine", "team", "everywhere"

    place = forms.ChoiceField(
        label=gettext_lazy("For"),
        choices=[
            (MINE, gettext_lazy("this posting, for me")),
            (TEAM, gettext_lazy("this posting, for the team")),
            (EVERYWHERE, gettext_lazy("all postings, for me")),
        ],
    )
    query = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)
    on = forms.ChoiceField(
        choices=[("board", "board")], required=False, widget=forms.HiddenInput
    )  # where one came from

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()

    def clean(self) -> dict[str, Any]:
        """Keep of the address what the list understands; the step only where it is the posting's."""
        data = super().clean()
        asked = ListForm(QueryDict(data.get("query", ""))).wanted()
        if data.get("place") == self.EVERYWHERE:
            asked.pop("step", None)
        data["query"] = query_of(asked)
        if not data["query"] and "query" not in self.errors:
            self.add_error(None, _("Choose filters or an order first, then save them."))
        return data
