"""The forms that decide on an application."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ..choices import State
from ..composing import words_for
from ..message_choices import MessageKind
from ..models import Application
from .helper import FieldsHelper
from .messages import WordsForm
from .reasons import GivenReason


class MoveForm(forms.Form):
    """A decision on an application: where it goes, and the state that the user saw when deciding."""

    to_state = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    seen = forms.ChoiceField(choices=State.choices, widget=forms.HiddenInput)
    use_required_attribute = False
    note = forms.CharField(
        label=_("Note for the team"),
        help_text=_("The candidate never sees it."),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    keep_interviews = forms.BooleanField(label=_("Keep what is planned"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = FieldsHelper()
        self.helper.layout = Layout("to_state", "seen", "note")  # the template puts `keep_interviews` where it is due

    def decision(self) -> dict[str, Any]:
        """What the action wants to know."""
        return self.cleaned_data


class RejectForm(GivenReason, WordsForm, MoveForm):
    """A rejection, which has a reason, and the message to the candidate, who may be told a reason."""

    tell = forms.BooleanField(label=_("Tell the candidate"), required=False)
    field_order = ("to_state", "seen", "reason", "share_reason", "tell", "subject", "text", "when", "note")

    def __init__(self, *args, application: Application, **kwargs):
        super().__init__(*args, kind=MessageKind.REJECTED, **kwargs)
        self.application, self.language = application, application.version.language
        if not self.is_bound:
            words = words_for(MessageKind.REJECTED, application)
            self.initial |= {"subject": words.subject, "text": words.body, "tell": bool(application.candidate.email)}
        elif not self.data.get("tell"):  # then what they would have been told does not matter
            self.fields["subject"].required = self.fields["text"].required = False

    def clean_subject(self) -> str:
        return super().clean_subject() if self.data.get("tell") else ""

    def clean_text(self) -> str:
        return super().clean_text() if self.data.get("tell") else ""

    def clean(self) -> dict:
        data = super().clean()
        if data.get("tell"):
            self.check_address()
        return data

    def check_address(self) -> None:
        """Refuse to tell somebody who can't be written to."""
        if not self.application.candidate.email:
            self.add_error("tell", gettext("No e-mail address of this person is known."))

    def decision(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "reason": data["reason"],
            "shared_reason": self.shared_words(self.language),
            "words": self.words if data["tell"] else None,
            "delay": self.delay,
            "note": data["note"],
            "seen": data["seen"],
            "keep_interviews": data["keep_interviews"],
        }


def move_form(to_state: str, *args, application: Application, **kwargs) -> MoveForm:
    """Return the form of a move to a state; the ids of its fields say which, as a page shows several."""
    auto_id = f"id_{to_state}_%s"
    if to_state == State.REJECTED:
        return RejectForm(*args, application=application, auto_id=auto_id, **kwargs)
    return MoveForm(*args, auto_id=auto_id, **kwargs)
